import { Decimal } from '@onefacture/invoice';
import { z } from 'zod';

const decimal = z.custom<Decimal>((value) => Decimal.isDecimal(value)).optional();
const optional = z.string().optional();
/** A list in which nothing stood is absent. */
const some = <T extends z.ZodType>(one: T) =>
  z
    .array(one)
    .optional()
    .transform((all) => (all?.length === 0 ? undefined : all));

const identifier = z.object({ scheme: optional, value: z.string() });
const note = z.object({ content: optional, subject: optional });

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

/** The first identifier that has a scheme names the party. */
const party = z
  .object({
    role: z.string(),
    ids: z.array(identifier).default([]),
    local_id: optional,
    name: optional,
    contacts: some(contact),
    address: address.optional(),
    electronic_address: identifier.optional(),
  })
  .transform(({ ids, ...rest }) => {
    const at = ids.findIndex(({ scheme }) => scheme !== undefined);
    const { scheme, value } = ids[at] ?? {};
    const further = at < 0 ? ids : ids.toSpliced(at, 1);
    return {
      ...rest,
      ...(scheme === undefined || value === undefined ? {} : { id: { scheme, value } }),
      ...(further.length === 0 ? {} : { further_ids: further }),
    };
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

const status = z
  .object({
    sequence: z.number().optional(),
    found_at: optional,
    reason_code: optional,
    reason: optional,
    lifecycle_code: optional,
    lifecycle_label: optional,
    action_code: optional,
    action: optional,
    notes: z.array(note).default([]),
    characteristics: z.array(characteristic).default([]),
  })
  .transform(({ notes: [first, ...further], ...rest }) => ({
    ...rest,
    ...(first?.content === undefined ? {} : { comment: first.content }),
    ...(first?.subject === undefined ? {} : { comment_subject: first.subject }),
    ...(further.length === 0 ? {} : { further_comments: further }),
  }));

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
  seller_ids: some(identifier),
  seller_name: optional,
  seller_role: optional,
  recipients: some(party),
  /** Older messages leave MDT-124-2 out; their order counts. */
  statuses: z
    .array(status)
    .default([])
    .transform((all) => all.map((one, index) => ({ ...one, sequence: one.sequence ?? index + 1 }))),
});

/** What a lifecycle message must hold to be one, over what its rows found, brought into the shape of the model. */
export const messageSchema = z
  .object({
    test: z.boolean().optional(),
    process: optional,
    guideline: z.string(),
    id: z.string(),
    name: optional,
    issued_at: z.string(),
    language: optional,
    version: optional,
    notes: some(note),
    sender: party,
    issuer: party,
    recipients: z.array(party).min(1),
    acknowledgement: z.object({
      phase: z.string(),
      stated_at: z.string(),
      references: z.array(reference).min(1),
    }),
  })
  .transform(({ acknowledgement, ...head }) => ({ ...head, ...acknowledgement }));
