import { DOCUMENT_TYPES, type Line, type PrecedingInvoice, type Said } from '@onefacture/invoice';
import type { Rule } from '../rule.js';
import type { Subject } from '../subject.js';
import { french, legalId } from './french-rule.js';
import {
  goesBothWays,
  hasSeveralSellers,
  isGrouped,
  lineGroups,
  numberOf,
  objectOf,
  type PlacedLine,
} from './line-groups.js';

const kind = french({
  ids: 'BR-FR-MV-01_EXT-FR-FE-163',
  terms: ['EXT-FR-FE-163'],
  says: {
    en: 'Line {line} does not say whether it is a GROUP, a DETAIL or an INFORMATION; billing frame {frame} wants it.',
    fr: 'La ligne {line} n’indique pas si elle est GROUP, DETAIL ou INFORMATION ; le cadre {frame} l’exige.',
  },
  check: (subject, broken) => {
    if (!isGrouped(subject)) return;
    const frame = subject.document.billing_frame ?? '';
    for (const { line, at, name } of lineGroups(subject).lines) {
      if (line.kind === undefined) broken(`${at}.kind`, { line: name, frame });
    }
  },
});

const someGroup = french({
  ids: 'BR-FR-MV-02_EXT-FR-FE-163',
  terms: ['EXT-FR-FE-163'],
  says: {
    en: 'No line is a GROUP without a parent: an invoice for several sellers holds one for each.',
    fr: 'Aucune ligne n’est un GROUP sans parent : une facture multi-vendeurs en a une par vendeur.',
  },
  check: (subject, broken) => {
    if (hasSeveralSellers(subject) && lineGroups(subject).tops.length === 0) broken('lines');
  },
});

const twoGroups = french({
  ids: 'BR-FR-BD-02_EXT-FR-FE-163',
  terms: ['EXT-FR-FE-163'],
  says: {
    en: '{count} lines are a GROUP without a parent: an invoice that goes both ways holds two.',
    fr: '{count} lignes sont des GROUP sans parent : une facture bidirectionnelle en a deux.',
  },
  check: (subject, broken) => {
    const count = lineGroups(subject).tops.length;
    if (goesBothWays(subject) && count !== 2) broken('lines', { count: String(count) });
  },
});

const oneGroupOf = (
  ids: Parameters<typeof french>[0]['ids'],
  role: 'seller' | 'buyer',
  term: string,
  [en, fr]: readonly [string, string],
): readonly Rule[] =>
  french({
    ids,
    terms: [term, 'EXT-FR-FE-167'],
    says: {
      en: `{count} groups of lines name the ${en} (${term}, "{value}") as their seller; exactly one is wanted.`,
      fr: `{count} groupes de lignes ont pour vendeur ${fr} (${term}, « {value} ») ; il en faut exactement un.`,
    },
    check: (subject, broken) => {
      if (!goesBothWays(subject)) return;
      const value = legalId(subject.document[role]);
      const count = lineGroups(subject).tops.filter(
        ({ line }) => value !== '' && legalId(line.seller) === value,
      ).length;
      if (count !== 1) broken('lines', { count: String(count), value });
    },
  });

/** A rule for each group of lines. */
const onTops = (
  ids: Parameters<typeof french>[0]['ids'],
  term: string,
  member: string,
  [en, fr]: readonly [string, string],
  isGiven: (line: Said<Line>, subject: Subject) => boolean,
): readonly Rule[] =>
  french({
    ids,
    terms: [term],
    says: {
      en: `The group of lines {line} has no ${en} (${term}).`,
      fr: `Le groupe de lignes {line} : il manque ${fr} (${term}).`,
    },
    check: (subject, broken) => {
      if (!isGrouped(subject)) return;
      for (const { line, at, name } of lineGroups(subject).tops) {
        if (!isGiven(line, subject)) broken(`${at}.${member}`, { line: name });
      }
    },
  });

/** Where both currencies are the same, so is the VAT. */
const accountingVat = (line: Said<Line>, { document: { currency, tax_currency } }: Subject): boolean =>
  tax_currency === undefined ||
  (tax_currency === currency ? line.tax_amount : line.tax_amount_accounting) !== undefined;

/** CII looks at the objects of the schemes that are there; UBL wants both. */
const hasNumber = (line: Said<Line>, { syntax }: Subject): boolean => {
  const object = objectOf(line, 'AFL');
  return object === undefined ? syntax === 'CII' : object.value !== undefined;
};

const OWN_FRAMES: ReadonlySet<string> = new Set(['M8', 'S8', 'B8']);

const hasFrame = (line: Said<Line>, { syntax }: Subject): boolean => {
  const object = objectOf(line, 'AVV');
  if (object === undefined) return syntax === 'CII';
  return object.value !== undefined && !OWN_FRAMES.has(object.value);
};

