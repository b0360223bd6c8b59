import type { FieldFault } from '@onefacture/errors';
import { EXTENSION_ATTACHMENT_TYPES } from './codes/attachment-types.js';
import type { Attachment, Invoice, Line, Profile } from './invoice.js';

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

const EXTENSION_OF_PAYEE = [
  'trading_name',
  'vat_number',
  'address',
  'electronic_address',
  'contact',
  'role_code',
] as const;

type Need = readonly [field: string, least: Profile, several?: boolean];

/**
 * One fault for each member that the profile’s documents cannot carry, naming the smallest profile that can. With `from`
 * only what needs that profile or more is looked at.
 */
export function* profileFaults(content: ProfiledContent, from: Profile = 'MINIMUM'): Generator<FieldFault> {
  const { profile } = content;
  for (const [field, least, several] of needs(content)) {
    if (carries(profile, least) || !carries(least, from)) continue;
    const rule = several === true ? 'may stand once only in' : 'cannot be carried by';
    const message = `${rule} profile ${profile}: leave it out, or take ${profilesFrom(least)}`;
    yield { field, code: 'INVALID', message };
  }
}

function profilesFrom(least: Profile): string {
  return least === 'EXTENDED' ? 'EXTENDED or EXTENDED_CTC_FR' : least;
}

function* needs(content: ProfiledContent): Generator<Need> {
  for (const [member, least] of DOCUMENT) if (content[member] !== undefined) yield [member, least];
  if (content.totals.rounding !== undefined) yield ['totals.rounding', 'EN16931'];
  yield* partyNeeds(content);
  yield* paymentNeeds(content);
  if ((content.invoiced_objects?.length ?? 0) > 1) yield ['invoiced_objects[1]', 'EXTENDED', true];
  for (const [index, { type_code: type }] of content.preceding_invoices.entries()) {
    if (type !== undefined) yield [`preceding_invoices[${index}].type_code`, 'EXTENDED'];
  }
  yield* fileNeeds('attachments', content.attachments);
  if (LINELESS_PROFILES.has(content.profile)) return;
  for (const [index, line] of content.lines.entries()) yield* lineNeeds(`lines[${index}]`, line);
}

function* partyNeeds({ seller, buyer, payee }: ProfiledContent): Generator<Need> {
  if (seller.contact !== undefined) yield ['seller.contact', 'EN16931'];
  if (seller.legal_information !== undefined) yield ['seller.legal_information', 'EN16931'];
  if (buyer.contact !== undefined) yield ['buyer.contact', 'EN16931'];
  for (const [name, { contact }] of Object.entries({ seller, buyer })) {
    if (contact?.name === undefined || contact.department === undefined) continue;
    yield [`${name}.contact.department`, 'EXTENDED_CTC_FR'];
  }
  for (const member of EXTENSION_OF_PAYEE) {
    if (payee?.[member] !== undefined) yield [`payee.${member}`, 'EXTENDED'];
  }
}

function* paymentNeeds({ payment_means: means = [] }: ProfiledContent): Generator<Need> {
  for (const [index, entry] of means.entries()) {
    for (const member of ['text', 'account_name', 'bic', 'card'] as const) {
      if (entry[member] !== undefined) yield [`payment_means[${index}].${member}`, 'EN16931'];
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
    if (line.notes.length > 1) yield [`${field}.notes[1]`, 'EXTENDED', true];
    const index = line.notes.findIndex(({ subject }) => subject !== undefined);
    if (index >= 0) yield [`${field}.notes[${index}].subject`, 'EXTENDED'];
  }
  if ((line.invoiced_objects?.length ?? 0) > 1) yield [`${field}.invoiced_objects[1]`, 'EXTENDED', true];
  for (const [index, { code, measure }] of (line.attributes ?? []).entries()) {
    if (code !== undefined) yield [`${field}.attributes[${index}].code`, 'EXTENDED'];
    if (measure !== undefined) yield [`${field}.attributes[${index}].measure`, 'EXTENDED'];
  }
  yield* fileNeeds(`${field}.attachments`, line.attachments);
}
