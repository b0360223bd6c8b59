import { messageStructure } from './message-structure.js';
import { type Structure, UBL } from './structure.js';
import { UBL_2_1_COMMON_TABLE } from './tables/ubl-2-1-common.js';
import { UBL_2_1_CREDIT_NOTE_TABLE } from './tables/ubl-2-1-credit-note.js';
import { UBL_2_1_INVOICE_TABLE } from './tables/ubl-2-1-invoice.js';

const document = (name: string, table: string): Structure => {
  const namespace = `urn:oasis:names:specification:ubl:schema:xsd:${name}-2`;
  const common = Object.entries(UBL).map(([prefix, uri]) => [prefix, { uri, prefix }]);
  return messageStructure({
    root: { name, namespace },
    namespaces: { ubl: { uri: namespace, prefix: '' }, ...Object.fromEntries(common) },
    shared: Object.keys(UBL),
    tables: [table, UBL_2_1_COMMON_TABLE],
  });
};

/**
 * UBL 2.1 Invoice: order, type and cardinality of every element, attributes of every datatype. Both UBL structures
 * describe all aggregates that either document can reach. Facts of the OASIS schemas; conformance holds them against
 * those. The content of an extension, XML signatures included, is any element of another namespace.
 */
export const UBL_INVOICE = document('Invoice', UBL_2_1_INVOICE_TABLE);

/** UBL 2.1 CreditNote; see UBL_INVOICE. */
export const UBL_CREDIT_NOTE = document('CreditNote', UBL_2_1_CREDIT_NOTE_TABLE);
