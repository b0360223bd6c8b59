import type { FieldFault } from '@onefacture/errors';
import { FINAL_FRAMES, GROUPED_FRAMES, PAID_FRAMES } from './codes/billing-frames.js';
import { DOCUMENT_TYPES, PREPAYMENT_TYPES } from './codes/document-types.js';
import { FRENCH_VAT_CATEGORIES, FRENCH_VAT_RATES, VAT_CATEGORY_MEANING } from './codes/vat.js';
import { FRENCH_SCHEME } from './identifiers/electronic-address.js';
import { isFrenchVatNumber } from './identifiers/vat-number.js';
import type { Invoice, Party, VatCategory } from './invoice.js';
import { decimalText, fitsDigits } from './money.js';

/** Profiles whose documents can be made today. */
export const WRITTEN_PROFILES: ReadonlySet<string> = new Set(['EN16931']);

const MOST = 100;

/**
 * What a DRAFT may lack but a submission may not: every fault that would make the document break an official rule
 * (EN 16931 1.3.16, BR-FR-Flux2 1.4) or that we cannot put into a document yet. `code` is the rule where there is one.
 * Empty for an invoice that can go out. At most 100.
 */
export function submissionFaults(invoice: Invoice): FieldFault[] {
  const faults: FieldFault[] = [];
  for (const check of [capability, sizes, parties, references, dates, frame, vat, treatment]) {
    for (const fault of check(invoice)) {
      if (faults.length >= MOST) return faults;
      faults.push(fault);
    }
  }
  return faults;
}

function* capability(invoice: Invoice): Generator<FieldFault> {
  if (!WRITTEN_PROFILES.has(invoice.profile)) {
    const message =
      `is stored, but documents of profile ${invoice.profile} cannot be made yet: ` +
      `change it to ${[...WRITTEN_PROFILES].join(' or ')}, or send your own file`;
    yield { field: 'profile', code: 'INVALID', message };
  }
  if (invoice.currency !== 'EUR') {
    const message =
      `is ${invoice.currency}: an invoice in another currency needs its VAT in euros (BT-6 and BT-111), ` +
      'which cannot be written yet; invoice in EUR, or send your own file';
    yield { field: 'currency', code: 'BR-FR-CO-12', message };
  }
}

/** The official rules add up in double precision; above this many digits before the point they fail on right sums. */
const PROVABLE_DIGITS = 13;

function* sizes(invoice: Invoice): Generator<FieldFault> {
  const message =
    `makes an amount of more than ${PROVABLE_DIGITS} digits before the point, ` +
    'which the official checks cannot add up exactly (BR-CO-10): split the invoice';
  for (const [index, line] of invoice.lines.entries()) {
    if (line.net_amount === undefined || fitsDigits(line.net_amount, PROVABLE_DIGITS)) continue;
    yield { field: `lines[${index}].quantity`, code: 'INVALID', message };
  }
  for (const name of ['net', 'gross', 'due'] as const) {
    if (fitsDigits(invoice.totals[name], PROVABLE_DIGITS)) continue;
    yield { field: `totals.${name}`, code: 'INVALID', message };
  }
}

function* parties({ seller, buyer }: Invoice): Generator<FieldFault> {
  if (seller.siren === undefined) {
    yield {
      field: 'seller.siren',
      code: 'BR-FR-10',
      message: 'is required to submit: the SIREN of the seller (BT-30)',
    };
  }
  if (buyer.siren === undefined) {
    yield { field: 'buyer.siren', code: 'BR-FR-11', message: noSiren(buyer) };
  }
  yield* party('seller', 'BR-FR-13', seller);
  yield* party('buyer', 'BR-FR-12', buyer);
}

function noSiren({ vat_number: vatNumber, address }: Party): string {
  const rule = 'is required to submit: the French network delivers to a SIREN (BT-47)';
  if (vatNumber !== undefined && isFrenchVatNumber(vatNumber)) {
    return `${rule}; ${vatNumber} holds ${vatNumber.slice(4)}, which is the buyer’s own unless it is in a VAT group`;
  }
  const country = address?.country_code ?? 'FR';
  if (FRENCH_TERRITORIES.has(country)) return `${rule}; a private person has none and cannot be sent to`;
  return (
    `${rule}; a buyer in ${country} without one is outside of it: ` +
    'send the PDF yourself and report the sale (e-reporting), which this gateway does not do yet'
  );
}

/** ISO codes of the Republic: what is sold there may have a buyer with a SIREN. */
const FRENCH_TERRITORIES: ReadonlySet<string> = new Set('FR GP MQ GF RE YT PM BL MF WF PF NC TF'.split(' '));

function* party(
  name: 'seller' | 'buyer',
  rule: string,
  { electronic_address: address, siren }: Party,
): Generator<FieldFault> {
  if (address !== undefined || siren === undefined) return;
  const message = `is required to submit: scheme ${FRENCH_SCHEME} and the SIREN, or the address the directory lists`;
  yield { field: `${name}.electronic_address`, code: rule, message };
}

