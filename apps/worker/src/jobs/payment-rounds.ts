import { Injectable } from '@nestjs/common';
import { PaymentReconciliationService, Transfers } from '@onefacture/billing';
import { SystemFunctions } from '@onefacture/database';
import { Clock } from '@onefacture/observability';
import { FleetRound } from './fleet-round.js';

/** Once an hour: what the payment provider could not tell us is fetched, and transfers whose time is over end. */
@Injectable()
export class PaymentRounds extends FleetRound {
  protected readonly name = 'payments';
  protected readonly everyMs = 3_600_000;
  protected readonly askMs = 300_000;

  constructor(
    private readonly reconciliation: PaymentReconciliationService,
    private readonly transfers: Transfers,
    system: SystemFunctions,
    clock: Clock,
  ) {
    super(system, clock);
  }

  protected async work(): Promise<void> {
    await this.transfers.endOver();
    await this.reconciliation.reconcile();
  }
}
