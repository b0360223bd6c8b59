import type { PlatformFlow } from '@onefacture/adapters';
import type { DocumentStatus, LifecycleMessage, MessageReference } from '@onefacture/formats';
import { REASONS, type StatusAmount } from '@onefacture/invoice';
import type { LifecycleFact } from '../lifecycle/lifecycle-recorder.js';

/**
 * What one reference of a lifecycle message tells about its invoice. The message's own id (MDT-4) and its issuer are
 * the identity of the fact: a platform that lists or sends the same message twice tells one thing.
 */
export function factOf(
  message: LifecycleMessage,
  reference: MessageReference,
  flow: Pick<PlatformFlow, 'flow_id'>,
  payload: Uint8Array,
): LifecycleFact {
  const issuer = message.issuer.id ? `${message.issuer.id.scheme}:${message.issuer.id.value}` : message.issuer.role;
  const reason = reasonOf(message, reference);
  return {
    sourceKey: `cdar:${issuer}:${message.id}:${reference.lifecycle_code}`,
    kind: 'code',
    code: reference.lifecycle_code,
    at: new Date(message.stated_at),
    origin: 'platform',
    amounts: reference.statuses.flatMap(amountsOf),
    rawWord: reference.lifecycle_label ?? `${reference.lifecycle_code} (flow ${flow.flow_id})`,
    rawPayload: payload,
    ...(reason ? { reason } : {}),
  };
}

function amountsOf({ characteristics }: DocumentStatus): StatusAmount[] {
  return characteristics.flatMap(({ type, amount, percent }) =>
    amount === undefined ? [] : [{ type, amount, ...(percent === undefined ? {} : { vat_rate: percent }) }],
  );
}

/** Who said no and why, in the official code and in plain words of both languages. */
function reasonOf(message: LifecycleMessage, reference: MessageReference): Record<string, unknown> | undefined {
  const status = reference.statuses.find(({ reason_code, reason, comment }) => reason_code ?? reason ?? comment);
  if (!status) return undefined;
  const known = REASONS[status.reason_code ?? ''];
  return {
    code: status.reason_code ?? null,
    message: known?.en ?? status.reason ?? status.comment ?? null,
    message_fr: known?.fr ?? status.reason ?? status.comment ?? null,
    platform_text: status.reason ?? null,
    comment: status.comment ?? null,
    action: status.action ?? status.action_code ?? null,
    issuer: { role: message.issuer.role, name: message.issuer.name ?? null },
  };
}