/** BR-FR-CO-03, BR-FR-CO-04, BR-FR-CO-05. */
function* references(invoice: Invoice): Generator<FieldFault> {
  const { type_code: type, preceding_invoices: earlier } = invoice;
  const kind = DOCUMENT_TYPES[type]?.kind;
  const label = DOCUMENT_TYPES[type]?.label.toLowerCase() ?? 'document';
  if (type === '262') {
    yield* globalAllowance(invoice);
  } else if (kind === 'corrective' && earlier.length !== 1) {
    const message =
      `must name exactly one earlier invoice, with number and issue_date, on a ${label} (${type}); ` +
      `it names ${earlier.length}`;
    yield { field: 'preceding_invoices', code: 'BR-FR-CO-04', message };
  } else if (kind === 'credit_note' && earlier.length === 0) {
    const message = `must name the invoice that is credited, with number and issue_date, on a ${label} (${type})`;
    yield { field: 'preceding_invoices', code: 'BR-FR-CO-05', message };
  }
  if (type === '262' || (kind !== 'corrective' && kind !== 'credit_note')) return;
  for (const [index, { issue_date: date }] of earlier.entries()) {
    if (date !== undefined) continue;
    const code = kind === 'corrective' ? 'BR-FR-CO-04' : 'BR-FR-CO-05';
    const message = `is required to submit a ${label} (${type}): the date of the earlier invoice (BT-26)`;
    yield { field: `preceding_invoices[${index}].issue_date`, code, message };
  }
}

function* globalAllowance(invoice: Invoice): Generator<FieldFault> {
  const code = 'BR-FR-CO-03';
  if (invoice.contract_reference === undefined) {
    yield {
      field: 'contract_reference',
      code,
      message: 'is required on a global allowance (262): the contract (BT-12)',
    };
  }
  for (const end of ['start_date', 'end_date'] as const) {
    if (invoice.period?.[end] !== undefined) continue;
    yield { field: `period.${end}`, code, message: 'is required on a global allowance (262): the period it covers' };
  }
}

/** BR-FR-CO-07 and BR-CO-25. */
function* dates(invoice: Invoice): Generator<FieldFault> {
  const { due_date: due, issue_date: issued, billing_frame: cadre = '' } = invoice;
  const early = PREPAYMENT_TYPES.has(invoice.type_code) || PAID_FRAMES.has(cadre);
  if (due !== undefined && due < issued && !early) {
    yield { field: 'due_date', code: 'BR-FR-CO-07', message: `must not be before issue_date, ${issued}; got ${due}` };
  }
  if (due === undefined && invoice.payment_terms === undefined && invoice.totals.due.greaterThan(0)) {
    const message = 'is required to submit, or payment_terms: something is left to pay';
    yield { field: 'due_date', code: 'BR-CO-25', message };
  }
}

/** BR-FR-08, BR-FR-CO-08, BR-FR-CO-09 and the grouped frames. */
function* frame(invoice: Invoice): Generator<FieldFault> {
  const { billing_frame: cadre, totals } = invoice;
  const field = 'billing_frame';
  if (cadre === undefined) {
    yield { field, code: 'BR-FR-08', message: 'is required to submit: B1 goods, S1 services, M1 both …' };
    return;
  }
  if (GROUPED_FRAMES.has(cadre)) {
    const message = `${cadre} needs lines grouped per seller, which the JSON body cannot express: send your own file`;
    yield { field, code: 'INVALID', message };
  }
  if (FINAL_FRAMES.has(cadre) && PREPAYMENT_TYPES.has(invoice.type_code)) {
    const message = `${cadre} is for a final invoice after a deposit, type_code ${invoice.type_code} is itself a deposit`;
    yield { field, code: 'BR-FR-CO-08', message };
  }
  if (!PAID_FRAMES.has(cadre)) return;
  if (!totals.due.isZero()) {
    const message =
      `must equal the total with VAT, ${decimalText(totals.gross, 2)}, when billing_frame is ${cadre} (already paid); ` +
      `got ${decimalText(totals.prepaid, 2)}`;
    yield { field: 'totals.prepaid', code: 'BR-FR-CO-09', message };
  }
  if (invoice.due_date === undefined) {
    const message = `is required when billing_frame is ${cadre} (already paid): the date of payment`;
    yield { field: 'due_date', code: 'BR-FR-CO-09', message };
  }
}

const FRENCH: ReadonlySet<string> = new Set(FRENCH_VAT_CATEGORIES);
const RULE_FAMILY: Readonly<Record<VatCategory, string>> = {
  S: 'S',
  Z: 'Z',
  E: 'E',
  AE: 'AE',
  K: 'IC',
  G: 'G',
  O: 'O',
  L: 'AF',
  M: 'AG',
};

