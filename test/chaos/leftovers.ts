import type { Redis } from 'ioredis';
import { Client } from 'pg';

const UNFINISHED: Readonly<Record<string, string>> = {
  'outbox rows': 'SELECT count(*) FROM outbox',
  'submissions under way': `SELECT count(*) FROM invoices WHERE submission_due_at IS NOT NULL
    OR submission_state IN ('queued', 'sending', 'unknown')`,
  'messages under way': 'SELECT count(*) FROM outgoing_messages WHERE due_at IS NOT NULL',
  'pending deliveries': `SELECT count(*) FROM webhook_deliveries WHERE state = 'pending'`,
  'failed deliveries': `SELECT count(*) FROM webhook_deliveries WHERE state = 'failed'`,
  'dead letters': 'SELECT count(*) FROM dead_letters',
};

/** What is still to be done, or was given up, by name; empty when nothing is. */
export async function leftovers(dsn: string): Promise<Record<string, number>> {
  const database = new Client({ connectionString: dsn });
  await database.connect();
  try {
    const left: Record<string, number> = {};
    for (const [name, query] of Object.entries(UNFINISHED)) {
      const { rows } = await database.query<{ count: string }>(query);
      const count = Number(rows[0]?.count ?? 0);
      if (count > 0) left[name] = count;
    }
    return left;
  } finally {
    await database.end();
  }
}

/** Jobs that a queue holds as active although no worker has their lock: nobody will finish them. */
export async function stuckJobs(redis: Redis): Promise<string[]> {
  const stuck: string[] = [];
  for (const list of await redis.keys('*:active')) {
    for (const job of await redis.lrange(list, 0, -1)) {
      const lock = `${list.slice(0, -'active'.length)}${job}:lock`;
      if ((await redis.exists(lock)) === 0) stuck.push(`${list} ${job}`);
    }
  }
  return stuck;
}
