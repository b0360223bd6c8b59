import type { FieldFault } from '@onefacture/errors';
import type { Attachment, Identifier, Line } from '../invoice.js';
import { AMOUNT_DIGITS, decimalText, fitsDigits, roundCents, type Decimal } from '../money.js';
import { profileFaults } from '../profiles.js';
import { mismatch, sizeFaults, totalsFaults } from '../totals.js';
import { bodyTotals, lineAmount, type InvoiceBody } from './body-amounts.js';
import { groundFaults } from './exemption-grounds.js';
import { chargeGroundFaults } from './charge-grounds.js';
import { identityFaults } from './identity-faults.js';
import { kindFaults, subLineFaults } from './sub-lines.js';

/** What the caller stated of amounts that are computed. */
interface Stated {
  readonly lines: readonly { readonly net_amount?: Decimal | undefined }[];
  readonly totals?: Parameters<typeof totalsFaults>[0] | undefined;
}

/** Faults that only the whole body can tell. `stated` is what the caller wrote where the body holds what we computed. */
export function* wholeFaults(stated: Stated, body: InvoiceBody): Generator<FieldFault> {
  yield* repeatedNotes(body);
  yield* againstEachOther(body);
  yield* currencyFaults(body);
  yield* identityFaults(body);
  yield* documentLists(body);
  yield* profileFaults(body, 'body');
  yield* lineFaults(stated, body);
  yield* groundFaults(body);
  yield* chargeGroundFaults(body);
  yield* subLineFaults(body.lines);
  yield* kindFaults(body.lines, body.profile);
  const { totals, vat_breakdown: groups } = bodyTotals(body);
  yield* sizeFaults(totals);
  yield* conversionFaults(body, totals.tax, groups.length);
  if (stated.totals) yield* totalsFaults(stated.totals, totals);
}

const ONCE: ReadonlySet<string> = new Set(['PMT', 'PMD', 'AAB', 'TXD', 'BAR']);

/** BR-FR-06, BR-FR-31. */
function* repeatedNotes(body: InvoiceBody): Generator<FieldFault> {
  const seen = new Set<string>();
  for (const [index, { subject }] of body.notes.entries()) {
    if (subject === undefined || !ONCE.has(subject)) continue;
    if (seen.has(subject)) {
      const message = `repeats ${subject}, of which an invoice holds one note at most (BR-FR-06, BR-FR-31): merge the two`;
      yield { field: `notes[${index}].subject`, code: 'DUPLICATE', message };
    }
    seen.add(subject);
  }
}

/** BR-CO-03, and payment members that must agree. */
function* againstEachOther(body: InvoiceBody): Generator<FieldFault> {
  if (body.tax_point_date !== undefined && body.tax_point_code !== undefined) {
    const message =
      'must be left out beside tax_point_date: one of the two says when VAT becomes chargeable (BR-CO-03)';
    yield { field: 'tax_point_code', code: 'INVALID', message };
  }
  if (body.direct_debit !== undefined && body.payment_means === undefined) {
    const message =
      'is required with direct_debit: its type_code, such as 59 (SEPA direct debit) or 49 (BG-19 in BG-16)';
    yield { field: 'payment_means', code: 'REQUIRED', message };
  }
  yield* onePayment(body);
}

const ONE_PAYMENT = [
  ['type_code', 'means of payment (BT-81, CII-SR-467, UBL-SR-47): name other ways in payment_terms'],
  ['text', 'means of payment in words (BT-82, CII-SR-468)'],
  ['remittance_information', 'remittance information (BT-83, CII-SR-469)'],
] as const;

/** BG-16 stands once, with several accounts; the French extension lets its code and text differ. */
function* onePayment({ payment_means: means = [], profile }: InvoiceBody): Generator<FieldFault> {
  for (const [member, words] of ONE_PAYMENT) {
    if (profile === 'EXTENDED_CTC_FR' && member !== 'remittance_information') continue;
    const first = means.find((entry) => entry[member] !== undefined)?.[member];
    for (const [index, entry] of means.entries()) {
      if (entry[member] === undefined || entry[member] === first) continue;
      const message = `must be the same in every entry: an invoice has one ${words}`;
      yield { field: `payment_means[${index}].${member}`, code: 'MISMATCH', message };
    }
  }
}

