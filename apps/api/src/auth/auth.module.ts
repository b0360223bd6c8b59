import { Module } from '@nestjs/common';
import { AccountsModule } from '@onefacture/accounts';
import { RedisModule } from '@onefacture/redis';
import { AUTH_CONTROLLERS } from './controllers.js';

/** Accounts of people: registering, signing in, passwords. */
@Module({ imports: [AccountsModule, RedisModule], controllers: AUTH_CONTROLLERS })
export class AuthModule {}
