import { AppError } from '@onefacture/errors';
import { Decimal } from '@onefacture/invoice';
import { z } from 'zod';
import { readBound } from '../bindings/bound-reader.js';
import type { LifecycleMessage } from '../lifecycle-message.js';
import { CDAR_D22B } from '../structure/cdar-d22b.js';
import { readXml } from '../xml/xml-reader.js';
import { lifecycleMessage } from './message-bindings.js';

const decimal = z.custom<Decimal>((value) => Decimal.isDecimal(value)).optional();
const optional = z.string().optional();

const party = z.object({
  role: z.string(),
  /** An identifier without its scheme says nothing, so it is dropped. */
  id: z.object({ scheme: z.string(), value: z.string() }).optional().catch(undefined),
  name: optional,
  electronic_address: z.object({ scheme: optional, value: z.string() }).optional(),
});

const characteristic = z.object({
  type: z.string(),
  id: optional,
  name: optional,
  location: optional,
  changed: z.boolean().optional(),
  amount: decimal,
  currency: optional,
  percent: decimal,
  at: optional,
});

const status = z.object({
  sequence: z.number().optional(),
  reason_code: optional,
  reason: optional,
  action_code: optional,
  action: optional,
  comment: optional,
  characteristics: z.array(characteristic),
});

const reference = z.object({
  number: z.string(),
  status_code: optional,
  type_code: z.string(),
  received_at: optional,
  reference_type: optional,
  issue_date: optional,
  lifecycle_code: z.string(),
  lifecycle_label: optional,
  seller_siren: optional,
  /** Older messages leave MDT-124-2 out; their order counts. */
  statuses: z
    .array(status)
    .transform((all) => all.map((one, index) => ({ ...one, sequence: one.sequence ?? index + 1 }))),
});

const schema = z.object({
  process: optional,
  guideline: z.string(),
  id: z.string(),
  name: optional,
  issued_at: z.string(),
  sender: party,
  issuer: party,
  recipients: z.array(party).min(1),
  phase: z.string(),
  stated_at: z.string(),
  references: z.array(reference).min(1),
});

const CDAR_LIMITS = { bytes: 10_000_000, depth: 20, attributes: 50, elements: 200_000 };

/**
 * Reads a CDAR D22B lifecycle message. Namespace-aware; elements it does not know are passed over, codes it does not
 * know are passed through. Instants come out as ISO 8601 in UTC: format 204 is read as French legal time.
 * Throws AppError `document.unreadable`, and nothing else, when the bytes are not such a message or lack what a status
 * needs (the detail names the member).
 */
export const readCdar = (bytes: Uint8Array): LifecycleMessage => {
  const found = schema.safeParse(readBound(CDAR_D22B, lifecycleMessage, readXml(bytes, CDAR_LIMITS)));
  if (found.success) return found.data;
  const missing = found.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new AppError('document.unreadable', { detail: `The lifecycle message lacks ${missing}.`, cause: found.error });
};