const MV03 = 'BR-FR-MV-03_';
const groupIsInvoice: readonly Rule[] = [
  ...onTops(
    `${MV03}EXT-FR-FE-164`,
    'EXT-FR-FE-164',
    'seller.name',
    ['name of its seller', 'le nom du vendeur'],
    ({ seller }) => seller?.name !== undefined,
  ),
  ...onTops(
    `${MV03}EXT-FR-FE-167`,
    'EXT-FR-FE-167',
    'seller.siren',
    ['SIREN of its seller', 'le SIREN du vendeur'],
    ({ seller }) => legalId(seller) !== '',
  ),
  ...onTops(
    `${MV03}EXT-FR-FE-177`,
    'EXT-FR-FE-177',
    'seller.address.country_code',
    ['country of its seller', 'le pays du vendeur'],
    ({ seller }) => seller?.address?.country_code !== undefined,
  ),
  ...onTops(
    `${MV03}EXT-FR-FE-181`,
    'EXT-FR-FE-181',
    'tax_amount',
    ['VAT in the currency of the invoice', 'la TVA dans la devise de la facture'],
    ({ tax_amount: tax }) => tax !== undefined,
  ),
  ...onTops(
    `${MV03}EXT-FR-FE-182`,
    'EXT-FR-FE-182',
    'tax_amount_accounting',
    ['VAT in the accounting currency', 'la TVA dans la devise de comptabilisation'],
    accountingVat,
  ),
  ...onTops(
    `${MV03}BT-128_AFL`,
    'BT-128',
    'invoiced_objects',
    ['invoice number of its own, as an object of scheme AFL', 'son propre numéro de facture, objet de schéma AFL'],
    hasNumber,
  ),
  ...onTops(
    `${MV03}BT-128_AVV`,
    'BT-128',
    'invoiced_objects',
    [
      'billing frame of its own other than B8, S8 and M8, as an object of scheme AVV',
      'son propre cadre de facturation autre que B8, S8 et M8, objet de schéma AVV',
    ],
    hasFrame,
  ),
];

const SELF_BILLED = Object.entries(DOCUMENT_TYPES).flatMap(([code, { self_billed }]) => (self_billed ? [code] : []));

const typeRule = (
  ids: Parameters<typeof french>[0]['ids'],
  applies: (subject: Subject) => boolean,
  selfBilled: boolean,
): readonly Rule[] =>
  french({
    ids,
    terms: ['BT-3', 'BT-23'],
    says: {
      en: `Type {type} does not go with billing frame {frame}, which ${selfBilled ? 'wants' : 'forbids'} ${SELF_BILLED.join(', ')}.`,
      fr: `Le type {type} ne va pas avec le cadre {frame}, qui ${selfBilled ? 'exige' : 'interdit'} ${SELF_BILLED.join(', ')}.`,
    },
    check: (subject, broken) => {
      const { type_code: type, billing_frame: frame = '' } = subject.document;
      if (type === undefined || !applies(subject) || SELF_BILLED.includes(type) === selfBilled) return;
      broken('type_code', { type, frame });
    },
  });

/** A group that corrects or credits names the earlier invoice: `types` do, under the frames that `applies` means. */
const earlierInvoice = (
  prefix: string,
  types: ReadonlySet<string>,
  applies: (subject: Subject) => boolean,
): readonly Rule[] => {
  const wants = (
    term: string,
    [en, fr]: readonly [string, string],
    read: (earlier: Said<PrecedingInvoice>) => string | undefined,
  ): readonly Rule[] =>
    french({
      ids: `${prefix}-${term}`,
      terms: [term],
      says: {
        en: `The group of lines {line} of a document of type {type} has no ${en} (${term}).`,
        fr: `Le groupe de lignes {line} d’un document de type {type} : il manque ${fr} (${term}).`,
      },
      check: (subject, broken) => {
        const { type_code: type = '' } = subject.document;
        if (!types.has(type) || !applies(subject)) return;
        for (const { line, at, name } of lineGroups(subject).tops) {
          if (line.preceding_invoices?.some((earlier) => read(earlier) !== undefined) === true) continue;
          broken(`${at}.preceding_invoices`, { line: name, type });
        }
      },
    });
  return [
    ...wants(
      'EXT-FR-FE-136',
      ['number of the earlier invoice', 'le numéro de la facture antérieure'],
      ({ number }) => number,
    ),
    ...wants(
      'EXT-FR-FE-138',
      ['date of the earlier invoice', 'la date de la facture antérieure'],
      ({ issue_date }) => issue_date,
    ),
  ];
};

const isMisnumbered = ({ line }: PlacedLine): boolean => {
  const number = numberOf(line);
  return line.kind === 'DETAIL' && (number === '' || line.exemption_reason?.startsWith(`#${number}#`) !== true);
};

const detail = french({
  ids: 'BR-FR-MV-08_BT-128',
  terms: ['BT-120', 'BT-128'],
  says: {
    en: 'The exemption reason of detail {line} must begin with #{number}#, the number of its sub-invoice; found "{value}".',
    fr: 'Le motif d’exonération du détail {line} doit commencer par #{number}#, numéro de sa sous-facture ; trouvé : « {value} ».',
  },
  check: (subject, broken) => {
    if (!isGrouped(subject)) return;
    for (const { line, at, name } of lineGroups(subject).lines.filter(isMisnumbered)) {
      const value = line.exemption_reason ?? '';
      broken(`${at}.exemption_reason`, { line: name, number: numberOf(line), value });
    }
  },
});

/** BR-FR-MV-01 to -03, -08, -13, -14 and BR-FR-BD-02, -13, -14. */
export const groupRules: readonly Rule[] = [
  ...kind,
  ...someGroup,
  ...twoGroups,
  ...oneGroupOf({ CII: 'BR-FR-BD-02_BT-31', UBL: 'BR-FR-BD-02_BT-30' }, 'seller', 'BT-30', ['seller', 'le vendeur']),
  ...oneGroupOf('BR-FR-BD-02_BT-47', 'buyer', 'BT-47', ['buyer', 'l’acheteur']),
  ...groupIsInvoice,
  ...detail,
  ...typeRule('BR-FR-MV-13_BT-3', hasSeveralSellers, false),
  ...typeRule({ CII: 'BR-FR-BD-13_BT-3', UBL: 'BR-FR-MV-BD_BT-3' }, goesBothWays, true),
  ...earlierInvoice('BR-FR-MV-14', new Set(['384', '472', '381', '396', '503']), hasSeveralSellers),
  ...earlierInvoice('BR-FR-BD-14', new Set(['261', '471', '473', '502']), goesBothWays),
];
