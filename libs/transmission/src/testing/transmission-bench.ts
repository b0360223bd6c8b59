import { AdaptersModule, builtInPlatforms, PlatformGateway, PlatformRegistry } from '@onefacture/adapters';
import type { InvoiceEntity, TimelineEntry } from '@onefacture/invoicing';
import { InvoiceRepository, TimelineService } from '@onefacture/invoicing';
import { WebhooksModule } from '@onefacture/webhooks';
import type { DynamicModule } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { ACTOR, startInvoicing, type InvoicingBench } from '../../../invoicing/src/testing/invoicing-bench.js';
import { AttemptEntity } from '../attempts/attempt.entity.js';
import { CommandsService } from '../commands/commands.service.js';
import { ConnectionRepository } from '../connections/connection.repository.js';
import { SubmissionService } from '../submit/submission.service.js';
import { TrackingService } from '../track/tracking.service.js';
import { TransmissionModule } from '../transmission.module.js';
import { ScriptedGateway } from './scripted-gateway.js';

/** One invoice on its way, and what a spec asks of it. */
export interface Travelling {
  readonly organisation: string;
  readonly id: string;
  readonly number: string;
  /** Lets the next step come due, and takes it. */
  step(): Promise<void>;
  /** Takes a step now, due or not. */
  job(): Promise<void>;
  invoice(): Promise<InvoiceEntity>;
  attempts(): Promise<AttemptEntity[]>;
  timeline(): Promise<TimelineEntry[]>;
  retry(number?: string): ReturnType<CommandsService['retry']>;
  cancel(): ReturnType<CommandsService['cancel']>;
}

/** Send and follow on a database of its own, against a platform that answers as told. */
export interface TransmissionBench extends InvoicingBench {
  readonly gateway: ScriptedGateway;
  readonly submissions: SubmissionService;
  readonly tracking: TrackingService;
  readonly commands: CommandsService;
  /** A stored invoice; queued unless told otherwise. */
  invoice(change?: object, queued?: boolean): Promise<Travelling>;
  /** Polls the organisation's platform when it is due. */
  poll(organisation: string): Promise<void>;
  connection(organisation: string): ReturnType<ConnectionRepository['findDefault']>;
  /** Jobs asked for and not yet published, of one row. */
  asked(subject: string): Promise<{ queue: string; attempt: number; due_at: Date | null }[]>;
  /** Bodies of the webhook messages about a row, oldest first. */
  told(organisation: string, subject: string): Promise<Record<string, unknown>[]>;
}

const SETTINGS = {
  ONEFACTURE_SUBMIT_RETRY_SCHEDULE: '5s,30s',
  ONEFACTURE_UNKNOWN_SETTLE: '30s',
  ONEFACTURE_POLL_FAST: '5s',
  ONEFACTURE_POLL_SLOW: '15m',
};

/** @param platforms what provides PlatformGateway; the scripted one when left out */
export async function startTransmission(
  environment: Readonly<Record<string, string>> = {},
  platforms?: DynamicModule,
): Promise<TransmissionBench> {
  const gateway = new ScriptedGateway();
  const scripted: DynamicModule = {
    module: AdaptersModule,
    global: true,
    providers: [
      { provide: PlatformGateway, useValue: gateway },
      { provide: PlatformRegistry, useValue: new PlatformRegistry(builtInPlatforms()) },
    ],
    exports: [PlatformGateway, PlatformRegistry],
  };
  const bench = await startInvoicing({
    imports: [platforms ?? scripted, TransmissionModule, WebhooksModule],
    environment: { ...SETTINGS, ...environment },
  });
  const { within, app, clock, database } = bench;
  const [submissions, tracking, commands] = [
    app.get(SubmissionService),
    app.get(TrackingService),
    app.get(CommandsService),
  ];
  const connection = (organisation: string) => within(organisation, (tx) => new ConnectionRepository(tx).findDefault());
  const travelling = (organisation: string, id: string, number: string): Travelling => {
    const invoice = () => within(organisation, (tx) => new InvoiceRepository(tx).get(id));
    const job = () => submissions.submit({ organization_id: organisation, id });
    return {
      ...{ organisation, id, number, invoice, job },
      async step() {
        clock.reach((await invoice()).submissionDueAt);
        await job();
      },
      attempts: () =>
        within(organisation, (tx) =>
          tx.manager.find(AttemptEntity, {
            where: { organizationId: organisation, invoiceId: id },
            order: { number: 'ASC' },
          }),
        ),
      timeline: () => within(organisation, (tx) => app.get(TimelineService).read(tx, id)),
      retry: (wanted) => within(organisation, (tx) => commands.retry(tx, ACTOR, id, { number: wanted })),
      cancel: () => within(organisation, (tx) => commands.cancel(tx, ACTOR, id)),
    };
  };
  return {
    ...bench,
    ...{ gateway, submissions, tracking, commands, connection },
    async invoice(change = {}, queued = true) {
      const organisation = await bench.organisation();
      const number = `F-${uuidv7().slice(-12)}`;
      const { entity } = await bench.create(organisation, { number, ...change });
      if (queued) await within(organisation, (tx) => commands.submit(tx, ACTOR, entity.id));
      return travelling(organisation, entity.id, entity.number);
    },
    async poll(organisation) {
      const found = await connection(organisation);
      clock.reach(found?.pollDueAt ?? null);
      await tracking.track({ organization_id: organisation, id: found?.id ?? '' });
    },
    async asked(subject) {
      const rows = await database.source.query<
        { queue: string; attempt: number; due_at: Date | null; subject_id: string }[]
      >('SELECT * FROM claim_outbox(10000)');
      return rows
        .filter(({ subject_id }) => subject_id === subject)
        .map(({ queue, attempt, due_at }) => ({ queue, attempt, due_at }))
        .toSorted((one, other) => one.attempt - other.attempt);
    },
    async told(organisation, subject) {
      const rows = await within(organisation, (tx) =>
        tx.manager.query<{ body: string }[]>('SELECT body FROM webhook_messages WHERE subject_id = $1 ORDER BY id', [
          subject,
        ]),
      );
      return rows.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    },
  };
}
