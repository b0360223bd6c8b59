import { Injectable } from '@nestjs/common';
import { TeamMails } from '@onefacture/accounts';
import type { OrganisationTransaction } from '@onefacture/database';
import type { EndpointEntity } from './endpoint.entity.js';

type Failing = Pick<EndpointEntity, 'url' | 'failingSince'>;

/** Mails about endpoints that fail, to those who run the organisation: no endpoint of theirs may be left to hear it. */
@Injectable()
export class EndpointMails {
  constructor(private readonly team: TeamMails) {}

  /** An endpoint has failed since `since` and is switched off at `until` unless something changes. */
  async failing(tx: OrganisationTransaction, { url }: Failing, since: Date, until: Date): Promise<void> {
    await this.team.send(tx, 'webhook-failing', (organization) => ({
      organization,
      url: shown(url),
      failing_since: dayOf(since),
      disabled_on: dayOf(until),
    }));
  }

  /** An endpoint was switched off. */
  async disabled(tx: OrganisationTransaction, endpoint: Failing, why: 'failing' | 'gone'): Promise<void> {
    await this.team.send(tx, 'webhook-disabled', (organization) => ({
      organization,
      url: shown(endpoint.url),
      why,
      failing_since: endpoint.failingSince ? dayOf(endpoint.failingSince) : null,
    }));
  }
}

const DAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris', dateStyle: 'short' });
const dayOf = (at: Date): string => DAY.format(at);

/** Without its query, which may hold a secret of the receiver's. */
function shown(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}
