import { Controller, Get, Header, Res } from '@nestjs/common';
import { Database } from '@onefacture/database';
import { Metrics } from '@onefacture/observability';
import { Redis } from '@onefacture/redis';
import type { Response } from 'express';

const word = (ready: boolean) => (ready ? 'up' : 'down');

@Controller()
export class HealthController {
  constructor(
    private readonly database: Database,
    private readonly redis: Redis,
    private readonly metrics: Metrics,
  ) {}

  @Get('livez')
  live() {
    return { status: 'up' };
  }

  @Get('readyz')
  async ready(@Res({ passthrough: true }) response: Response) {
    const [database, redis] = await Promise.all([
      this.database.isReady(),
      this.redis.ping().then(
        () => true,
        () => false,
      ),
    ]);
    const up = database && redis;
    response.status(up ? 200 : 503);
    return { status: word(up), database: word(database), redis: word(redis) };
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async scrape() {
    return this.metrics.text();
  }
}
