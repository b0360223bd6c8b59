import fc from 'fast-check';
import { EXEMPTION_CODES } from '../src/codes/exemption-codes.js';
import { CHARGE_REASONS, ALLOWANCE_REASONS } from '../src/codes/reason-codes.js';
import { ITEM_LISTS } from '../src/codes/item-lists.js';
import { ITEM_PROPERTIES } from '../src/codes/item-properties.js';
import { withGroupTotals } from '../src/body/sub-lines.js';
import type { AllowanceCharge, ItemAttribute, Line, Profile, VatCategory } from '../src/invoice.js';
import { roundCents, ZERO, type Decimal } from '../src/money.js';
import { carries } from '../src/profiles.js';
import { lineNet } from '../src/totals.js';
import {
  attachments,
  codeOf,
  country,
  day,
  decimalOf,
  deliveryTerms,
  lines as multiline,
  maybe,
  notes,
  objects,
  period,
  precedingInvoice,
  present,
  reference,
  some,
  token,
} from './arbitrary-parts.js';
import { delivery, otherParty } from './arbitrary-parties.js';

/** VAT category and rate that go together. */
export interface Taxing {
  readonly tax_category: VatCategory;
  readonly tax_rate?: Decimal;
  /** In the French extension, of category E. */
  readonly exemption_code?: string;
}

export const standardRate = decimalOf(25, 1, 0.5);
export const taxed: fc.Arbitrary<Taxing> = fc.oneof(
  { weight: 3, arbitrary: standardRate.map((tax_rate): Taxing => ({ tax_category: 'S', tax_rate })) },
  fc
    .constantFrom<VatCategory>('Z', 'E', 'AE', 'K', 'G')
    .map((tax_category): Taxing => ({ tax_category, tax_rate: ZERO })),
);

/** An allowance or charge: by amount, or by percentage of a base that gives the amount. */
export const allowanceCharge = (charge: boolean): fc.Arbitrary<AllowanceCharge> =>
  fc
    .record({
      amount: decimalOf(500, 2),
      base: decimalOf(10_000, 2),
      percentage: decimalOf(100, 2),
      how: fc.constantFrom('amount', 'base', 'percentage'),
      why: fc.constantFrom('reason', 'code', 'both'),
      reason: token,
      code: codeOf(charge ? CHARGE_REASONS : ALLOWANCE_REASONS),
    })
    .map(({ amount, base, percentage, how, why, reason, code }) => ({
      amount: how === 'percentage' ? roundCents(base.times(percentage).div(100)) : amount,
      ...(how === 'amount' ? {} : { base_amount: base }),
      ...(how === 'percentage' ? { percentage } : {}),
      ...(why === 'code' ? {} : { reason }),
      ...(why === 'reason' ? {} : { reason_code: code }),
    }));

const attribute = (extended: boolean): fc.Arbitrary<ItemAttribute> => {
  const named = fc.record({ name: token, value: token });
  if (!extended) return named;
  const coded = fc.record({ code: codeOf(ITEM_PROPERTIES), value: token });
  const measured = fc.record({ name: token, measure: decimalOf(100, 3), unit_code: fc.constantFrom('KGM', 'MTR') });
  return fc.oneof(named, coded, measured);
};

const item = (profile: Profile) =>
  some({
    standard_item_id: fc.record({ scheme: fc.constantFrom('0160', '0088'), value: reference }),
    notes: carries(profile, 'EXTENDED') ? notes(3, true) : notes(1, false),
    period,
    ...(carries(profile, 'EN16931')
      ? {
          description: multiline,
          seller_item_id: reference,
          buyer_item_id: reference,
          classifications: fc.array(
            some({ code: reference, list_id: codeOf(ITEM_LISTS), list_version: reference }, 'code', 'list_id'),
            {
              minLength: 1,
              maxLength: 2,
            },
          ),
          origin_country: country,
          attributes: fc.array(attribute(carries(profile, 'EXTENDED')), { minLength: 1, maxLength: 3 }),
          order_line_reference: reference,
          invoiced_objects: objects(carries(profile, 'EXTENDED') ? 3 : 1),
          buyer_accounting_reference: reference,
        }
      : {}),
  });

const ofExtension = (profile: Profile) =>
  carries(profile, 'EXTENDED')
    ? some({
        order_reference: reference,
        despatch_advice_reference: reference,
        despatch_advice_line_reference: reference,
        receiving_advice_reference: reference,
        receiving_advice_line_reference: reference,
        preceding_invoices: fc.array(precedingInvoice(profile), { minLength: 1, maxLength: 1 }),
        attachments: attachments(profile),
        delivery_date: day,
        delivery,
        delivery_terms: deliveryTerms,
      })
    : fc.constant({});

