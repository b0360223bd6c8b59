import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { PaymentReconciliationService, Transfers } from '@onefacture/billing';
import { Loop } from '@onefacture/queue';

const HOUR_MS = 3_600_000;

/** Once an hour: what the payment provider could not tell us is fetched, and transfers whose time is over end. */
@Injectable()
export class PaymentRounds implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(PaymentRounds.name);
  private readonly loop: Loop;

  constructor(reconciliation: PaymentReconciliationService, transfers: Transfers) {
    this.loop = new Loop(
      async () => {
        await transfers.endOver();
        await reconciliation.reconcile();
      },
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
