import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { PaymentReconciliationService } from '@onefacture/billing';
import { Loop } from '@onefacture/queue';

const HOUR_MS = 3_600_000;

/** Once an hour, what the payment provider could not tell us is fetched. */
@Injectable()
export class PaymentRounds implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(PaymentRounds.name);
  private readonly loop: Loop;

  constructor(reconciliation: PaymentReconciliationService) {
    this.loop = new Loop(
      () => reconciliation.reconcile(),
      HOUR_MS,
      (error) => this.logger.warn(error instanceof Error ? error.message : String(error)),
    );
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }
}
