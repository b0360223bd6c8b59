import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { PaymentReconciliationService, Transfers } from '@onefacture/billing';
import { SystemFunctions } from '@onefacture/database';
import { Clock } from '@onefacture/observability';
import { FleetRound } from './fleet-round.js';

const HOUR_MS = 3_600_000;
const ASK_MS = 300_000;

/** Once an hour: what the payment provider could not tell us is fetched, and transfers whose time is over end. */
@Injectable()
export class PaymentRounds implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(PaymentRounds.name);
  private readonly round: FleetRound;

  constructor(
    reconciliation: PaymentReconciliationService,
    transfers: Transfers,
    system: SystemFunctions,
    clock: Clock,
  ) {
    const work = async () => {
      await transfers.endOver();
      await reconciliation.reconcile();
    };
    const onError = (error: unknown) => this.logger.warn(error instanceof Error ? error.message : String(error));
    this.round = new FleetRound({ name: 'payments', everyMs: HOUR_MS, askMs: ASK_MS, work, onError }, system, clock);
  }

  onApplicationBootstrap(): void {
    this.round.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.round.stop();
  }
}
