import {
  decimalText,
  DOCUMENT_TYPES,
  type Decimal,
  type Invoice,
  type InvoiceStatus,
  type PrecedingInvoice,
} from '@onefacture/invoice';

/** One of the organisation's own invoices that another one refers to, as far as the rules ask. */
export interface Original {
  readonly id: string;
  readonly number: string;
  readonly issueDate: string;
  readonly status: InvoiceStatus;
  readonly lifecycleCode: string | null;
  readonly numberSpent: boolean;
  readonly numberHeld: boolean;
  readonly buyerSiren: string | null;
  readonly currency: string;
  /** BT-112 */
  readonly gross: Decimal;
  /** What other credit notes take off it already, with VAT. */
  readonly credited: Decimal;
}

/** A reference of an invoice, and where it stands. */
export interface PlacedReference extends PrecedingInvoice {
  /** `preceding_invoices[0]` */
  readonly field: string;
}

/** What a reference to an earlier invoice comes to. */
export interface ReferenceFinding {
  /** An error keeps the invoice from being submitted. */
  readonly severity: 'error' | 'warning';
  readonly code: 'INVALID' | 'MISMATCH';
  readonly field: string;
  readonly message: string;
  readonly message_fr: string;
}

/** Why a credit note of an invoice that a 210 or 213 ended is not sent (DGFiP specification 3.2, §3.6.4). */
export const INTERNAL_SENTENCE = {
  en: 'A refused (210) or rejected (213) invoice is cancelled by an internal credit note: it is booked, and neither sent to the buyer nor reported (DGFiP specification 3.2, §3.6.4).',
  fr: 'Une facture refusée (210) ou rejetée (213) s’annule par un avoir interne : il est comptabilisé, mais ni transmis au client ni déclaré (spécifications DGFiP 3.2, § 3.6.4).',
} as const;

/** True when a 210 or 213 ended an invoice that was filed (200). */
export function isEndedByRefusal({ numberSpent, lifecycleCode }: Pick<Original, 'numberSpent' | 'lifecycleCode'>) {
  return numberSpent && (lifecycleCode === '210' || lifecycleCode === '213');
}

/** The earlier invoices that a corrective invoice or credit note names; of any other type none. */
export function correctedReferences(invoice: Invoice): PlacedReference[] {
  const kind = DOCUMENT_TYPES[invoice.type_code]?.kind;
  if (kind !== 'corrective' && kind !== 'credit_note') return [];
  return [
    ...place('', invoice.preceding_invoices),
    ...invoice.lines.flatMap((line, index) => place(`lines[${index}].`, line.preceding_invoices)),
  ];
}

const place = (field: string, references: readonly PrecedingInvoice[] = []): PlacedReference[] =>
  references.map((reference, index) => ({ ...reference, field: `${field}preceding_invoices[${index}]` }));

/** The invoice meant among those of that number: of the same date where one is told, a number that is held first. */
export function originalOf({ number, issue_date }: PrecedingInvoice, ours: readonly Original[]): Original | undefined {
  const meant = ours.filter(
    (one) => one.number === number && (issue_date === undefined || one.issueDate === issue_date),
  );
  return meant.find(({ numberHeld }) => numberHeld) ?? meant[0];
}

/**
 * What a corrective invoice or credit note says that does not go with our own invoices it names. Errors rest on a text:
 * art. 289, I, 5 CGI (a corrective invoice amends an initial invoice) and DGFiP specification 3.2 §3.6.4. No text
 * forbids the rest.
 */
export function judgeReferences(
  invoice: Invoice,
  ours: readonly Original[],
  internal: boolean,
): readonly ReferenceFinding[] {
  const references = correctedReferences(invoice);
  const found = references.map((reference) => ({ reference, original: originalOf(reference, ours) }));
  const findings = found.flatMap(({ reference, original }) => {
    if (original) return [...judge(invoice, reference, original, internal)];
    return otherDate(reference, ours);
  });
  return [...findings, ...tooMuch(invoice, found)];
}

