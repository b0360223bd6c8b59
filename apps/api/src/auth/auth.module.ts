import { Module } from '@nestjs/common';
import { PeopleModule } from '@onefacture/accounts';
import { PaymentsModule } from '@onefacture/billing';
import { RedisModule } from '@onefacture/redis';
import { AUTH_CONTROLLERS } from './controllers.js';
import { Me } from './me.service.js';

/** Accounts of people: registering, signing in, passwords. Needs the global BillingModule. */
@Module({ imports: [PaymentsModule, PeopleModule, RedisModule], providers: [Me], controllers: AUTH_CONTROLLERS })
export class AuthModule {}