const pricing = fc
  .record({
    quantity: decimalOf(1000, 3, -100),
    unit_code: fc.constantFrom('C62', 'HUR', 'KGM', 'XBX'),
    gross: decimalOf(2000, 4),
    discount: decimalOf(100, 4),
    shows: fc.constantFrom('net', 'gross', 'discount'),
    base: maybe(decimalOf(1000, 2, 0.5)),
    baseUnit: fc.boolean(),
    allowances: maybe(fc.array(allowanceCharge(false), { minLength: 1, maxLength: 2 })),
    charges: maybe(fc.array(allowanceCharge(true), { minLength: 1, maxLength: 2 })),
  })
  .map(({ quantity, unit_code, gross, discount, shows, base, baseUnit, allowances, charges }) => {
    const off = shows === 'discount' && discount.lte(gross);
    const priced = {
      quantity,
      unit_code,
      unit_price: off ? gross.minus(discount) : gross,
      ...(shows === 'net' ? {} : { gross_price: gross }),
      ...(off ? { price_discount: discount } : {}),
      ...(base === undefined ? {} : { price_base_quantity: base }),
      ...(base !== undefined && baseUnit ? { price_base_unit: unit_code } : {}),
      ...(allowances === undefined ? {} : { allowances }),
      ...(charges === undefined ? {} : { charges }),
    };
    return { ...priced, net_amount: lineNet(priced) };
  });

/** A line that counts, without its id. */
const counted = (profile: Profile, taxing: fc.Arbitrary<Taxing>): fc.Arbitrary<Omit<Line, 'id'>> =>
  fc
    .record({
      name: token,
      item: item(profile),
      more: ofExtension(profile),
      pricing,
      taxing,
      code: codeOf(EXEMPTION_CODES),
    })
    .map(({ name, item: said, more, pricing: amounts, taxing: tax, code }) => ({
      name,
      ...said,
      ...more,
      ...amounts,
      ...tax,
      ...(profile === 'EXTENDED_CTC_FR' && tax.tax_category === 'E' ? { exemption_code: code } : {}),
    }));

interface Branch {
  readonly head: Omit<Line, 'id'>;
  readonly details: readonly Omit<Line, 'id'>[];
}

/** A group with the lines it sums up, or a line with details that only inform. */
const branch = (profile: Profile, taxing: fc.Arbitrary<Taxing>): fc.Arbitrary<Branch> =>
  fc
    .record({
      name: token,
      seller: maybe(otherParty),
      // BR-FXEXT-08 of Factur-X EXTENDED adds binary fractions, so that a right sum of several may be wrong for it.
      details: fc.array(counted(profile, taxing), { minLength: 1, maxLength: profile === 'EXTENDED' ? 1 : 3 }),
      informs: fc.boolean(),
      head: counted(profile, taxing),
    })
    .map(({ name, seller, details, informs, head }) =>
      informs
        ? { head, details: [{ name, kind: 'INFORMATION' }] }
        : {
            head: present({ name, kind: 'GROUP', seller }),
            details: details.map((detail) => ({ ...detail, kind: 'DETAIL' })),
          },
    );

/** The lines of an invoice; with groups and details where the profile has them. */
export function invoiceLines(profile: Profile, taxing: fc.Arbitrary<Taxing>): fc.Arbitrary<readonly Line[]> {
  const plain = counted(profile, taxing).map((head): Branch => ({ head, details: [] }));
  const one = carries(profile, 'EXTENDED') ? fc.oneof({ weight: 3, arbitrary: plain }, branch(profile, taxing)) : plain;
  return fc
    .array(one, { minLength: 1, maxLength: 4 })
    .map((branches) =>
      withGroupTotals(
        branches.flatMap(({ head, details }, at): Line[] => [
          { id: String(at + 1), ...head },
          ...details.map((detail, below) => ({ id: `${at + 1}.${below + 1}`, parent_id: String(at + 1), ...detail })),
        ]),
      ),
    )
    .map((all) => (profile === 'EXTENDED' ? withKinds(all) : all));
}

/** Factur-X EXTENDED: where one line is below another, every line says what it is (BR-FXEXT-06). */
const withKinds = (all: readonly Line[]): readonly Line[] =>
  all.some(({ parent_id }) => parent_id !== undefined) ? all.map((line) => ({ kind: 'DETAIL', ...line })) : all;