function* judge(
  invoice: Invoice,
  { field }: PlacedReference,
  original: Original,
  internal: boolean,
): Generator<ReferenceFinding> {
  const { number, status } = original;
  const corrective = DOCUMENT_TYPES[invoice.type_code]?.kind === 'corrective';
  const unfiled = !original.numberSpent && (status === 'DRAFT' || status === 'REJECTED' || status === 'CANCELLED');
  if (unfiled) {
    yield {
      ...{ severity: corrective ? 'error' : 'warning', code: 'INVALID', field: `${field}.number` },
      message: `${number} was never filed (no 200; it is ${status}), so there is no initial invoice to amend (art. 289, I, 5 CGI): change ${number} itself.`,
      message_fr: `${number} n’a jamais été déposée (pas de 200 ; statut ${status}) : il n’y a pas de facture initiale à modifier (art. 289, I, 5 du CGI). Modifiez ${number} elle-même.`,
    };
  } else if (isEndedByRefusal(original) && !internal) {
    yield {
      ...{ severity: corrective ? 'warning' : 'error', code: 'INVALID', field: `${field}.number` },
      message: `${number} was ended by ${original.lifecycleCode}. ${INTERNAL_SENTENCE.en} POST /v1/invoices/${original.id}/credit-note makes it.`,
      message_fr: `${number} a pris fin par ${original.lifecycleCode}. ${INTERNAL_SENTENCE.fr} POST /v1/invoices/${original.id}/credit-note le prépare.`,
    };
  }
  if (original.buyerSiren !== (invoice.buyer.siren ?? null)) {
    yield {
      ...{ severity: 'warning', code: 'MISMATCH', field: 'buyer.siren' },
      message: `The buyer is ${invoice.buyer.siren ?? 'without SIREN'}; ${number} went to ${original.buyerSiren ?? 'a buyer without SIREN'}.`,
      message_fr: `Le client est ${invoice.buyer.siren ?? 'sans SIREN'} ; ${number} était adressée à ${original.buyerSiren ?? 'un client sans SIREN'}.`,
    };
  }
  if (original.currency !== invoice.currency) {
    yield {
      ...{ severity: 'warning', code: 'MISMATCH', field: 'currency' },
      message: `The currency is ${invoice.currency}; ${number} is in ${original.currency}.`,
      message_fr: `La devise est ${invoice.currency} ; ${number} est en ${original.currency}.`,
    };
  }
}

function otherDate({ number, issue_date, field }: PlacedReference, ours: readonly Original[]): ReferenceFinding[] {
  const other = ours.find((one) => one.number === number);
  if (!other) return [];
  return [
    {
      ...{ severity: 'warning', code: 'MISMATCH', field: `${field}.issue_date` },
      message: `Your invoice ${number} is of ${other.issueDate}, not of ${issue_date}; it is not linked.`,
      message_fr: `Votre facture ${number} est du ${other.issueDate}, non du ${issue_date} ; elle n’est pas rattachée.`,
    },
  ];
}

/** Compared where one invoice of ours in the same currency is all that is credited. */
function tooMuch(invoice: Invoice, found: readonly { readonly original: Original | undefined }[]): ReferenceFinding[] {
  if (DOCUMENT_TYPES[invoice.type_code]?.kind !== 'credit_note') return [];
  const [original, ...others] = new Set(found.map((one) => one.original));
  if (!original || others.length > 0 || original.currency !== invoice.currency) return [];
  const left = original.gross.minus(original.credited);
  const { gross } = invoice.totals;
  if (gross.lte(left)) return [];
  const [credit, rest] = [decimalText(gross, 2), decimalText(left, 2)];
  return [
    {
      ...{ severity: 'warning', code: 'MISMATCH', field: 'totals.gross' },
      message: `The credit note is ${credit} ${invoice.currency} with VAT; ${rest} of ${original.number} is left to credit.`,
      message_fr: `L’avoir est de ${credit} ${invoice.currency} TTC ; il reste ${rest} à créditer sur ${original.number}.`,
    },
  ];
}
