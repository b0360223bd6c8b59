import { Global, Module } from '@nestjs/common';
import { Clock } from './clock.js';
import { Metrics } from './metrics.js';

/** One Metrics and one Clock for the whole process. */
@Global()
@Module({ providers: [Metrics, Clock], exports: [Metrics, Clock] })
export class MetricsModule {}
