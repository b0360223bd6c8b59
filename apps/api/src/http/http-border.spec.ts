import 'reflect-metadata';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import {
  Body,
  Controller,
  Get,
  HttpCode,
  Module,
  Post,
  Put,
  RequestMethod,
  type MiddlewareConsumer,
  type NestModule,
} from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { loadSettings, SettingsModule } from '@onefacture/config';
import { AppError } from '@onefacture/errors';
import { MetricsModule } from '@onefacture/observability';
import { LosslessNumber } from 'lossless-json';
import request, { type Agent } from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { BodyInterceptor } from './body.interceptor.js';
import { Consumes } from './content.js';
import { configureExpress } from './express-app.js';
import { JsonAnswerInterceptor } from './json-answer.interceptor.js';
import { ProblemFilter } from './problem.filter.js';
import { Reply } from './reply.js';
import { ZodBody } from './zod-body.js';

const Thing = z.strictObject({
  name: z.string().max(5),
  count: z.int().optional(),
  parts: z.array(z.strictObject({ id: z.string() })).default([]),
});
const Exact = z.strictObject({ amount: z.custom<LosslessNumber>() });

@Controller('things')
class ThingsController {
  @Post()
  create(@Body(new ZodBody(Thing)) thing: z.output<typeof Thing>) {
    return thing;
  }

  @Post('exact')
  exact(@Body(new ZodBody(Exact, { exactNumbers: true })) body: z.output<typeof Exact>): Reply {
    return new Reply(202, { got: body.amount, written: new LosslessNumber('150.00') }, { Location: '/things/1' });
  }

  @Put('file')
  @Consumes('application/xml')
  file(@Body() body: Buffer) {
    return { bytes: body.length };
  }

  @Get('bug')
  bug() {
    throw new Error('select secret from users');
  }

  @Get('busy')
  busy() {
    throw new AppError('service.unavailable', { retryAfterSeconds: 1.2, members: { queue: 3 } });
  }

  @Post('quiet')
  @HttpCode(204)
  quiet(): void {
    return undefined;
  }
}

const pass = (_request: unknown, _response: unknown, next: () => void): void => next();

/** Logging mounts itself like this: on every path, for every method. */
@Module({})
class Everywhere implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(pass).forRoutes({ path: '*path', method: RequestMethod.ALL });
  }
}

let app: NestExpressApplication;
let http: Agent;
beforeAll(async () => {
  const settings = loadSettings({
    ONEFACTURE_DB_DSN: 'postgres://nobody@localhost/none',
    ONEFACTURE_MAX_JSON_BYTES: '2048',
  });
  const module = await Test.createTestingModule({
    imports: [SettingsModule.forRoot(settings), MetricsModule, Everywhere],
    controllers: [ThingsController],
    providers: [
      { provide: APP_INTERCEPTOR, useClass: JsonAnswerInterceptor },
      { provide: APP_INTERCEPTOR, useClass: BodyInterceptor },
      { provide: APP_FILTER, useClass: ProblemFilter },
    ],
  }).compile();
  app = module.createNestApplication<NestExpressApplication>({ bodyParser: false, logger: false });
  configureExpress(app);
  await app.listen(0, '127.0.0.1');
  http = request.agent(await app.getUrl());
});
afterAll(() => app.close());

// superagent would write a Buffer as JSON; these bytes are meant as they stand.
const post = (body: string | Buffer, type = 'application/json', encoding = 'identity') =>
  http
    .post('/things')
    .set({ 'Content-Type': type, 'Content-Encoding': encoding })
    .serialize((value) => value as never)
    .send(body);

describe('errors', () => {
  it('are problems with every member, and the id of the request', async () => {
    const { body, headers } = await http.get('/nowhere?secret=1').set('X-Request-Id', 'mine-1').expect(404);
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(headers['x-request-id']).toBe('mine-1');
    expect(body).toEqual({
      type: 'http://localhost:8080/errors/not-found',
      title: 'Not Found',
      status: 404,
      detail: 'There is no route GET /nowhere.',
      instance: '/nowhere',
      code: 'request.not_found',
      request_id: 'mine-1',
      retryable: false,
      remediation_hint: expect.any(String),
      errors: [],
    });
  });

  it('replace an id that could harm a log', async () => {
    const { headers } = await http.get('/nowhere').set('X-Request-Id', 'a b{"x"}').expect(404);
    expect(headers['x-request-id']).toMatch(/^[\da-f-]{36}$/);
  });

  it('name the methods of a known path', async () => {
    const { body, headers } = await http.patch('/things').expect(405);
    expect(headers['allow']).toBe('POST');
    expect(body).toMatchObject({ code: 'request.method_not_allowed', detail: '/things takes POST, not PATCH.' });
    expect((await http.delete('/things/bug').expect(405)).headers['allow']).toBe('GET, HEAD');
  });

  it('tell nothing of a bug', async () => {
    const { body, text } = await http.get('/things/bug').expect(500);
    expect(body.code).toBe('service.internal');
    expect(text).not.toMatch(/secret|Error:|\.ts/);
  });

  it('say when to come back, and carry members of their own', async () => {
    const { body, headers } = await http.get('/things/busy').expect(503);
    expect(headers['retry-after']).toBe('2');
    expect(body).toMatchObject({ retryable: true, queue: 3 });
  });
});

