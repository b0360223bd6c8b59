import { elementPlace, type InvoiceRoot, modelPlace, STRUCTURES } from '@onefacture/formats';
import type { InvoiceDocument } from '@onefacture/invoice';
import {
  checkBusiness,
  checkContainer,
  checkDocument,
  concluded,
  CONTAINER_RULES_NAME,
  type Facts,
  type Finding,
  OWN_RULES,
  type Placing,
  readingFindings,
  type RuleChoice,
  ruleSetsOf,
  structureOf,
  Subject,
  type ValidationReport,
} from '@onefacture/validation';
import { isOwnSchema, schemaLabel } from '../schema/schema-check.js';
import { schemaFindings } from '../schema/schema-findings.js';
import { messageLayers } from './inspect-message.js';
import { looked, passedOver, type LayerResult } from './layer.js';
import { openDocument, type OpenedDocument, type WatchedInvoice } from './opened-document.js';

/** What a file is and what the official layers say of it; the business layer needs facts from elsewhere. */
export interface Inspection {
  readonly format: ValidationReport['format'];
  /** Of the XML. */
  readonly root?: InvoiceRoot;
  /** What the document says; missing where no invoice could be read. */
  readonly document?: InvoiceDocument;
  /** What the layers looked at; from the pool only where it was asked for. */
  readonly xml?: Uint8Array;
  /** What its elements say that the document does not hold, for the business layer. */
  readonly unheld: readonly Finding[];
  readonly layers: readonly LayerResult[];
}

const OWN = 'onefacture';

const container = ({ pdf, invoice }: OpenedDocument): LayerResult => {
  if (pdf === undefined) return passedOver('pdfa3', 'not_applicable', 'The file is no PDF.');
  const about = { layer: 'pdfa3', engine: OWN, ruleset: CONTAINER_RULES_NAME } as const;
  const { report, findings } = looked(about, () => checkContainer(pdf, invoice?.reading.document));
  return {
    report: { ...report, reason: 'A check of the container, not a full PDF/A validation as veraPDF does.' },
    findings,
  };
};

const extraction = ({ format, invoice, faults }: OpenedDocument): LayerResult =>
  looked({ layer: 'extraction', engine: OWN, ruleset: '' }, () =>
    invoice !== undefined
      ? []
      : faults.map(({ field, code, message }): Finding => {
          const said = { layer: 'extraction', ruleset: OWN, severity: 'error', message, message_fr: message } as const;
          return { ...said, code: format === 'json' ? code : 'OF-EXT-01', path: field, term: '' };
        }),
  );

/** What surely fits our structure needs no schema; anything else libxml2 judges, as it does where a pack brings a schema. */
const schema = ({ xml, reading, root, watch }: WatchedInvoice): LayerResult => {
  const structure = structureOf(reading.document, reading.syntax, root);
  const ruleset = schemaLabel(structure);
  if (watch?.fit.isOf(structure) === true && isOwnSchema(structure))
    return looked({ layer: 'xsd', engine: OWN, ruleset }, () => []);
  return looked({ layer: 'xsd', engine: 'libxml2', ruleset }, () =>
    schemaFindings(structure, STRUCTURES[structure].root.name, xml),
  );
};

/** Who sent a file is told XPaths, who sent JSON members of it. */
const placingOf = ({
  format,
  invoice,
}: Pick<Inspection, 'format'> & { readonly invoice: WatchedInvoice }): Placing => ({
  member: (field) => (format === 'json' ? field : elementPlace(invoice.root, field)),
  element: (xpath) => (format === 'json' ? modelPlace(invoice.reading.document, xpath) : xpath),
});

const rules = ({ xml, reading, watch }: WatchedInvoice, placing: Placing, choice: RuleChoice): LayerResult => {
  const sets = ruleSetsOf(reading.document, reading.syntax, choice);
  if (sets.length === 0)
    return passedOver('schematron', 'not_applicable', 'The document is not subject to these rules.');
  const ruleset = sets.map(({ name, version }) => `${name} ${version}`).join(', ');
  return looked({ layer: 'schematron', engine: OWN, ruleset }, () =>
    checkDocument(sets, reading, xml, placing, watch?.elements),
  );
};

const NOTHING = 'The file holds no invoice that could be read.';

/** What we made of JSON ourselves says nothing more than the document. */
const unheldOf = ({ format, invoice }: OpenedDocument): readonly Finding[] =>
  format === 'json' || invoice === undefined
    ? []
    : readingFindings(invoice.reading, placingOf({ format, invoice }).member);

/**
 * Opens a file and holds it against the official layers: container, extraction, schema, rules.
 * Throws AppError `document.unreadable` where nothing can be read of it.
 */
export const inspectDocument = (bytes: Uint8Array, choice: RuleChoice): Inspection => {
  const opened = openDocument(bytes);
  const { format, invoice, message } = opened;
  if (message !== undefined) return { format, unheld: [], xml: message, layers: messageLayers(message) };
  const later =
    invoice === undefined
      ? [passedOver('xsd', 'skipped', NOTHING), passedOver('schematron', 'skipped', NOTHING)]
      : [schema(invoice), rules(invoice, placingOf({ format, invoice }), choice)];
  return {
    format,
    ...(invoice === undefined ? {} : { root: invoice.root, document: invoice.reading.document, xml: invoice.xml }),
    unheld: unheldOf(opened),
    layers: [container(opened), extraction(opened), ...later],
  };
};

/** Faults of what others sent are warnings. */
const asTold = (finding: Finding, { purpose }: Facts): Finding =>
  purpose === 'received' ? { ...finding, severity: 'warning' } : finding;

const business = ({ format, document, root, unheld }: Inspection, facts: Facts | undefined): LayerResult => {
  if (format === 'cdar') return passedOver('business', 'not_applicable', 'A lifecycle message is no invoice.');
  if (document === undefined || root === undefined) return passedOver('business', 'skipped', NOTHING);
  if (facts === undefined) return passedOver('business', 'skipped', 'It was not asked for.');
  return looked({ layer: 'business', engine: OWN, ruleset: OWN_RULES }, () => {
    const syntax = root === 'CrossIndustryInvoice' ? 'CII' : 'UBL';
    const findings = checkBusiness(new Subject(document, syntax), facts);
    if (format === 'json') return findings;
    const placed = findings.map((finding) => ({ ...finding, path: elementPlace(root, finding.path) }));
    return [...unheld.map((finding) => asTold(finding, facts)), ...placed];
  });
};

/** The whole report: the business layer is added, which needs facts from outside the file. */
export const reportOf = (inspection: Inspection, facts: Facts | undefined): ValidationReport => {
  const { format, document, layers } = inspection;
  const all = [...layers, business(inspection, facts)];
  const about = { format, profile: document?.profile ?? '', guideline: document?.specification ?? '' };
  return concluded(
    about,
    all.map(({ report }) => report),
    all.flatMap(({ findings }) => findings),
  );
};
