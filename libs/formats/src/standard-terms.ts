import type { InvoiceDocument, ItemAttribute, Line, Said } from '@onefacture/invoice';
import { given } from './given.js';
import { withOneId } from './writing.js';

const isNamed = ({ name, value }: Said<ItemAttribute>): boolean => name !== undefined && value !== undefined;

/** Most lines say nothing more than once and are given back as they are. */
const standardLine = (line: Said<Line>): Said<Line> => {
  const { notes = [], invoiced_objects = [], attributes = [], attachments, order_reference, ...same } = line;
  const isStandard = notes.length < 2 && invoiced_objects.length < 2 && attributes.every(isNamed);
  if (isStandard && attachments === undefined && order_reference === undefined) return line;
  return {
    ...same,
    notes: notes.slice(0, 1),
    invoiced_objects: invoiced_objects.slice(0, 1),
    attributes: attributes.filter(isNamed),
  };
};

/**
 * The document without what only an extension says more than once or in another way: buyer, payee and place of delivery
 * have one identifier (BT-46, BT-60, BT-71), document and line one object (BT-18, BT-128), a line one note (BT-127), an
 * attribute of an item a name and a value (BT-160, BT-161). Documents and orders of a single line are no part of it.
 */
export const standardTerms = (document: InvoiceDocument): InvoiceDocument => ({
  ...document,
  ...given<Partial<InvoiceDocument>>({
    buyer: withOneId(document.buyer),
    payee: withOneId(document.payee),
    delivery: withOneId(document.delivery),
    invoiced_objects: document.invoiced_objects?.slice(0, 1),
    lines: document.lines?.map(standardLine),
  }),
});
