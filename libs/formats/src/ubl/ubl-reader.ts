import { readPlanOf } from '../bindings/plan-reader.js';
import type { InvoiceReading } from '../invoice-reading.js';
import { leftovers } from '../leftovers.js';
import type { XmlEvents, XmlLimits } from '../xml/xml-events.js';
import { documentOf } from './ubl-invoice.js';
import { ublPlan } from './ubl-table.js';

/**
 * Reads a UBL 2.1 Invoice or CreditNote in one pass and in time linear in its size. `profile` is set where BT-24 names
 * one. See UBL_BINDINGS for what is normalised. An observer sees the elements in the same pass.
 * Throws AppError `document.unreadable`, and nothing else: no XML, over a limit, or another root element.
 */
export const readUbl = (bytes: Uint8Array, limits?: XmlLimits, observer?: XmlEvents): InvoiceReading => {
  const plans = [ublPlan('Invoice', true), ublPlan('CreditNote', true)] as const;
  const { model, plan, findings, literals, currencies } = readPlanOf(plans, bytes, limits, observer);
  const root = plan === plans[1] ? 'CreditNote' : 'Invoice';
  const rest = leftovers(`/${root}`);
  const document = documentOf(model, root === 'CreditNote', rest.leave);
  rest.currencies(currencies, document);
  return {
    syntax: 'UBL',
    root,
    document,
    findings: [...findings, ...rest.findings],
    literals,
  };
};
