import 'reflect-metadata';
import { loadSettings, SettingsModule } from '@onefacture/config';
import { Database, DatabaseModule, type OrganisationTransaction } from '@onefacture/database';
import { Clock, Metrics, MetricsModule } from '@onefacture/observability';
import { OutgoingHttp } from '@onefacture/security';
import { Test } from '@nestjs/testing';
import { uuidv7 } from 'uuidv7';
import { HeldClock } from '../../../../test/services/held-clock.js';
import { createTestDatabase } from '../../../../test/services/postgres.js';
import { DeliveriesService } from '../deliveries/deliveries.service.js';
import type { DeliveryEntity } from '../deliveries/delivery.entity.js';
import { DeliveryRepository } from '../deliveries/delivery.repository.js';
import { DeliverySettlement } from '../deliveries/delivery-settlement.js';
import { ExamplesService } from '../deliveries/examples.service.js';
import { RecoveryService } from '../deliveries/recovery.service.js';
import type { EndpointIn } from '../endpoints/endpoint-input.js';
import { EndpointsService } from '../endpoints/endpoints.service.js';
import { publishWebhook } from '../messages/publish-webhook.js';
import { WebhooksModule } from '../webhooks.module.js';

const SCHEDULE = '5s,5m,30m';

/**
 * The webhooks library on a database of its own, with a clock that is moved by hand.
 * @param http what calls receivers; the one of the settings when left out
 */
export async function startWebhooks(environment: Readonly<Record<string, string>> = {}, http?: OutgoingHttp) {
  const { dsn, drop } = await createTestDatabase();
  const settings = loadSettings({
    ONEFACTURE_DB_DSN: dsn,
    ONEFACTURE_REDIS_ADDR: process.env['ONEFACTURE_REDIS_ADDR'],
    ONEFACTURE_WEBHOOK_ALLOWED_CIDRS: '127.0.0.0/8',
    ONEFACTURE_WEBHOOK_TIMEOUT: '1s',
    ONEFACTURE_WEBHOOK_RETRY_SCHEDULE: SCHEDULE,
    ...environment,
  });
  const clock = new HeldClock();
  const module = Test.createTestingModule({
    imports: [SettingsModule.forRoot(settings), MetricsModule, DatabaseModule, WebhooksModule],
  })
    .overrideProvider(Clock)
    .useValue(clock);
  if (http) module.overrideProvider(OutgoingHttp).useValue(http);
  const app = await module.compile();
  await app.init();
  const database = app.get(Database);
  const endpoints = app.get(EndpointsService);
  const deliveries = app.get(DeliveriesService);
  const within = <T>(organisation: string, work: (tx: OrganisationTransaction) => Promise<T>) =>
    database.inOrganisation(organisation, work);
  return {
    clock,
    database,
    endpoints,
    deliveries,
    examples: app.get(ExamplesService),
    recovery: app.get(RecoveryService),
    settlement: app.get(DeliverySettlement),
    metrics: app.get(Metrics),
    within,
    async organisation(): Promise<string> {
      const id = uuidv7();
      const sql = `INSERT INTO organizations (id, name, mode) VALUES ($1, 'Acme', 'test')`;
      await within(id, (tx) => tx.manager.query(sql, [id]));
      return id;
    },
    create: (organisation: string, endpoint: EndpointIn) =>
      within(organisation, (tx) => endpoints.create(tx, 'key:1', endpoint)),
    /** Tells that an invoice was paid. @returns the deliveries it made, in the order of their endpoints */
    async publish(organisation: string, type: 'invoice.paid' | 'invoice.submitted' = 'invoice.paid') {
      const subjectId = uuidv7();
      return within(organisation, async (tx) => {
        const data = { invoice_id: subjectId, status: 'PAID', sequence: 7 };
        await publishWebhook(tx, { type, subjectId, at: clock.now(), data });
        return tx.manager.query<{ id: string; endpoint_id: string }[]>(
          `SELECT d.id, d.endpoint_id FROM webhook_deliveries d JOIN webhook_messages m ON m.id = d.message_id
             WHERE m.subject_id = $1 ORDER BY d.endpoint_id`,
          [subjectId],
        );
      });
    },
    deliver: (organisation: string, id: string) => deliveries.deliver({ organization_id: organisation, id }),
    async delivery(organisation: string, id: string): Promise<DeliveryEntity> {
      const found = await within(organisation, (tx) => new DeliveryRepository(tx).find(id));
      if (!found) throw new Error(`no delivery ${id}`);
      return found;
    },
    /** Deliveries that are due now, oldest first. */
    async pending(organisation: string): Promise<string[]> {
      const rows = await within(organisation, (tx) =>
        tx.manager.query<{ id: string }[]>('SELECT id FROM webhook_deliveries WHERE due_at <= $1 ORDER BY id', [
          clock.now(),
        ]),
      );
      return rows.map(({ id }) => id);
    },
    /** Attempts of the jobs asked for, oldest first. */
    async asked(id: string) {
      const rows = await database.source.query<{ attempt: number; due_at: Date | null; subject_id: string }[]>(
        'SELECT * FROM claim_outbox(10000)',
      );
      return rows
        .filter(({ subject_id }) => subject_id === id)
        .map(({ attempt, due_at }) => ({ attempt, due_at }))
        .toSorted((one, other) => one.attempt - other.attempt);
    },
    async stop() {
      await app.close();
      await drop();
    },
  };
}
export type WebhooksBench = Awaited<ReturnType<typeof startWebhooks>>;
