import { Injectable } from '@nestjs/common';
import { Companies, Organisations } from '@onefacture/accounts';
import { BillingSettings } from '@onefacture/config';
import { PeopleFunctions, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { SubscriptionRepository } from '../subscriptions/subscription.repository.js';
import { PaymentProvider, type NewCustomer } from './payment-provider.js';

const ONE_PAGE = 100;

/** Who buys, and for whom. */
export interface Buyer {
  readonly organizationId: string;
  readonly userId: string;
}

/** Makes an organisation known to the payment provider, at its first purchase and not before. */
@Injectable()
export class CustomersService {
  constructor(
    private readonly provider: PaymentProvider,
    private readonly organisations: Organisations,
    private readonly companies: Companies,
    private readonly people: PeopleFunctions,
    private readonly settings: BillingSettings,
  ) {}

  /** What the provider is told of who buys; nothing in anonymous mode. The oldest company stands for the organisation. */
  async profileOf({ organizationId, userId }: Buyer): Promise<NewCustomer['business']> {
    if (this.settings.privacy === 'anonymous') return undefined;
    const organisation = await this.organisations.get(organizationId);
    const company = (await this.companies.list(organizationId, ONE_PAGE)).at(-1);
    const email = (await this.people.findUser(userId))?.email;
    const vatNumber = company?.settings.vat_number;
    return {
      name: company?.name ?? organisation.name,
      ...(email === undefined ? {} : { email }),
      ...(company === undefined ? {} : { siren: company.siren }),
      ...(vatNumber === undefined ? {} : { vatNumber }),
    };
  }

  /**
   * What the provider calls the organisation; made when it has no name there yet. The row of the customer exists once
   * the subscription does.
   * @throws AppError billing.provider_unavailable
   */
  async ensure(tx: OrganisationTransaction, business: NewCustomer['business']): Promise<string> {
    const rows = new SubscriptionRepository(tx);
    const row = await rows.customer();
    if (!row) throw new AppError('service.internal', { cause: 'an organisation without billing customer' });
    if (row.stripeCustomerId !== null) return row.stripeCustomerId;
    const id = await this.provider.createCustomer({ anonymousId: row.anonymousId, ...(business ? { business } : {}) });
    await rows.nameCustomer(id);
    return id;
  }
}
