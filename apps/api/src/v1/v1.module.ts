import { Module } from '@nestjs/common';
import { AccountsModule } from '@onefacture/accounts';
import { RedisModule } from '@onefacture/redis';
import { V1_CONTROLLERS } from './controllers.js';

/** The public API. */
@Module({ imports: [AccountsModule, RedisModule], controllers: V1_CONTROLLERS })
export class V1Module {}
