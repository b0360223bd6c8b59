import { z } from 'zod';
import { ALLOWANCE_REASONS, CHARGE_REASONS } from '../codes/reason-codes.js';
import { decimalText, roundCents, type Decimal } from '../money.js';
import { coded, exact, text } from './leaves.js';
import { taxFaults, taxMembers } from './vat-schema.js';

/** The terms and rules of one of the four lists of allowances and charges. */
interface ChargeTerms {
  readonly name: string;
  readonly charge: boolean;
  readonly group: string;
  /** Terms of amount, base amount, percentage, reason, reason code. */
  readonly terms: readonly [string, string, string, string, string];
  /** The rule that wants a reason. */
  readonly rule: string;
}

const members = ({ charge, terms: [amount, base, percentage, reason, code] }: ChargeTerms) => ({
  amount: exact({ scale: 2 }, { description: `${amount}: the amount, without VAT`, example: 50 }),
  base_amount: exact(
    { scale: 2 },
    { description: `${base}: what the percentage is taken of`, example: 1000 },
  ).optional(),
  percentage: exact(
    { scale: 4, negative: false, most: 1000 },
    { description: `${percentage}: percent`, example: 5 },
  ).optional(),
  reason: text(1000, {
    description: `${reason}: why, in words`,
    example: charge ? 'Frais de port' : 'Remise fidélité',
  }).optional(),
  reason_code: coded(
    (value) => (charge ? CHARGE_REASONS : ALLOWANCE_REASONS).has(value),
    charge
      ? 'must be a code of UNTDID 7161, such as FC (freight)'
      : 'must be a code of UNTDID 5189, such as 95 (discount)',
    { description: `${code}: why, UNTDID ${charge ? 7161 : 5189}`, example: charge ? 'FC' : '95' },
  ).optional(),
});

interface ToCheck {
  readonly amount: Decimal;
  readonly base_amount?: Decimal | undefined;
  readonly percentage?: Decimal | undefined;
  readonly reason?: string | undefined;
  readonly reason_code?: string | undefined;
}

/** BR-33, BR-38, BR-41, BR-43 and their -CO twins; percentage and base amount belong together. */
function* chargeFaults({ name, rule, terms }: ChargeTerms, said: ToCheck) {
  if (said.reason === undefined && said.reason_code === undefined) {
    yield { field: 'reason', code: 'REQUIRED', message: `is required, or reason_code: say why (${rule})` };
  }
  const { amount, base_amount: base, percentage } = said;
  if (percentage !== undefined && base === undefined) {
    yield {
      field: 'base_amount',
      code: 'REQUIRED',
      message: `is required with percentage: what it is taken of (${terms[1]})`,
    };
  }
  if (base === undefined || percentage === undefined) return;
  const computed = roundCents(base.times(percentage).div(100));
  if (computed.minus(amount).abs().lte(CENT)) return;
  const message =
    `disagrees: ${decimalText(percentage)} % of ${decimalText(base, 2)} is ${decimalText(computed, 2)}, ` +
    `the ${name} says ${decimalText(amount, 2)}; correct it`;
  yield { field: 'amount', code: 'MISMATCH', message };
}

/** Sums of rounded parts may differ from the rounded sum by one cent. */
const CENT = 0.01;

const lineSchemaOf = (terms: ChargeTerms) =>
  z
    .strictObject(members(terms))
    .check((ctx) => {
      for (const { field, code, message } of chargeFaults(terms, ctx.value)) {
        ctx.issues.push({ code: 'custom', path: [field], message, params: { code }, input: ctx.value });
      }
    })
    .meta({ description: `One ${terms.name} of a line (${terms.group})` });

const documentSchemaOf = (terms: ChargeTerms, category: string, rate: string) =>
  z
    .strictObject({
      ...members(terms),
      ...taxMembers(category, rate),
    })
    .check((ctx) => {
      const faults = [...chargeFaults(terms, ctx.value), ...taxFaults(ctx.value)];
      for (const { field, code, message } of faults) {
        ctx.issues.push({ code: 'custom', path: [field], message, params: { code }, input: ctx.value });
      }
    })
    .meta({ description: `One ${terms.name} of the whole invoice (${terms.group})` });

/** BG-20. */
export const documentAllowanceSchema = documentSchemaOf(
  {
    name: 'allowance',
    charge: false,
    group: 'BG-20',
    terms: ['BT-92', 'BT-93', 'BT-94', 'BT-97', 'BT-98'],
    rule: 'BR-33',
  },
  'BT-95',
  'BT-96',
);

/** BG-21. */
export const documentChargeSchema = documentSchemaOf(
  {
    name: 'charge',
    charge: true,
    group: 'BG-21',
    terms: ['BT-99', 'BT-100', 'BT-101', 'BT-104', 'BT-105'],
    rule: 'BR-38',
  },
  'BT-102',
  'BT-103',
);

/** BG-27. */
export const lineAllowanceSchema = lineSchemaOf({
  name: 'allowance',
  charge: false,
  group: 'BG-27',
  terms: ['BT-136', 'BT-137', 'BT-138', 'BT-139', 'BT-140'],
  rule: 'BR-42',
});

/** BG-28. */
export const lineChargeSchema = lineSchemaOf({
  name: 'charge',
  charge: true,
  group: 'BG-28',
  terms: ['BT-141', 'BT-142', 'BT-143', 'BT-144', 'BT-145'],
  rule: 'BR-44',
});

/** A logistics charge of Factur-X EXTENDED; its VAT must be said, for it counts in the VAT table. */
export const logisticsChargeSchema = z
  .strictObject({
    description: text(1000, { description: 'What is charged', example: 'Transport' }),
    amount: exact({ scale: 2 }, { description: 'The amount, without VAT', example: 15 }),
    ...taxMembers('VAT category', 'BT-X-274'),
  })
  .check((ctx) => {
    for (const { field, code, message } of taxFaults(ctx.value)) {
      ctx.issues.push({ code: 'custom', path: [field], message, params: { code }, input: ctx.value });
    }
  })
  .meta({ description: 'A logistics charge (profiles EXTENDED and EXTENDED_CTC_FR)' });
