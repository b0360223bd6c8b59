import { posix } from 'node:path';
import { AppError } from '@onefacture/errors';
import type { StructureName } from '@onefacture/formats';
import type { PackFiles } from './pack-source.js';
import type { AppliesTo, PackManifest } from './pack-manifest.js';

/** What rules of a syntax name in their contexts and namespaces; a message of the lifecycle is no invoice. */
const SYNTAXES: readonly [RegExp, AppliesTo['syntax']][] = [
  [/CrossDomainAcknowledgementAndResponse/, 'CDAR'],
  [/CrossIndustryInvoice/, 'CII'],
  [/ubl:schema:xsd:(?:Invoice|CreditNote)-2|\bUBL\b/, 'UBL'],
];

/** The profiles of Factur-X by the names of their files, and what BT-24 says in each. */
const PROFILES: readonly [RegExp, StructureName, string][] = [
  [/MINIMUM/i, 'facturx_minimum', String.raw`^urn:factur-x\.eu:1p0:minimum$`],
  [/BASIC[ _-]?WL/i, 'facturx_basic_wl', String.raw`^urn:factur-x\.eu:1p0:basicwl$`],
  [/BASIC/i, 'facturx_basic', String.raw`#compliant#urn:factur-x\.eu:1p0:basic$`],
  [/EXTENDED/i, 'facturx_extended', String.raw`urn:factur-x\.eu:1p0:extended$`],
  [/EN16931/i, 'facturx_en16931', String.raw`^urn:cen\.eu:en16931:2017$`],
];

const profileOf = (path: string): (typeof PROFILES)[number] | undefined => {
  const [, rest] = /factur-?x[_-](?:[\d.]+[_-])?(.*)/i.exec(posix.basename(path)) ?? [];
  return rest === undefined ? undefined : PROFILES.find(([name]) => name.test(rest));
};

/** Documents of these guidelines have rules of their own, which stand in for those of the norm. */
const NOT_THE_NORM = String.raw`^(?!.*(?:extended|basicwl|minimum)$)`;

const guidelineOf = (path: string, text: string): string | undefined => {
  if (/extended-ctc-fr/i.test(path)) return 'extended-ctc-fr';
  const profile = profileOf(path);
  if (profile !== undefined) return profile[2];
  return /\bBR-CO-10\b/.test(text) && !/\bBR-FR-/.test(text) ? NOT_THE_NORM : undefined;
};

const rulesFile = (path: string, text: string): PackManifest['files'][number] => {
  const syntax = SYNTAXES.find(([shape]) => shape.test(text))?.[1];
  if (syntax === undefined) {
    throw new AppError('document.unreadable', {
      detail: `${path} does not show which syntax it is for; say so in a pack.json.`,
    });
  }
  const guideline = guidelineOf(path, text);
  const french = /\bBR-FR-\d/.test(text) && !/\bBR-CO-10\b/.test(text) && syntax !== 'CDAR';
  const applies: AppliesTo = {
    syntax,
    ...(guideline === undefined ? {} : { guideline }),
    rules: french ? 'fr-ctc' : 'profile',
  };
  return { kind: /\.sch$/i.test(path) ? 'sch' : 'xslt', path, applies_to: applies };
};

const ROOTS: Readonly<Record<string, [AppliesTo['syntax'], StructureName]>> = {
  CrossIndustryInvoice: ['CII', 'cii'],
  Invoice: ['UBL', 'ubl_invoice'],
  CreditNote: ['UBL', 'ubl_credit_note'],
  CrossDomainAcknowledgementAndResponse: ['CDAR', 'cdar'],
};

/** A schema that declares the root of a message; the others are those that it imports. */
const schemaFile = (path: string, text: string): PackManifest['files'][number] | undefined => {
  const [, uri = ''] = /targetNamespace\s*=\s*["']([^"']*)["']/.exec(text) ?? [];
  const [, root] = /:(\w+)(?:-2|:100)$/.exec(uri) ?? [];
  const known = root === undefined ? undefined : ROOTS[root];
  if (known === undefined || !new RegExp(`<(?:\\w+:)?element\\s[^>]*name\\s*=\\s*["']${root}["']`).test(text)) {
    return undefined;
  }
  const [syntax, structure] = known;
  const own = structure === 'cii' ? (profileOf(path)?.[1] ?? structure) : structure;
  return { kind: 'xsd', path, applies_to: { syntax, rules: 'profile' }, structure: own };
};

/** Schematron, and stylesheets where a distribution has no Schematron of the same name. */
const isRuleFile = (path: string, text: string, all: PackFiles): boolean => {
  if (/\.sch$/i.test(path)) return /<(?:\w+:)?schema[\s>]/.test(text);
  if (!/\.xslt?$/i.test(path) || !/purl\.oclc\.org\/dsdl\/(?:svrl|schematron)/.test(text)) return false;
  return ![...all.keys()].some((other) => /\.sch$/i.test(other));
};

const VERSION = /\d+(?:\.\d+)+/;

const slug = (label: string): string =>
  label
    .replace(/\.zip$/i, '')
    .replace(VERSION, '')
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .toLowerCase()
    .slice(0, 60);

/**
 * A manifest for a distribution that has none, read off its files: syntax by the elements that the rules name,
 * guideline by file name, name and version by what the folder or archive is called (`label`), else by the title.
 * Throws AppError `document.unreadable` where there are no rules and no schemas, or a file shows no syntax.
 */
export const guessManifest = (files: PackFiles, label: string): PackManifest => {
  const texts = [...files].map(([path, bytes]) => [path, Buffer.from(bytes).toString('utf8')] as const);
  const rules = texts.filter(([path, text]) => isRuleFile(path, text, files));
  const schemas = texts.filter(([path]) => /\.xsd$/i.test(path)).map(([path, text]) => schemaFile(path, text));
  const found = [
    ...rules.map(([path, text]) => rulesFile(path, text)),
    ...schemas.filter((schema) => schema !== undefined),
  ];
  if (found.length === 0) {
    throw new AppError('document.unreadable', { detail: 'There are no rules and no schemas of an invoice here.' });
  }
  const titles = rules.map(([, text]) => /<(?:\w+:)?title>([^<]*)</.exec(text)?.[1] ?? '');
  const version = [label, ...titles].map((text) => VERSION.exec(text)?.[0]).find((one) => one !== undefined);
  const name = [label, posix.parse(found[0]?.path ?? '').name].map(slug).find((one) => one !== '');
  return { name: name ?? 'rules', version: version ?? '0', files: found };
};
