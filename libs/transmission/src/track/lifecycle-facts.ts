import type { PlatformFlow } from '@onefacture/adapters';
import type { DocumentStatus, LifecycleMessage, MessageReference } from '@onefacture/formats';
import { REASONS, type StatusAmount } from '@onefacture/invoice';
import type { LifecycleFact } from '../lifecycle/lifecycle-recorder.js';

/**
 * The identity of what a lifecycle message states: its issuer, its own id (MDT-4) and the code. A platform that lists or
 * sends the same message twice, or sends one of ours back, tells one thing.
 */
export function sourceKeyOf(message: Pick<LifecycleMessage, 'id' | 'issuer'>, code: string): string {
  const { id, role } = message.issuer;
  return `cdar:${id ? `${id.scheme}:${id.value}` : role}:${message.id}:${code}`;
}

/** What one reference of a lifecycle message tells about its invoice. */
export function factOf(
  message: LifecycleMessage,
  reference: MessageReference,
  flow: Pick<PlatformFlow, 'flow_id'>,
  payload: Uint8Array,
): LifecycleFact {
  const reason = reasonOf(message, reference);
  return {
    sourceKey: sourceKeyOf(message, reference.lifecycle_code),
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
