import { RedisSettings } from '@onefacture/config';
import { SystemFunctions } from '@onefacture/database';
import { connectRedis, type Redis } from '@onefacture/redis';
import { Queue } from 'bullmq';
import { uuidv7 } from 'uuidv7';
import { startTestRedis } from '../../../../test/services/private-redis.js';
import { startTenants, type TenantBench } from '../../../database/src/testing/tenants.js';
import { JobPublisher } from '../job-publisher.js';
import { QUEUE_NAMES, type QueueName } from '../queues.js';

/** Postgres and a Redis that no other spec shares: queue names are the same for all. */
export interface QueueBench extends TenantBench {
  readonly redis: Redis;
  readonly address: string;
  readonly system: SystemFunctions;
  readonly publisher: JobPublisher;
  /** Ids of the jobs Redis holds, whatever their state. */
  jobs(queue: QueueName): Promise<string[]>;
  queue(name: QueueName): Queue;
  /** A row that is due: a platform connection to be polled. @returns its id */
  duePoll(organisation: string, dueAt: Date, pollNumber: number): Promise<string>;
}

export async function startQueues(): Promise<QueueBench> {
  const [tenants, server] = await Promise.all([startTenants(), startTestRedis()]);
  const settings = RedisSettings.from({ ONEFACTURE_REDIS_ADDR: server.address });
  const redis = connectRedis(settings, 'commands');
  const publisher = new JobPublisher(redis);
  const queues = new Map(QUEUE_NAMES.map((name) => [name, new Queue(name, { connection: redis })]));
  const queue = (name: QueueName) => {
    const one = queues.get(name);
    if (!one) throw new Error(`no queue ${name}`);
    return one;
  };
  return {
    ...tenants,
    redis,
    address: server.address,
    system: new SystemFunctions(tenants.database),
    publisher,
    queue,
    async jobs(name) {
      const jobs = await queue(name).getJobs(['waiting', 'delayed', 'active', 'prioritized']);
      return jobs.map(({ id }) => id ?? '').toSorted();
    },
    async duePoll(organisation, dueAt, pollNumber) {
      const id = uuidv7();
      await tenants.database.inOrganisation(organisation, (tx) =>
        tx.manager.query(
          `INSERT INTO platform_connections (organization_id, id, platform, poll_due_at, poll_number)
           VALUES ($1, $2, 'sandbox', $3, $4)`,
          [organisation, id, dueAt, pollNumber],
        ),
      );
      return id;
    },
    async stop() {
      await Promise.all([publisher.close(), ...[...queues.values()].map((one) => one.close())]);
      redis.disconnect();
      await Promise.all([tenants.stop(), server.stop()]);
    },
  };
}
