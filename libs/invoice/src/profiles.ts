import type { FieldFault } from '@onefacture/errors';
import { EXTENSION_ATTACHMENT_TYPES } from './codes/attachment-types.js';
import type { Attachment, Invoice, Line, Profile } from './invoice.js';
import { partyNeeds, type Need } from './party-needs.js';

/** Profiles a caller may name; BT-24 follows. */
export const PROFILES = [
  'MINIMUM',
  'BASIC_WL',
  'BASIC',
  'EN16931',
  'EXTENDED',
  'EXTENDED_CTC_FR',
] as const satisfies readonly Profile[];

/** How much a profile carries: each carries what those of a lower rank do. */
const RANK: Readonly<Record<Profile, number>> = {
  MINIMUM: 0,
  BASIC_WL: 1,
  BASIC: 2,
  EN16931: 3,
  EXTENDED: 4,
  EXTENDED_CTC_FR: 5,
};

/** True when documents of `profile` carry what needs at least `least`. */
export function carries(profile: Profile, least: Profile): boolean {
  return RANK[profile] >= RANK[least];
}

/** Profiles whose documents have no lines. */
export const LINELESS_PROFILES: ReadonlySet<Profile> = new Set(['MINIMUM', 'BASIC_WL']);

/** What profiles differ in: everything of a body or invoice but its totals. */
export type ProfiledContent = Omit<Invoice, 'totals' | 'vat_breakdown' | 'derived'> & {
  readonly totals: { readonly rounding?: Invoice['totals']['rounding'] | undefined };
};

type Needs<Whole> = readonly (readonly [keyof Whole & string, Profile])[];

/** The smallest profile that carries a member (Factur-X 1.09 schemas); members not named are in BASIC_WL. */
const DOCUMENT: Needs<ProfiledContent> = [
  ['tax_point_date', 'EN16931'],
  ['project_reference', 'EN16931'],
  ['sales_order_reference', 'EN16931'],
  ['receiving_advice_reference', 'EN16931'],
  ['tender_reference', 'EN16931'],
  ['invoiced_objects', 'EN16931'],
  ['attachments', 'EN16931'],
  ['buyer_agent', 'EXTENDED'],
  ['payer', 'EXTENDED'],
  ['sales_agent', 'EXTENDED'],
  ['invoicee', 'EXTENDED'],
  ['invoicer', 'EXTENDED'],
  ['delivery_terms', 'EXTENDED'],
  ['logistics_charges', 'EXTENDED'],
  ['exchange_rate', 'EXTENDED'],
];

const LINE: Needs<Line> = [
  ['description', 'EN16931'],
  ['seller_item_id', 'EN16931'],
  ['buyer_item_id', 'EN16931'],
  ['classifications', 'EN16931'],
  ['origin_country', 'EN16931'],
  ['attributes', 'EN16931'],
  ['order_line_reference', 'EN16931'],
  ['invoiced_objects', 'EN16931'],
  ['buyer_accounting_reference', 'EN16931'],
  ['parent_id', 'EXTENDED'],
  ['kind', 'EXTENDED'],
  ['order_reference', 'EXTENDED'],
  ['despatch_advice_reference', 'EXTENDED'],
  ['despatch_advice_line_reference', 'EXTENDED'],
  ['receiving_advice_reference', 'EXTENDED'],
  ['receiving_advice_line_reference', 'EXTENDED'],
  ['preceding_invoices', 'EXTENDED'],
  ['attachments', 'EXTENDED'],
  ['delivery_date', 'EXTENDED'],
  ['delivery', 'EXTENDED'],
  ['delivery_terms', 'EXTENDED'],
  ['seller', 'EXTENDED'],
  ['tax_amount', 'EXTENDED'],
  ['tax_amount_accounting', 'EXTENDED'],
  ['gross_amount', 'EXTENDED'],
];

/**
 * One fault for each member that the profile’s documents cannot carry, naming the smallest profile that can. MINIMUM,
 * in which nothing is sent, is only told what BASIC_WL lacks too. A body is asked only for what needs EXTENDED or more,
 * and its lines may bear the grounds of the VAT table.
 */
