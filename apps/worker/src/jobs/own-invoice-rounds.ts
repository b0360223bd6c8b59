import { Injectable } from '@nestjs/common';
import { OwnInvoiceMaker } from '@onefacture/billing';
import { SystemFunctions } from '@onefacture/database';
import { Clock } from '@onefacture/observability';
import { FleetRound } from './fleet-round.js';

/** Once an hour: paid invoices that have no document yet are looked at again, for a profile may be complete now. */
@Injectable()
export class OwnInvoiceRounds extends FleetRound {
  protected readonly name = 'own-invoices';
  protected readonly everyMs = 3_600_000;
  protected readonly askMs = 300_000;

  constructor(
    private readonly maker: OwnInvoiceMaker,
    system: SystemFunctions,
    clock: Clock,
  ) {
    super(system, clock);
  }

  override onApplicationBootstrap(): void {
    if (this.maker.enabled) super.onApplicationBootstrap();
    else this.logger.log('paid invoices become no Factur-X: ONEFACTURE_OPERATOR_NAME and the like are not set');
  }

  protected async work(): Promise<void> {
    const made = await this.maker.makeAll();
    if (made > 0) this.logger.log(`made ${made} documents of paid invoices`);
  }
}