describe('bodies', () => {
  it('that are no JSON are refused with the place', async () => {
    const { body } = await post('{\n  "name": "a",\n  "count": }').expect(400);
    expect(body).toMatchObject({ code: 'request.unreadable', detail: expect.stringMatching(/line 3, column 12\.$/) });
    for (const text of ['{"name":"a"', 'name=a', '{"a":1,"a":2}', '01', '{"a":"\u0001"}']) await post(text).expect(400);
  });

  it('that are nested without end are refused', async () => {
    const { body } = await post('['.repeat(1000)).expect(400);
    expect(body.detail).toMatch(/Nested more than 64 levels deep/);
  });

  it('that are no UTF-8, or another charset, are refused', async () => {
    expect((await post(Buffer.from([0x7b, 0xff, 0x7d])).expect(400)).body.detail).toBe('The body is not UTF-8.');
    await post('{"name":"a"}', 'application/json; charset=latin1').expect(415);
    await post('{"name":"é"}', 'application/json; charset="UTF-8"').expect(201);
  });

  it('of another type are refused, and the right one is named', async () => {
    const { body } = await post('name=a', 'application/x-www-form-urlencoded').expect(415);
    expect(body.detail).toMatch(/send application\/json/);
    await http.put('/things/file').set('Content-Type', 'application/json').send('{}').expect(415);
  });

  it('that are too large are refused, compressed or not', async () => {
    const large = JSON.stringify({ name: 'x'.repeat(5000) });
    expect((await post(large).expect(413)).body).toMatchObject({ code: 'request.too_large', limit: 2048 });
    await post(gzipSync(large), undefined, 'gzip').expect(413);
  });

  it('may be compressed', async () => {
    for (const [encoding, bytes] of [
      ['gzip', gzipSync('{"name":"a"}')],
      ['br', brotliCompressSync('{"name":"a"}')],
    ] as const) {
      const { body } = await post(bytes, undefined, encoding).expect(201);
      expect(body.name).toBe('a');
    }
    await post('{}', undefined, 'lzma').expect(415);
  });

  it('with faults are told field by field', async () => {
    const { body } = await post(
      '{"name":"toolong","count":"3","parts":[{"id":"a"},{"ID":"b"}],"__proto__":{"admin":true}}',
    ).expect(422);
    expect(body.code).toBe('request.invalid');
    expect(body.errors).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ field: 'name', code: 'TOO_LONG' }),
        expect.objectContaining({ field: 'count', code: 'INVALID' }),
        expect.objectContaining({ field: 'parts[1].id', code: 'REQUIRED' }),
        expect.objectContaining({ field: 'parts[1].ID', code: 'UNKNOWN' }),
        expect.objectContaining({ field: '__proto__', code: 'UNKNOWN' }),
      ]),
    );
    expect((await http.post('/things').expect(422)).body.errors).toEqual([
      { field: 'name', code: 'REQUIRED', message: 'is required' },
    ]);
  });

  it('with text that no table can hold are refused before one is asked', async () => {
    const { body } = await post('{"name":"a","parts":[{"id":"x"},{"id":"a\\u0000b"},{"id":"\\ud800"}]}').expect(422);
    expect(body.errors).toEqual([
      expect.objectContaining({ field: 'parts[1].id', code: 'INVALID', message: expect.stringContaining('U+0000') }),
      expect.objectContaining({ field: 'parts[2].id', code: 'INVALID' }),
    ]);
    await post('{"name":"😀"}').expect(201);
  });

  it('that break off are told as what they are', async () => {
    const { body } = await post('{}', undefined, 'gzip').expect(400);
    expect(body.detail).toBe('The body is not the gzip that Content-Encoding says.');
  });

  it('that are not JSON reach the route as bytes', async () => {
    const { body } = await http.put('/things/file').set('Content-Type', 'application/xml').send('<a/>').expect(200);
    expect(body).toEqual({ bytes: 4 });
  });
});

describe('answers', () => {
  it('keep every digit, in and out', async () => {
    const answer = await http
      .post('/things/exact')
      .set('Content-Type', 'application/json')
      .send('{"amount": 99999999999999.990}')
      .expect(202);
    expect(answer.text).toBe('{"got":99999999999999.990,"written":150.00}');
    expect(answer.headers['location']).toBe('/things/1');
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
  });

  it('may be empty', async () => {
    expect((await http.post('/things/quiet').expect(204)).text).toBe('');
  });

  it('carry the headers that close the browser’s doors', async () => {
    const { headers } = await post('{"name":"a"}').set('Origin', 'http://localhost:8080').expect(201);
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cache-control': 'no-store',
      'access-control-allow-origin': 'http://localhost:8080',
    });
    expect(headers).not.toHaveProperty('x-powered-by');
  });

  it('let the browser ask first', async () => {
    const { headers } = await http
      .options('/things')
      .set({ Origin: 'http://localhost:8080', 'Access-Control-Request-Method': 'POST' })
      .expect(204);
    expect(headers['access-control-allow-headers']).toContain('X-API-Key');
  });
});

it('keeps idle connections longer than the load balancer before it', async () => {
  const response = await fetch(`${await app.getUrl()}/nowhere`);
  expect(response.headers.get('keep-alive')).toBe('timeout=75');
  await response.arrayBuffer();
});
