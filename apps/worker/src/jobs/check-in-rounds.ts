import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { SystemFunctions } from '@onefacture/database';
import { Clock } from '@onefacture/observability';
import { CheckInMails } from '@onefacture/transmission';
import { FleetRound } from './fleet-round.js';

const DAY_MS = 86_400_000;
const ASK_MS = 900_000;

/** Once a day: who runs an organisation is asked by mail whether its overdue invoices were paid. */
@Injectable()
export class CheckInRounds implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(CheckInRounds.name);
  private readonly round: FleetRound;

  constructor(mails: CheckInMails, system: SystemFunctions, clock: Clock) {
    const work = async () => {
      const asked = await mails.askAll();
      if (asked > 0) this.logger.log(`asked whether ${asked} invoices were paid`);
    };
    const onError = (error: unknown) => this.logger.warn(error instanceof Error ? error.message : String(error));
    this.round = new FleetRound({ name: 'check-ins', everyMs: DAY_MS, askMs: ASK_MS, work, onError }, system, clock);
  }

  onApplicationBootstrap(): void {
    this.round.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.round.stop();
  }
}
