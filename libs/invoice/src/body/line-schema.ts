import { z } from 'zod';
import { COUNTRIES } from '../codes/countries.js';
import { ITEM_LISTS } from '../codes/item-lists.js';
import { ITEM_PROPERTIES } from '../codes/item-properties.js';
import { LINE_KINDS } from '../codes/line-kinds.js';
import { UNITS } from '../codes/units.js';
import { lineAllowanceSchema, lineChargeSchema } from './charge-schema.js';
import { objectIdentifierSchema, partyIdentifierSchema } from './identifier-schema.js';
import { civilDate, coded, exact, text } from './leaves.js';
import { lineFaults, lineNeeds } from './line-rules.js';
import { deliverySchema, otherPartySchema } from './party-schema.js';
import {
  attachmentSchema,
  deliveryTermsSchema,
  noteSchema,
  precedingInvoiceSchema,
  referenceSchema,
} from './reference-schema.js';
import { categorySchema, exemptionCode } from './vat-schema.js';

/** BG-14, BG-26: at least one end, the right way round (BR-29, BR-30, BR-CO-19, BR-CO-20). */
export const periodSchema = z
  .strictObject({
    start_date: civilDate({ description: 'BT-73, BT-134: first day', example: '2026-05-01' }).optional(),
    end_date: civilDate({ description: 'BT-74, BT-135: last day', example: '2026-05-31' }).optional(),
  })
  .check((ctx) => {
    const { start_date: start, end_date: end } = ctx.value;
    if (start === undefined && end === undefined) {
      ctx.issues.push({ code: 'custom', message: 'must hold start_date, end_date or both', input: ctx.value });
    } else if (start !== undefined && end !== undefined && end < start) {
      const message = `must not be before start_date, ${start}`;
      ctx.issues.push({ code: 'custom', path: ['end_date'], message, input: ctx.value });
    }
  })
  .meta({ description: 'A period (BG-14, BG-26)' });

/** The most lines a JSON body may hold when nothing else is set. */
export const DEFAULT_MAX_LINES = 5_000;

const EXTENSION = '(profiles EXTENDED and EXTENDED_CTC_FR)';

const unit = (description: string, example: string) =>
  coded(
    (value) => UNITS.has(value),
    'must be a unit of UN/ECE Recommendation 20 or 21, such as C62 (piece), HUR (hour), DAY, KGM, MTR',
    { description, example },
  );
const price = (description: string, example?: number) =>
  exact({ scale: 6, negative: false }, { description, ...(example === undefined ? {} : { example }) });
const amount = (description: string) => exact({ scale: 2 }, { description }).optional();

/** BG-32: named or coded, with a value or a measure (BR-54, BR-FR-27, BR-FR-28). */
const attributeSchema = z
  .strictObject({
    name: text(255, { description: 'BT-160: name of the property', example: 'Couleur' }).optional(),
    code: coded((value) => ITEM_PROPERTIES.has(value), 'must be a code of UNTDID 6313, such as AAA', {
      description: `EXT-FR-FE-159: its code instead, UNTDID 6313 ${EXTENSION}`,
    }).optional(),
    value: text(1000, { description: 'BT-161: its value', example: 'bleu' }).optional(),
    measure: exact({ scale: 4 }, { description: `EXT-FR-FE-160: a measure instead ${EXTENSION}` }).optional(),
    unit_code: unit('EXT-FR-FE-161: unit of the measure', 'KGM').optional(),
  })
  .check((ctx) => {
    const { name, code, value, measure, unit_code: unitCode } = ctx.value;
    const fault = (field: string, message: string) => {
      ctx.issues.push({ code: 'custom', path: [field], message, input: ctx.value });
    };
    if ((name === undefined) === (code === undefined)) fault('name', 'must be given, or code instead: one of the two');
    if ((value === undefined) === (measure === undefined)) {
      fault('value', 'must be given, or measure with unit_code instead: one of the two (BR-54)');
    } else if ((measure === undefined) !== (unitCode === undefined)) {
      fault('unit_code', 'goes with measure: give both or neither');
    }
  })
  .meta({ description: 'A property of the article (BG-32)' });

const classificationSchema = z
  .strictObject({
    code: text(100, { description: 'BT-158: class of the article', example: '65434565' }),
    list_id: coded((value) => ITEM_LISTS.has(value), 'must be a code of UNTDID 7143, such as STI (CPV) or HS', {
      description: 'BT-158-1: the list it is from, UNTDID 7143',
      example: 'STI',
    }),
    list_version: text(20, { description: 'BT-158-2: version of the list' }).optional(),
  })
  .meta({ description: 'A class of the article (BT-158)' });

const item = {
  name: text(1000, { description: 'BT-153: what is sold; description takes its place when left out' }).optional(),
  description: text(5000, {
    description: 'BT-154, or BT-153 (what is sold) when name is left out',
    example: 'Consulting services',
  }).optional(),
  seller_item_id: text(100, { description: 'BT-155: the seller’s article number' }).optional(),
  buyer_item_id: text(100, { description: 'BT-156: the buyer’s article number' }).optional(),
  standard_item_id: partyIdentifierSchema('BT-157', true).optional(),
  classifications: z.array(classificationSchema).min(1).max(50).optional().meta({ description: 'Classes (BT-158)' }),
  origin_country: coded(
    (value) => COUNTRIES.has(value),
    'must be a country code of two capital letters from ISO 3166-1, such as FR',
    { description: 'BT-159: country of origin', example: 'FR' },
  ).optional(),
  attributes: z.array(attributeSchema).min(1).max(100).optional().meta({ description: 'Properties (BG-32)' }),
};

