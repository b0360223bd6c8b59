import type { InvoiceDocument } from '@onefacture/invoice';
import { type DocumentFinding, FINDING_TEXTS } from './bindings/document-finding.js';
import type { Leave } from './invoice-reading.js';

/** Findings about a whole document, made after it was read: what its own shape held and the model cannot. */
export interface Leftovers {
  readonly findings: readonly DocumentFinding[];
  readonly leave: Leave;
  /** Reports currencies of amounts that are neither BT-5 nor BT-6. */
  readonly currencies: (found: ReadonlySet<string>, document: InvoiceDocument) => void;
}

const LONGEST = 60;
const MOST = 100;

/** Collects them; `root` is the XPath of the document's root element. Line 0: the place in the source is not known. */
export const leftovers = (root: string): Leftovers => {
  const findings: DocumentFinding[] = [];
  const add = (code: DocumentFinding['code'], path: string, [message, message_fr]: [string, string]): void => {
    if (findings.length < MOST) findings.push({ code, severity: 'warning', message, message_fr, path, line: 0 });
  };
  return {
    findings,
    leave: (path, what) => {
      const name = `${path} "${what.slice(0, LONGEST)}"`;
      add('OF-XML-01', `${root}//${path}`, FINDING_TEXTS.unknownElement(name));
    },
    currencies: (found, { currency, tax_currency }) => {
      for (const one of found) {
        if (one !== currency && one !== tax_currency) add('OF-XML-05', root, FINDING_TEXTS.otherCurrency(one));
      }
    },
  };
};
