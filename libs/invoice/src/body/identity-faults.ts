import type { FieldFault } from '@onefacture/errors';
import type { OtherParty, Party, PrecedingInvoice } from '../invoice.js';
import type { InvoiceBody } from './body-amounts.js';

/** What an invoice names as another and is not: an invoice before it that is itself, a payee that is the seller. */
export function* identityFaults(body: InvoiceBody): Generator<FieldFault> {
  const year = body.issue_date.slice(0, 4);
  const isItself = ({ number, issue_date: date }: PrecedingInvoice): boolean =>
    number === body.number && (date === undefined || date.startsWith(year));
  for (const [index, preceding] of body.preceding_invoices.entries()) {
    if (isItself(preceding)) yield itself(`preceding_invoices[${index}].number`);
  }
  for (const [at, line] of body.lines.entries()) {
    // In UBL a line that names the number of its own invoice says its place among sub-lines, whatever the year.
    const index = line.preceding_invoices?.findIndex(({ number }) => number === body.number) ?? -1;
    if (index >= 0) yield itself(`lines[${at}].preceding_invoices[${index}].number`);
  }
  if (body.payee !== undefined && isSame(body.payee, body.seller)) {
    const message =
      'must be left out where the seller is paid: it has a name, SIREN or identifier of the seller’s (BR-17)';
    yield { field: 'payee', code: 'INVALID', message };
  }
}

function itself(field: string): FieldFault {
  return { field, code: 'INVALID', message: 'must be the number of another invoice: this is the invoice’s own' };
}

/** BR-17 compares name, legal registration and identifiers. */
function isSame(payee: OtherParty, seller: Party): boolean {
  const registrations = new Set(registrationsOf(seller));
  const identifiers = new Set(seller.identifiers?.map(({ value }) => value));
  return (
    payee.name === seller.name ||
    registrationsOf(payee).some((value) => registrations.has(value)) ||
    (payee.identifiers ?? []).some(({ value }) => identifiers.has(value))
  );
}

function registrationsOf({ siren, siret, legal_registration: legal }: OtherParty): string[] {
  return [siren, siret, legal?.value].filter((value) => value !== undefined);
}
