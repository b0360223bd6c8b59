import { Controller, Get, Header, Inject } from '@nestjs/common';
import { Database } from '@onefacture/database';
import { Metrics } from '@onefacture/observability';
import { Redis } from '@onefacture/redis';
import { Open } from '../http/access.js';
import { Reply } from '../http/reply.js';
import { Drain } from './drain.js';

type Part = 'up' | 'down';

/** For whoever runs the process: is it alive, may it get work, what does it measure. */
@Open()
@Controller()
export class HealthController {
  constructor(
    private readonly database: Database,
    @Inject(Redis) private readonly redis: Redis,
    private readonly drain: Drain,
    private readonly metrics: Metrics,
  ) {}

  @Get('livez')
  alive() {
    return { status: 'up' };
  }

  @Get('readyz')
  async ready(): Promise<Reply> {
    return this.report();
  }

  @Get('healthz')
  async health(): Promise<Reply> {
    return this.report();
  }

  @Get('metrics')
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  async measurements(): Promise<Uint8Array> {
    return Buffer.from(await this.metrics.text());
  }

  private async report(): Promise<Reply> {
    const [postgres, redis] = await Promise.all([this.database.isReady(), this.redisAnswers()]);
    const checks = { postgres: part(postgres), redis: part(redis) };
    if (this.drain.draining) return new Reply(503, { status: 'draining', checks });
    return new Reply(postgres && redis ? 200 : 503, { status: part(postgres && redis), checks });
  }

  private async redisAnswers(): Promise<boolean> {
    return this.redis.ping().then(
      () => true,
      () => false,
    );
  }
}

const part = (up: boolean): Part => (up ? 'up' : 'down');