function* vat(invoice: Invoice): Generator<FieldFault> {
  for (const [index, line] of invoice.lines.entries()) {
    if (line.tax_category !== undefined && !FRENCH.has(line.tax_category)) {
      const message = `${line.tax_category} is not a category of French VAT; use one of ${FRENCH_VAT_CATEGORIES.join(', ')}`;
      yield { field: `lines[${index}].tax_category`, code: 'BR-FR-15', message };
    }
    if (line.tax_rate !== undefined && !FRENCH_VAT_RATES.has(line.tax_rate.toFixed())) {
      const message = `must be a rate of French VAT (${[...FRENCH_VAT_RATES].join(', ')}); got ${line.tax_rate.toFixed()}`;
      yield { field: `lines[${index}].tax_rate`, code: 'BR-FR-16', message };
    }
  }
  const categories = new Set(invoice.vat_breakdown.map((group) => group.tax_category));
  yield* grounds(invoice);
  if (categories.has('O')) yield* outsideScope(invoice, categories);
  else yield* sellerNumber(invoice, categories);
  yield* buyerNumber(invoice, categories);
  if (categories.has('K') && invoice.delivery_date === undefined && invoice.period === undefined) {
    const message = 'is required with category K, or period: when the goods went to the other member state';
    yield { field: 'delivery_date', code: 'BR-IC-11', message };
  }
}

function* grounds(invoice: Invoice): Generator<FieldFault> {
  for (const group of invoice.vat_breakdown) {
    if (group.tax_category === 'S' || group.tax_category === 'Z') continue;
    if (group.exemption_code !== undefined || group.exemption_reason !== undefined) continue;
    const index = invoice.lines.findIndex((line) => line.tax_category === group.tax_category);
    const message =
      `is required with category ${group.tax_category} (${VAT_CATEGORY_MEANING[group.tax_category]}): ` +
      'the VATEX code, such as VATEX-FR-FRANCHISE (or exemption_reason in words)';
    yield { field: `lines[${index}].exemption_code`, code: `BR-${RULE_FAMILY[group.tax_category]}-10`, message };
  }
}

function* sellerNumber(invoice: Invoice, categories: ReadonlySet<VatCategory>): Generator<FieldFault> {
  const [category] = categories;
  const { vat_number: vatNumber, tax_registration: registration } = invoice.seller;
  if (category === undefined || vatNumber !== undefined) return;
  if (registration !== undefined && categories.size === 1 && category === 'E') return;
  const message =
    `is required with category ${category} (${VAT_CATEGORY_MEANING[category]}): ` +
    'give it on the invoice or in the settings of the company';
  yield { field: 'seller.vat_number', code: `BR-${RULE_FAMILY[category]}-02`, message };
}

/** BR-IC-02; for reverse charge art. 242 nonies A, annexe II CGI wants it where EN 16931 would do with the SIREN. */
function* buyerNumber(invoice: Invoice, categories: ReadonlySet<VatCategory>): Generator<FieldFault> {
  for (const category of ['AE', 'K'] as const) {
    if (!categories.has(category) || invoice.buyer.vat_number !== undefined) continue;
    const message = `is required with category ${category} (${VAT_CATEGORY_MEANING[category]}): the buyer accounts for the VAT`;
    yield { field: 'buyer.vat_number', code: `BR-${RULE_FAMILY[category]}-02`, message };
  }
}

/** BR-O-02 and BR-O-11. */
function* outsideScope(invoice: Invoice, categories: ReadonlySet<VatCategory>): Generator<FieldFault> {
  if (categories.size > 1) {
    const index = invoice.lines.findIndex((line) => line.tax_category !== 'O');
    const message =
      'cannot stand beside lines of category O: what is outside the scope of VAT needs an invoice of its own';
    yield { field: `lines[${index}].tax_category`, code: 'BR-O-11', message };
  }
  for (const name of ['seller', 'buyer'] as const) {
    if (invoice[name].vat_number === undefined) continue;
    const message = 'must be left out of an invoice with lines of category O';
    yield { field: `${name}.vat_number`, code: 'BR-O-02', message };
  }
}

/** BR-FR-21 and BR-FR-22: with a note BAR = B2B the recipient's address starts with its SIREN. */
function* treatment(invoice: Invoice): Generator<FieldFault> {
  if (!invoice.notes.some((note) => note.subject === 'BAR' && note.content === 'B2B')) return;
  const selfBilled = DOCUMENT_TYPES[invoice.type_code]?.self_billed === true;
  const name = selfBilled ? 'seller' : 'buyer';
  const { electronic_address: address, siren } = invoice[name];
  if (address === undefined || siren === undefined) return;
  if (address.scheme === FRENCH_SCHEME && address.value.startsWith(siren)) return;
  const message = `must be in scheme ${FRENCH_SCHEME} and start with ${siren} when a note asks for B2B treatment`;
  yield { field: `${name}.electronic_address`, code: selfBilled ? 'BR-FR-22' : 'BR-FR-21', message };
}