export function* profileFaults(
  content: ProfiledContent,
  stage: 'body' | 'document' = 'document',
): Generator<FieldFault> {
  const { profile } = content;
  for (const [field, least, how] of needs(content, stage)) {
    if (carries(profile, least) || (stage === 'body' && !carries(least, 'EXTENDED'))) continue;
    const message = `${how === undefined ? 'cannot be carried by' : RULES[how]} profile ${profile}: leave it out, or take ${profilesFrom(least)}`;
    yield { field, code: 'INVALID', message };
  }
}

const RULES = { several: 'may stand once only in', 'beside siret': 'cannot stand beside siret in' } as const;

function profilesFrom(least: Profile): string {
  return least === 'EXTENDED' ? 'EXTENDED or EXTENDED_CTC_FR' : least;
}

function* needs(content: ProfiledContent, stage: 'body' | 'document'): Generator<Need> {
  for (const [member, least] of DOCUMENT) if (content[member] !== undefined) yield [member, least];
  if (content.totals.rounding !== undefined) yield ['totals.rounding', 'EN16931'];
  yield* partyNeeds(content);
  yield* paymentNeeds(content);
  if ((content.invoiced_objects?.length ?? 0) > 1) yield ['invoiced_objects[1]', 'EXTENDED', 'several'];
  for (const [index, { type_code: type }] of content.preceding_invoices.entries()) {
    if (type !== undefined) yield [`preceding_invoices[${index}].type_code`, 'EXTENDED'];
  }
  yield* fileNeeds('attachments', content.attachments);
  yield* groundNeeds(content);
  if (LINELESS_PROFILES.has(content.profile)) return;
  for (const [index, line] of content.lines.entries()) {
    yield* lineNeeds(`lines[${index}]`, line);
    if (stage === 'body') continue;
    for (const member of GROUNDS) if (line[member] !== undefined) yield [`lines[${index}].${member}`, 'EXTENDED'];
  }
}

function* paymentNeeds({ payment_means: means = [] }: ProfiledContent): Generator<Need> {
  for (const [index, entry] of means.entries()) {
    for (const member of ['text', 'account_name', 'bic', 'card'] as const) {
      if (entry[member] !== undefined) yield [`payment_means[${index}].${member}`, 'EN16931'];
    }
  }
}

const GROUNDS = ['exemption_reason', 'exemption_code'] as const;

function* groundNeeds(content: ProfiledContent): Generator<Need> {
  for (const list of ['allowances', 'charges', 'logistics_charges'] as const) {
    for (const [index, one] of (content[list] ?? []).entries()) {
      for (const member of GROUNDS) {
        if (one[member] !== undefined) yield [`${list}[${index}].${member}`, 'EXTENDED_CTC_FR'];
      }
    }
  }
}

function* fileNeeds(field: string, attachments: readonly Attachment[] | undefined): Generator<Need> {
  for (const [index, { file }] of (attachments ?? []).entries()) {
    if (file?.mime_type === undefined || !EXTENSION_ATTACHMENT_TYPES.has(file.mime_type)) continue;
    yield [`${field}[${index}].file.mime_type`, 'EXTENDED_CTC_FR'];
  }
}

function* lineNeeds(field: string, line: Line): Generator<Need> {
  for (const [member, least] of LINE) if (line[member] !== undefined) yield [`${field}.${member}`, least];
  if (line.notes !== undefined) {
    if (line.notes.length > 1) yield [`${field}.notes[1]`, 'EXTENDED', 'several'];
    for (const [index, { subject }] of line.notes.entries()) {
      if (subject !== undefined) yield [`${field}.notes[${index}].subject`, 'EXTENDED'];
    }
  }
  if ((line.invoiced_objects?.length ?? 0) > 1) yield [`${field}.invoiced_objects[1]`, 'EXTENDED', 'several'];
  for (const [index, { code, measure }] of (line.attributes ?? []).entries()) {
    if (code !== undefined) yield [`${field}.attributes[${index}].code`, 'EXTENDED'];
    if (measure !== undefined) yield [`${field}.attributes[${index}].measure`, 'EXTENDED'];
  }
  yield* fileNeeds(`${field}.attachments`, line.attachments);
}