const pricing = {
  quantity: exact({ scale: 4 }, { description: 'BT-129: quantity, at most 4 decimals', example: 10 }).optional(),
  unit_code: unit('BT-130: unit, UN/ECE Recommendation 20 or 21', 'HUR').optional(),
  unit_price: price(
    'BT-146: price of one unit without VAT, not negative, at most 6 decimals; gross_price − price_discount when left out',
    150,
  ).optional(),
  price_base_quantity: exact(
    { scale: 4, negative: false },
    { description: 'BT-149: how many units the price is for; 1 when left out', example: 1 },
  ).optional(),
  price_base_unit: unit('BT-150: unit of the base quantity, the same as unit_code', 'HUR').optional(),
  gross_price: price('BT-148: price before the discount').optional(),
  price_discount: price('BT-147: discount on the price').optional(),
  allowances: z.array(lineAllowanceSchema).min(1).max(100).optional().meta({ description: 'Allowances (BG-27)' }),
  charges: z.array(lineChargeSchema).min(1).max(100).optional().meta({ description: 'Charges (BG-28)' }),
  tax_category: categorySchema('BT-151').optional(),
  tax_rate: exact(
    { scale: 2, negative: false, most: 100 },
    { description: 'BT-152: VAT rate in percent; may be left out for every category but S', example: 20 },
  ).optional(),
  exemption_reason: text(1000, {
    description:
      'BT-120: why no VAT is charged, in words; on a detail in a billing frame for several sellers it starts with the ' +
      'number of the sub-invoice, as #F-1#, also where VAT is charged (BR-FR-MV-08)',
  }).optional(),
  exemption_code: exemptionCode('BT-121: why no VAT is charged, VATEX code').optional(),
  net_amount: amount('BT-131: checked against quantity × unit_price ÷ price_base_quantity − allowances + charges'),
  tax_amount: amount(`EXT-FR-FE-181: VAT of a group of lines ${EXTENSION}`),
  tax_amount_accounting: amount(`EXT-FR-FE-182: the same in the accounting currency ${EXTENSION}`),
  gross_amount: amount(`EXT-FR-FE-184: the group with VAT ${EXTENSION}`),
};

const members = {
  id: text(50, { description: 'BT-126: line number; its position when left out', example: '1' }).optional(),
  parent_id: text(50, { description: `EXT-FR-FE-162: id of the line this one details ${EXTENSION}` }).optional(),
  kind: z
    .enum(LINE_KINDS)
    .optional()
    .meta({
      description: `EXT-FR-FE-163: only DETAIL lines and lines without a kind count in the totals and need quantity, unit_code, price and tax_category ${EXTENSION}`,
      example: 'DETAIL',
    }),
  ...item,
  note: text(5000, { description: 'BT-127: short form of notes with one note' }).optional(),
  notes: z.array(noteSchema).min(1).max(100).optional().meta({ description: 'Notes on the line (BT-127)' }),
  invoiced_objects: z
    .array(objectIdentifierSchema('BT-128'))
    .min(1)
    .max(50)
    .optional()
    .meta({ description: 'What is invoiced, such as a meter (BT-128)' }),
  ...pricing,
  order_line_reference: referenceSchema('BT-132: line of the purchase order'),
  order_reference: referenceSchema(`Purchase order of this line ${EXTENSION}`),
  despatch_advice_reference: referenceSchema(`Despatch advice of this line ${EXTENSION}`),
  despatch_advice_line_reference: referenceSchema(`Line of the despatch advice ${EXTENSION}`),
  receiving_advice_reference: referenceSchema(`Receiving advice of this line ${EXTENSION}`),
  receiving_advice_line_reference: referenceSchema(`Line of the receiving advice ${EXTENSION}`),
  preceding_invoices: z
    .array(precedingInvoiceSchema)
    .min(1)
    .max(50)
    .optional()
    .meta({ description: `EXT-FR-FE-136 to 138: earlier invoices of this line ${EXTENSION}` }),
  attachments: z
    .array(attachmentSchema)
    .min(1)
    .max(50)
    .optional()
    .meta({ description: `Supporting documents of this line ${EXTENSION}` }),
  buyer_accounting_reference: referenceSchema('BT-133: account of the buyer’s books'),
  period: periodSchema.optional(),
  delivery_date: civilDate({ description: `EXT-FR-FE-158: date of delivery of this line ${EXTENSION}` }).optional(),
  delivery: deliverySchema.optional(),
  delivery_terms: deliveryTermsSchema.optional(),
  seller: otherPartySchema('Who sells this group of lines').optional(),
};

const base = z.strictObject(members);

/** BG-25: one line of the public body. */
export const lineSchema = lineNeeds(base)
  .check((ctx) => {
    for (const { field, code, message } of lineFaults(ctx.value)) {
      ctx.issues.push({ code: 'custom', path: [field], message, params: { code }, input: ctx.value });
    }
  })
  .meta({ description: 'One line (BG-25)' });