/** BR-53: BT-6 and BT-111 go together. */
function* currencyFaults(body: InvoiceBody): Generator<FieldFault> {
  const { currency, tax_currency: taxCurrency, totals, exchange_rate: exchange } = body;
  if (taxCurrency === undefined) {
    for (const field of ['totals.tax_accounting', 'exchange_rate'] as const) {
      const given = field === 'exchange_rate' ? exchange : totals.tax_accounting;
      if (given === undefined) continue;
      yield {
        field: 'tax_currency',
        code: 'REQUIRED',
        message: `is required with ${field}: the currency of the VAT accounts (BT-6)`,
      };
      return;
    }
    return;
  }
  if (taxCurrency === currency) {
    const message = `must be left out: it is the currency of the invoice, ${currency} (BT-6 is for another)`;
    yield { field: 'tax_currency', code: 'INVALID', message };
    return;
  }
  if (totals.tax_accounting === undefined && exchange === undefined) {
    const message = `is required with tax_currency: the VAT in ${taxCurrency} (BT-111, BR-53), or exchange_rate to compute it`;
    yield { field: 'totals.tax_accounting', code: 'REQUIRED', message };
  }
  const ends = [
    ['source_currency', currency],
    ['target_currency', taxCurrency],
  ] as const;
  for (const [member, expected] of ends) {
    const given = exchange?.[member];
    if (given === undefined || given === expected) continue;
    const message = `must be ${expected}: the rate turns ${currency} into ${taxCurrency}`;
    yield { field: `exchange_rate.${member}`, code: 'MISMATCH', message };
  }
}

/** BT-111 against BT-110 at the given rate; each VAT group may have been rounded by itself. */
function* conversionFaults(body: InvoiceBody, tax: Decimal, groups: number): Generator<FieldFault> {
  const given = body.totals.tax_accounting;
  const rate = body.exchange_rate?.rate;
  if (given === undefined || rate === undefined) return;
  const converted = roundCents(tax.times(rate));
  if (
    given
      .minus(converted)
      .abs()
      .lte(0.01 * Math.max(groups, 1))
  )
    return;
  yield mismatch('totals.tax_accounting', 'the VAT at exchange_rate', given, converted);
}

function* documentLists(body: InvoiceBody): Generator<FieldFault> {
  yield* objectFaults('invoiced_objects', body.invoiced_objects);
  yield* attachmentFaults(body.attachments);
}

/** BR-FR-29, BR-FR-30. */
function* objectFaults(field: string, objects: readonly Identifier[] | undefined): Generator<FieldFault> {
  for (const scheme of ['AFL', 'AVV']) {
    const index = objects?.findLastIndex((object) => object.scheme === scheme) ?? -1;
    if (index < 0 || objects?.findIndex((object) => object.scheme === scheme) === index) continue;
    const message = `repeats scheme ${scheme}, which stands once at most (BR-FR-29, BR-FR-30)`;
    yield { field: `${field}[${index}].scheme`, code: 'DUPLICATE', message };
  }
}

/** BR-FR-18, and references that stand once. */
function* attachmentFaults(attachments: readonly Attachment[] | undefined): Generator<FieldFault> {
  const ids = new Set<string>();
  let readable = 0;
  for (const [index, { id, description }] of (attachments ?? []).entries()) {
    if (ids.has(id)) {
      const message = `repeats the reference ${JSON.stringify(id)} of an earlier document: give each its own`;
      yield { field: `attachments[${index}].id`, code: 'DUPLICATE', message };
    }
    ids.add(id);
    if (description === 'LISIBLE') readable += 1;
    if (description === 'LISIBLE' && readable > 1) {
      const message = 'is a second LISIBLE: an invoice has one readable form at most (BR-FR-18)';
      yield { field: `attachments[${index}].description`, code: 'DUPLICATE', message };
    }
  }
}

function* lineFaults(stated: Stated, body: InvoiceBody): Generator<FieldFault> {
  const ids = new Set<string>();
  for (const [index, line] of body.lines.entries()) {
    if (ids.has(line.id)) {
      const message = `repeats the id ${JSON.stringify(line.id)} of an earlier line: give each line its own, or leave ids out`;
      yield { field: `lines[${index}].id`, code: 'DUPLICATE', message };
    }
    ids.add(line.id);
    if (line.net_amount !== undefined && !fitsDigits(line.net_amount, AMOUNT_DIGITS)) {
      const message = `makes the line ${decimalText(line.net_amount, 2)}, longer than 19 digits (BR-FR-DEC-01)`;
      yield { field: `lines[${index}].quantity`, code: 'INVALID', message };
    }
    const given = stated.lines[index]?.net_amount;
    if (given !== undefined && line.net_amount !== undefined && !given.equals(line.net_amount)) {
      yield mismatch(`lines[${index}].net_amount`, amountWords(line), given, line.net_amount);
    }
    yield* groupFaults(line, index);
    yield* objectFaults(`lines[${index}].invoiced_objects`, line.invoiced_objects);
  }
}

function amountWords(line: Line): string {
  if (lineAmount(line) === undefined) return 'the sum of the lines of the group';
  return [
    'quantity × unit_price',
    line.price_base_quantity && ' ÷ price_base_quantity',
    line.allowances && ' − allowances',
    line.charges && ' + charges',
  ]
    .filter(Boolean)
    .join('');
}

/** EXT-FR-FE-184: a group’s amount with VAT is its net amount and its VAT. */
function* groupFaults(line: Line, index: number): Generator<FieldFault> {
  const { net_amount: net, tax_amount: tax, gross_amount: gross } = line;
  if (net === undefined || tax === undefined || gross === undefined || gross.equals(net.plus(tax))) return;
  yield mismatch(`lines[${index}].gross_amount`, 'the group with its tax_amount', gross, net.plus(tax));
}
