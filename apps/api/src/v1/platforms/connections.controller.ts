import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import type { Caller } from '@onefacture/accounts';
import { RuntimeSettings } from '@onefacture/config';
import { Database, type OrganisationTransaction } from '@onefacture/database';
import {
  ConnectionBody,
  PlatformAccountsService,
  PlatformSubscriptionsService,
  type ConnectionActor,
} from '@onefacture/transmission';
import { actorOf } from '../../http/access.guard.js';
import { CurrentCaller, Scopes } from '../../http/access.js';
import { Idempotent, Once, type OnceWork } from '../../http/idempotent.js';
import { pageOf, PageQuery, type Page } from '../../http/paging.js';
import { Reply } from '../../http/reply.js';
import { UuidParam } from '../../http/uuid-param.js';
import { ZodBody, ZodQuery } from '../../http/zod-body.js';
import { Operation } from '../../openapi/operation.js';
import { pageSchema } from '../../openapi/page-schema.js';
import { ConnectionCheckOut, ConnectionOut, presentConnection } from './connection-shapes.js';

const tag = 'Platforms';
const EXAMPLE = { name: 'Second sandbox', platform: 'sandbox', syntax: 'UBL', callback_secret: 'a long random text' };
const answers = { 200: { description: 'The connection', schema: ConnectionOut } };
const by = (caller: Caller): ConnectionActor => ({ actor: actorOf(caller), mode: caller.mode });

@Scopes('admin')
@Controller('v1/platform-connections')
export class ConnectionsController {
  constructor(
    private readonly database: Database,
    private readonly accounts: PlatformAccountsService,
    private readonly subscriptions: PlatformSubscriptionsService,
    private readonly runtime: RuntimeSettings,
  ) {}

  @Post()
  @Idempotent('handler')
  @Operation({
    id: 'createPlatformConnection',
    tag,
    summary: 'Connect an account at a platform',
    description:
      'Credentials, header values and secrets are kept encrypted and never shown. The first connection is the default. ' +
      'A test organisation connects to the sandbox only.',
    body: { schema: ConnectionBody, examples: { sandbox: { summary: 'The sandbox, in UBL', value: EXAMPLE } } },
    answers: { 201: { ...answers[200], headers: { Location: 'Its address' } } },
  })
  async create(
    @Once() once: OnceWork,
    @CurrentCaller() caller: Caller,
    @Body(new ZodBody(ConnectionBody)) wanted: ConnectionBody,
  ) {
    return once.runPrepared(
      async () => this.accounts.assertAcceptable(wanted, by(caller)),
      async (tx) => {
        const row = await this.accounts.create(tx, by(caller), wanted);
        return new Reply(201, this.present(row), { Location: `/v1/platform-connections/${row.id}` });
      },
    );
  }

  @Get()
  @Operation({
    id: 'listPlatformConnections',
    tag,
    summary: 'List the connections to platforms',
    query: PageQuery,
    answers: { 200: { description: 'One page, newest first', schema: pageSchema(ConnectionOut) } },
  })
  async list(
    @CurrentCaller() caller: Caller,
    @Query(new ZodQuery(PageQuery)) { limit, cursor }: PageQuery,
  ): Promise<Page<unknown>> {
    return this.within(caller, async (tx) =>
      pageOf(await this.accounts.page(tx, limit + 1, cursor), limit, (row) => this.present(row)),
    );
  }

  @Get(':id')
  @Operation({
    id: 'getPlatformConnection',
    tag,
    summary: 'Get a connection',
    answers,
    faults: ['request.not_found'],
  })
  async get(@CurrentCaller() caller: Caller, @Param('id', UuidParam) id: string) {
    return this.present(await this.within(caller, (tx) => this.accounts.get(tx, id)));
  }

  @Put(':id')
  @Operation({
    id: 'replacePlatformConnection',
    tag,
    summary: 'Replace a connection',
    description:
      'What is left out is removed; only secrets that are left out stay, unless base_url or token_url moves to another ' +
      'origin: then they are given again. The platform is fixed.',
    body: { schema: ConnectionBody, examples: { off: { summary: 'In CII', value: { ...EXAMPLE, syntax: 'CII' } } } },
    answers,
    faults: ['request.not_found'],
  })
  async replace(
    @CurrentCaller() caller: Caller,
    @Param('id', UuidParam) id: string,
    @Body(new ZodBody(ConnectionBody)) wanted: ConnectionBody,
  ) {
    await this.within(caller, (tx) => this.accounts.get(tx, id));
    await this.accounts.assertAcceptable(wanted, by(caller));
    return this.present(await this.within(caller, (tx) => this.accounts.replace(tx, by(caller), id, wanted)));
  }

  @Delete(':id')
  @HttpCode(204)
  @Operation({
    id: 'deletePlatformConnection',
    tag,
    summary: 'Remove a connection',
    description:
      'Refused while something is on its way through it. What was sent through it before is no longer followed; ' +
      'to send nothing new but follow the rest, set enabled to false.',
    answers: { 204: { description: 'It is gone, with its secrets' } },
    faults: ['request.not_found', 'connection.in_use'],
  })
  async remove(@CurrentCaller() caller: Caller, @Param('id', UuidParam) id: string): Promise<void> {
    await this.within(caller, (tx) => this.accounts.remove(tx, by(caller), id));
  }

  @Post(':id/test')
  @HttpCode(200)
  @Operation({
    id: 'testPlatformConnection',
    tag,
    summary: 'Ask the platform now',
    description: 'Calls the health check of the platform with this connection, for the time of one call at most.',
    answers: { 200: { description: 'What came of it', schema: ConnectionCheckOut } },
    faults: ['request.not_found'],
  })
  async test(@CurrentCaller() caller: Caller, @Param('id', UuidParam) id: string) {
    const { durationMs: duration_ms, ...said } = await this.accounts.check(caller.organizationId, id);
    return { ...said, duration_ms };
  }

  @Post(':id/subscribe')
  @HttpCode(200)
  @Operation({
    id: 'subscribePlatformConnection',
    tag,
    summary: 'Have the platform call us back',
    description:
      'Asks the platform to call the callback_url of the connection, and keeps the secret it will sign with, encrypted, ' +
      'as callback_secret. Where it was asked before, nothing is asked again and the answer is the same. Only for ' +
      'platforms whose capabilities say subscribe; with the others callbacks are arranged by hand.',
    answers,
    faults: [
      'request.not_found',
      'connection.in_use',
      'platform.rejected',
      'platform.unauthorised',
      'platform.unavailable',
      'platform.misconfigured',
    ],
  })
  async subscribe(@CurrentCaller() caller: Caller, @Param('id', UuidParam) id: string) {
    return this.present(await this.subscriptions.subscribe(caller.organizationId, by(caller), id));
  }

  private present(row: Parameters<typeof presentConnection>[0]) {
    return presentConnection(row, this.runtime.publicBaseUrl);
  }

  private within<T>(caller: Caller, work: (tx: OrganisationTransaction) => Promise<T>): Promise<T> {
    return this.database.inOrganisation(caller.organizationId, work);
  }
}
