import { decimalText, type Invoice } from '@onefacture/invoice';

/** The members of a model that are stored plain, to be searched and listed. */
export function searchableOf(invoice: Invoice, sellerSiren: string) {
  const { totals, seller, buyer } = invoice;
  return {
    profile: invoice.profile,
    typeCode: invoice.type_code,
    number: invoice.number,
    currency: invoice.currency,
    issueDate: invoice.issue_date,
    dueDate: invoice.due_date ?? null,
    sellerSiren,
    sellerName: seller.name,
    buyerSiren: buyer.siren ?? null,
    buyerName: buyer.name,
    net: decimalText(totals.net, 2),
    tax: decimalText(totals.tax, 2),
    gross: decimalText(totals.gross, 2),
    due: decimalText(totals.due, 2),
  };
}
