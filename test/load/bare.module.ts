import { randomUUID } from 'node:crypto';
import { Body, Controller, Inject, Module, Post, type DynamicModule } from '@nestjs/common';
import { Pool } from 'pg';

/** What POST /v1/invoices is measured against: Nest on Express, its usual JSON parser, one row in one statement. */
@Controller('bare')
class BareController {
  constructor(@Inject(Pool) private readonly pool: Pool) {}

  @Post()
  async create(@Body() body: { number: string }): Promise<{ id: string }> {
    const id = randomUUID();
    await this.pool.query({
      name: 'insert_bare',
      text: 'INSERT INTO bare (id, number, body) VALUES ($1, $2, $3)',
      values: [id, body.number, JSON.stringify(body)],
    });
    return { id };
  }
}

@Module({ controllers: [BareController] })
export class BareModule {
  static with(pool: Pool): DynamicModule {
    return { module: BareModule, providers: [{ provide: Pool, useValue: pool }] };
  }
}
