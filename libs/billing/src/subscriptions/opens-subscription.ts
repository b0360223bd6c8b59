import { Injectable } from '@nestjs/common';
import { OrganisationOpening } from '@onefacture/accounts';
import type { OrganisationTransaction } from '@onefacture/database';
import { SubscriptionsService } from './subscriptions.service.js';

/** Gives every new live organisation its subscription and its anonymous billing customer; nobody else is asked. */
@Injectable()
export class OpensSubscription extends OrganisationOpening {
  constructor(private readonly subscriptions: SubscriptionsService) {
    super();
  }

  override async open(tx: OrganisationTransaction): Promise<void> {
    await this.subscriptions.ensure(tx);
  }
}
