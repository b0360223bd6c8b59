import { Injectable } from '@nestjs/common';
import { TeamMails } from '@onefacture/accounts';
import { RuntimeSettings } from '@onefacture/config';
import type { OrganisationTransaction } from '@onefacture/database';
import { parisDay } from '@onefacture/observability';
import { planNamed, type Catalogue } from '../catalogue/catalogue.js';
import { PaymentRecordRepository } from '../payments/payment-records.repository.js';
import type { Subscription } from './subscription.js';

/** Tells those who run an organisation that a payment failed. */
@Injectable()
export class PastDueMails {
  constructor(
    private readonly team: TeamMails,
    private readonly runtime: RuntimeSettings,
  ) {}

  /**
   * Asks for the mails in the transaction that makes the subscription past due. They lead to the page of the invoice that
   * waits, where anybody can pay it; without one to this installation.
   */
  async send(tx: OrganisationTransaction, subscription: Subscription, catalogue: Catalogue): Promise<void> {
    const unpaid = await new PaymentRecordRepository(tx).unpaid();
    const { plan, paymentGraceEndsAt: end } = subscription;
    await this.team.send(tx, 'payment-failed', (organization) => ({
      organization,
      plan: planNamed(catalogue, plan)?.name ?? plan,
      link: unpaid?.page ?? this.runtime.publicBaseUrl,
      restricted_on: end && parisDay(end),
    }));
  }
}
