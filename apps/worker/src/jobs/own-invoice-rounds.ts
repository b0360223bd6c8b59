import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { OwnInvoiceMaker } from '@onefacture/billing';
import { SystemFunctions } from '@onefacture/database';
import { Clock } from '@onefacture/observability';
import { FleetRound } from './fleet-round.js';

const HOUR_MS = 3_600_000;
const ASK_MS = 300_000;

/** Once an hour: paid invoices that have no document yet are looked at again, for a profile may be complete now. */
@Injectable()
export class OwnInvoiceRounds implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(OwnInvoiceRounds.name);
  private readonly round: FleetRound;

  constructor(
    private readonly maker: OwnInvoiceMaker,
    system: SystemFunctions,
    clock: Clock,
  ) {
    const work = async () => {
      const made = await maker.makeAll();
      if (made > 0) this.logger.log(`made ${made} documents of paid invoices`);
    };
    const onError = (error: unknown) => this.logger.warn(error instanceof Error ? error.message : String(error));
    this.round = new FleetRound(
      { name: 'own-invoices', everyMs: HOUR_MS, askMs: ASK_MS, work, onError },
      system,
      clock,
    );
  }

  onApplicationBootstrap(): void {
    if (this.maker.enabled) this.round.start();
    else this.logger.log('paid invoices become no Factur-X: ONEFACTURE_OPERATOR_NAME and the like are not set');
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.round.stop();
  }
}
