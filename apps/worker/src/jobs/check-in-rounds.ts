import { Injectable } from '@nestjs/common';
import { SystemFunctions } from '@onefacture/database';
import { Clock } from '@onefacture/observability';
import { CheckInMails } from '@onefacture/transmission';
import { FleetRound } from './fleet-round.js';

/** Once a day: who runs an organisation is asked by mail whether its overdue invoices were paid. */
@Injectable()
export class CheckInRounds extends FleetRound {
  protected readonly name = 'check-ins';
  protected readonly everyMs = 86_400_000;
  protected readonly askMs = 900_000;

  constructor(
    private readonly mails: CheckInMails,
    system: SystemFunctions,
    clock: Clock,
  ) {
    super(system, clock);
  }

  protected async work(): Promise<void> {
    const asked = await this.mails.askAll();
    if (asked > 0) this.logger.log(`asked whether ${asked} invoices were paid`);
  }
}
