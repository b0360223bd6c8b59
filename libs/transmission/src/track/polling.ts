import type { PlatformCapabilities } from '@onefacture/adapters';
import type { OrganisationTransaction } from '@onefacture/database';
import type { InvoiceStatus } from '@onefacture/invoice';
import { InvoiceRepository } from '@onefacture/invoicing';
import { enqueue } from '@onefacture/queue';
import { AttemptRepository } from '../attempts/attempt.repository.js';
import type { ConnectionEntity } from '../connections/connection.entity.js';
import { ConnectionRepository } from '../connections/connection.repository.js';
import { OutgoingMessageRepository } from '../messages/outgoing-message.repository.js';
import { nextPoll, type PollingTimes } from './polling-plan.js';

/** Nothing at the platform moves these any more. */
const FINAL: readonly InvoiceStatus[] = ['PAID', 'REJECTED', 'CANCELLED'];
/** Whether an invoice is no longer followed. */
export const isFinal = (status: InvoiceStatus): boolean => FINAL.includes(status);
/** A platform need not acknowledge a lifecycle message; after this time it is no longer asked. */
const ACKNOWLEDGED_WITHIN_MS = 86_400_000;

/**
 * Has a platform asked at `dueAt` at the latest: something there is about to change. A poll that is under way is left
 * alone; it plans the next one when it ends, and sees then what moved meanwhile.
 */
export async function pollBy(tx: OrganisationTransaction, connectionId: string, dueAt: Date): Promise<void> {
  const connection = await new ConnectionRepository(tx).lock(connectionId);
  if (!connection || (connection.pollLeaseUntil && connection.pollLeaseUntil > dueAt)) return;
  if (connection.pollDueAt && connection.pollDueAt <= dueAt) return;
  await schedulePoll(tx, connection, dueAt);
}

/** Sets the next poll of a connection the caller has locked and ends the one under way; null for none. */
export async function schedulePoll(
  tx: OrganisationTransaction,
  { id, pollNumber: last }: Pick<ConnectionEntity, 'id' | 'pollNumber'>,
  dueAt: Date | null,
): Promise<void> {
  const pollNumber = last + 1;
  await new ConnectionRepository(tx).update(id, { pollDueAt: dueAt, pollLeaseUntil: null, pollNumber });
  if (dueAt) await enqueue(tx, { queue: 'track-status', id, attempt: pollNumber, dueAt });
}

/** How a platform is followed. */
export type Followed = Pick<PlatformCapabilities, 'tracks' | 'inbox'>;

/**
 * When a connection is polled next: by the youngest open invoice, or message that waits for its acknowledgement; where
 * statuses are asked one by one, when the next of them is due; and for what comes in, at the slow pace at least.
 */
export async function plannedPoll(
  tx: OrganisationTransaction,
  connectionId: string,
  { tracks, inbox }: Followed,
  times: PollingTimes,
  now: Date,
): Promise<Date | null> {
  const since = new Date(now.getTime() - ACKNOWLEDGED_WITHIN_MS);
  const unacknowledged = await new OutgoingMessageRepository(tx).lastUnacknowledged(connectionId, since);
  const moments = [
    nextPoll(unacknowledged, times, now),
    tracks === 'one_by_one'
      ? await new AttemptRepository(tx).nextStatusDue(connectionId)
      : nextPoll(await new InvoiceRepository(tx).lastMovementOfOpen(FINAL), times, now),
    inbox ? new Date(now.getTime() + times.slowMs) : null,
  ].flatMap((moment) => moment?.getTime() ?? []);
  return moments.length === 0 ? null : new Date(Math.max(now.getTime(), Math.min(...moments)));
}

/** A callback said that these flows changed: the platform is asked now. */
export async function askAbout(
  tx: OrganisationTransaction,
  connectionId: string,
  flowIds: readonly string[],
  now: Date,
): Promise<void> {
  if (flowIds.length > 0) await new AttemptRepository(tx).askSooner(connectionId, flowIds, now);
  await pollBy(tx, connectionId, now);
}
