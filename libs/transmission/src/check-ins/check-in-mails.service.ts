import { TeamMails } from '@onefacture/accounts';
import { Database, SystemFunctions, type OrganisationTransaction } from '@onefacture/database';
import { CREDIT_NOTE_TYPE_CODES } from '@onefacture/invoice';
import { Clock, parisDay } from '@onefacture/observability';
import { Injectable, Logger } from '@nestjs/common';
import { CHECK_IN_LINK_DAYS, CheckInLinks } from './check-in-links.js';
import { CheckInRepository, type CheckInRow } from './check-in.repository.js';

/** Nobody reads more in one mail; the rest is asked about the next day. */
const INVOICES_A_MAIL = 20;

/**
 * Asks those who run a live organisation, in one mail a day, whether its overdue invoices were paid: once for each, and
 * once more each time the answer was "not yet" and a week has passed. Who wants none sets `check_in_mails` to false.
 */
@Injectable()
export class CheckInMails {
  private readonly logger = new Logger(CheckInMails.name);

  constructor(
    private readonly database: Database,
    private readonly system: SystemFunctions,
    private readonly team: TeamMails,
    private readonly links: CheckInLinks,
    private readonly clock: Clock,
  ) {}

  /** One round over all organisations; one that cannot be written to holds no other up. @returns invoices asked about */
  async askAll(): Promise<number> {
    const now = this.clock.now();
    let asked = 0;
    for (const id of await this.system.organisationsToCheckIn(parisDay(now), [...CREDIT_NOTE_TYPE_CODES])) {
      try {
        asked += await this.database.inOrganisation(id, (tx) => this.askOne(tx, now));
      } catch (error) {
        this.logger.warn(`no check-in mails for ${id}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    return asked;
  }

  private async askOne(tx: OrganisationTransaction, now: Date): Promise<number> {
    const rows = new CheckInRepository(tx);
    const waiting = await rows.list({ today: parisDay(now), now, limit: INVOICES_A_MAIL, unmailed: true });
    const claimed = await rows.claimMails(
      waiting.map(({ id }) => id),
      now,
    );
    const [first, ...others] = waiting.filter(({ id }) => claimed.has(id)).map((row) => this.shown(tx, row));
    if (first) {
      const invoices: [typeof first, ...typeof others] = [first, ...others];
      await this.team.send(tx, 'check-in', (organization) => ({
        organization,
        invoices,
        valid_days: CHECK_IN_LINK_DAYS,
      }));
    }
    return claimed.size;
  }

  private shown({ organizationId }: OrganisationTransaction, row: CheckInRow) {
    return {
      number: row.number,
      buyer: row.buyer_name,
      amount: `${row.due} ${row.currency}`,
      due_on: row.due_date,
      link: this.links.urlOf({ organizationId, mode: 'live', id: row.id }),
    };
  }
}
