import { Decimal } from '@onefacture/invoice';
import { z } from 'zod';

const decimal = z.custom<Decimal>((value) => Decimal.isDecimal(value)).optional();
const optional = z.string().optional();
const some = <T extends z.ZodType>(one: T) =>
  z
    .array(one)
    .optional()
    .transform((all) => (all?.length === 0 ? undefined : all));

const contact = z.object({
  name: optional,
  department: optional,
  type_code: optional,
  phone: optional,
  fax: optional,
  email: optional,
});

const address = z.object({
  line1: optional,
  line2: optional,
  line3: optional,
  postal_code: optional,
  city: optional,
  country_code: optional,
  subdivision: optional,
});

const party = z.object({
  role: z.string(),
  /** An identifier without its scheme says nothing, so it is dropped. */
  id: z.object({ scheme: z.string(), value: z.string() }).optional().catch(undefined),
  local_id: optional,
  name: optional,
  contacts: some(contact),
  address: address.optional(),
  electronic_address: z.object({ scheme: optional, value: z.string() }).optional(),
});

const characteristic = z.object({
  type: z.string(),
  id: optional,
  name: optional,
  description: optional,
  location: optional,
  changed: z.boolean().optional(),
  direction: optional,
  value: optional,
  value_code: optional,
  amount: decimal,
  currency: optional,
  quantity: decimal,
  quantity_unit: optional,
  measure: decimal,
  measure_unit: optional,
  number: decimal,
  percent: decimal,
  at: optional,
});

const status = z.object({
  sequence: z.number().optional(),
  found_at: optional,
  reason_code: optional,
  reason: optional,
  lifecycle_code: optional,
  lifecycle_label: optional,
  action_code: optional,
  action: optional,
  comment: optional,
  comment_subject: optional,
  characteristics: z.array(characteristic),
});

const reference = z.object({
  number: z.string(),
  status_code: optional,
  line_id: optional,
  type_code: optional,
  global_id: optional,
  name: optional,
  received_at: optional,
  attachment: z.object({ filename: optional, mime_type: optional, content: z.string() }).optional(),
  reference_type: optional,
  description: optional,
  issue_date: optional,
  lifecycle_code: z.string(),
  lifecycle_label: optional,
  seller_siren: optional,
  seller_siret: optional,
  seller_name: optional,
  seller_role: optional,
  recipients: some(party),
  /** Older messages leave MDT-124-2 out; their order counts. */
  statuses: z
    .array(status)
    .transform((all) => all.map((one, index) => ({ ...one, sequence: one.sequence ?? index + 1 }))),
});

/** What a lifecycle message must hold to be one, over what the bindings found. */
export const messageSchema = z.object({
  test: z.boolean().optional(),
  process: optional,
  guideline: z.string(),
  id: z.string(),
  name: optional,
  issued_at: z.string(),
  language: optional,
  version: optional,
  note: optional,
  sender: party,
  issuer: party,
  recipients: z.array(party).min(1),
  phase: z.string(),
  stated_at: z.string(),
  references: z.array(reference).min(1),
});
