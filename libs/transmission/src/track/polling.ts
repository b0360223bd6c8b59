import type { OrganisationTransaction } from '@onefacture/database';
import { enqueue } from '@onefacture/queue';
import { ConnectionRepository } from '../connections/connection.repository.js';

/** Has a platform asked at `dueAt` at the latest: something there is about to change. */
export async function pollBy(tx: OrganisationTransaction, connectionId: string, dueAt: Date): Promise<void> {
  const connections = new ConnectionRepository(tx);
  const connection = await connections.lock(connectionId);
  if (!connection || (connection.pollDueAt && connection.pollDueAt <= dueAt)) return;
  const pollNumber = connection.pollNumber + 1;
  await connections.update(connectionId, { pollDueAt: dueAt, pollNumber });
  await enqueue(tx, { queue: 'track-status', id: connectionId, attempt: pollNumber, dueAt });
}
