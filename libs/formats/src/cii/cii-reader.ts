import { readPlan } from '../bindings/plan-reader.js';
import type { InvoiceReading } from '../invoice-reading.js';
import { leftovers } from '../leftovers.js';
import type { XmlEvents, XmlLimits } from '../xml/xml-events.js';
import { documentOf } from './cii-invoice.js';
import { ciiPlan } from './cii-table.js';

/**
 * Reads a CII invoice of any profile, D16B or D22B, in one pass and in time linear in its size. `profile` is set where
 * BT-24 names one. See CII_BINDINGS for what is normalised. An observer sees the elements in the same pass.
 * Throws AppError `document.unreadable`, and nothing else: no XML, over a limit, or another root element.
 */
export const readCii = (bytes: Uint8Array, limits?: XmlLimits, observer?: XmlEvents): InvoiceReading => {
  const { model, findings, literals, currencies } = readPlan(ciiPlan('EXTENDED_CTC_FR'), bytes, limits, observer);
  const rest = leftovers('/rsm:CrossIndustryInvoice');
  const document = documentOf(model, rest.leave);
  rest.currencies(currencies, document);
  return {
    syntax: 'CII',
    root: 'CrossIndustryInvoice',
    document,
    findings: [...findings, ...rest.findings],
    literals,
  };
};
