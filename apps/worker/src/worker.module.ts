import { Module, type DynamicModule } from '@nestjs/common';
import { OrganisationKeysModule } from '@onefacture/accounts';
import { BillingModule, OwnInvoicesModule, PaymentsModule } from '@onefacture/billing';
import { DatabaseSettings, QueueSettings, RedisSettings, SettingsModule, type Settings } from '@onefacture/config';
import { DatabaseModule, SystemFunctions } from '@onefacture/database';
import { MailModule } from '@onefacture/mail';
import { Clock, LogModule, Metrics, MetricsModule } from '@onefacture/observability';
import { RedisModule } from '@onefacture/redis';
import { PlatformsModule, TransmissionModule } from '@onefacture/transmission';
import { WebhooksModule } from '@onefacture/webhooks';
import { DATA_PROCESSORS, DATA_WORK } from './data-work.js';
import { HealthController } from './health/health.controller.js';
import type { JobProcessor } from './jobs/job-processor.js';
import { CheckInRounds } from './jobs/check-in-rounds.js';
import { Housekeeping } from './jobs/housekeeping.js';
import { JobSources } from './jobs/job-sources.js';
import { JobWorkers } from './jobs/job-workers.js';
import { OwnInvoiceRounds } from './jobs/own-invoice-rounds.js';
import { PaymentRounds } from './jobs/payment-rounds.js';
import { ApplyPaymentEventProcessor } from './processors/apply-payment-event.processor.js';
import { DeliverWebhookProcessor } from './processors/deliver-webhook.processor.js';
import { ReceiveInvoiceProcessor } from './processors/receive-invoice.processor.js';
import { SendMailProcessor } from './processors/send-mail.processor.js';
import { SendMessageProcessor } from './processors/send-message.processor.js';
import { SubmitInvoiceProcessor } from './processors/submit-invoice.processor.js';
import { TrackStatusProcessor } from './processors/track-status.processor.js';

const PROCESSORS = [
  SubmitInvoiceProcessor,
  TrackStatusProcessor,
  DeliverWebhookProcessor,
  SendMessageProcessor,
  ReceiveInvoiceProcessor,
  ApplyPaymentEventProcessor,
  SendMailProcessor,
  ...DATA_PROCESSORS,
];
const PROCESSOR_LIST = Symbol('job processors');

@Module({})
export class WorkerModule {
  static with(settings: Settings): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        SettingsModule.forRoot(settings),
        LogModule.forRoot('worker'),
        MetricsModule,
        DatabaseModule,
        OrganisationKeysModule,
        BillingModule,
        PaymentsModule,
        OwnInvoicesModule,
        RedisModule,
        PlatformsModule,
        TransmissionModule,
        WebhooksModule,
        MailModule,
        DATA_WORK,
      ],
      controllers: [HealthController],
      providers: [
        ...PROCESSORS,
        CheckInRounds,
        Housekeeping,
        OwnInvoiceRounds,
        PaymentRounds,
        { provide: PROCESSOR_LIST, inject: PROCESSORS, useFactory: (...list: JobProcessor[]) => list },
        {
          provide: JobWorkers,
          inject: [PROCESSOR_LIST, RedisSettings, QueueSettings, Metrics],
          useFactory: (...parts: ConstructorParameters<typeof JobWorkers>) => new JobWorkers(...parts),
        },
        {
          provide: JobSources,
          inject: [DatabaseSettings, RedisSettings, QueueSettings, SystemFunctions, Metrics, Clock],
          useFactory: (
            database: DatabaseSettings,
            redis: RedisSettings,
            queues: QueueSettings,
            ...rest: [SystemFunctions, Metrics, Clock]
          ) => new JobSources({ database, redis, queues }, ...rest),
        },
      ],
    };
  }
}
