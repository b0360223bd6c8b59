import type { PdfExamination } from '@onefacture/formats';
import type { InvoiceDocument } from '@onefacture/invoice';
import type { Finding } from '../report/finding.js';
import { toldOf } from '../rules/telling.js';
import type { Values } from '../rules/rule.js';
import { ATTACHMENT_RULES } from './attachment-rules.js';
import { COLOUR_RULES } from './colour-rules.js';
import type { ContainerRule } from './container-rule.js';
import { FILE_RULES } from './file-rules.js';
import { HYBRID_RULES } from './hybrid-rules.js';
import { METADATA_RULES } from './metadata-rules.js';
import { PAGE_RULES } from './page-rules.js';

/** Name and version of the checks of a container. */
export const CONTAINER_RULES_NAME = 'Factur-X 1.09.2 container';

/** An encrypted file is not looked into; this is all that is said of it. */
const ENCRYPTED: ContainerRule = {
  id: 'OF-PDF-01',
  severity: 'error',
  says: {
    en: 'The PDF is encrypted; a PDF/A is not, and nothing in it can be read.',
    fr: 'Le PDF est chiffré ; un PDF/A ne l’est pas, et rien ne peut y être lu.',
  },
  fix: {
    en: 'Send it without encryption and without a password, also one that only forbids printing or copying.',
    fr: 'Envoyez-le sans chiffrement ni mot de passe, même d’impression ou de copie.',
  },
  check: () => undefined,
};

/** All checks of a container, in the order in which they are told. */
export const CONTAINER_RULES: readonly ContainerRule[] = [
  ENCRYPTED,
  ...FILE_RULES,
  ...METADATA_RULES,
  ...COLOUR_RULES,
  ...PAGE_RULES,
  ...ATTACHMENT_RULES,
  ...HYBRID_RULES,
];

const findingOf = (rule: ContainerRule, path: string, values: Values): Finding =>
  toldOf(rule, {
    layer: 'pdfa3',
    ruleset: CONTAINER_RULES_NAME,
    severity: rule.severity,
    path,
    term: rule.term,
    values,
  });

/**
 * Holds a PDF against what PDF/A-3 and Factur-X ask of the container of an invoice. It is no full PDF/A validation:
 * docs/validation.md lists what is not looked at. Never throws.
 *
 * @param pdf the PDF as `examinePdf` saw it; `'encrypted'` for one it could not open
 * @param document what its invoice says; undefined where there is none or it cannot be read
 */
export const checkContainer = (
  pdf: PdfExamination | 'encrypted',
  document: InvoiceDocument | undefined,
): readonly Finding[] => {
  if (pdf === 'encrypted') return [findingOf(ENCRYPTED, 'Trailer/Encrypt', {})];
  const subject = { pdf, invoice: pdf.invoice, document };
  return CONTAINER_RULES.flatMap((rule) => {
    const findings: Finding[] = [];
    rule.check(subject, (path, values = {}) => findings.push(findingOf(rule, path, values)));
    return findings;
  });
};
