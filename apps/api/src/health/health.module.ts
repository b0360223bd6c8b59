import { Module } from '@nestjs/common';
import { RedisModule } from '@onefacture/redis';
import { Drain } from './drain.js';
import { HealthController } from './health.controller.js';

@Module({ imports: [RedisModule], controllers: [HealthController], providers: [Drain] })
export class HealthModule {}
