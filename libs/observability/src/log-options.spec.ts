import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LogSettings } from '@onefacture/config';
import { pino } from 'pino';
import { pinoHttp } from 'pino-http';
import { describe, expect, it, vi } from 'vitest';
import { logOptions } from './log-options.js';
import { extendContext, requestContext, runInContext } from './request-context.js';

const sink = () => {
  const lines: Record<string, unknown>[] = [];
  const raw: string[] = [];
  const write = (line: string): void => {
    raw.push(line);
    lines.push(JSON.parse(line) as Record<string, unknown>);
  };
  return { lines, raw, stream: { write } };
};
const settings = LogSettings.from({ ONEFACTURE_LOG_LEVEL: 'info' });
const options = logOptions(settings, 'worker');

describe('a log line', () => {
  it('names level, time, service and context', () => {
    const { lines, stream } = sink();
    const logger = pino(options, stream);
    runInContext({ request_id: 'r1', organization_id: 'o1' }, () => logger.info('sent'));
    logger.debug('not written');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      level: 'info',
      service: 'worker',
      request_id: 'r1',
      organization_id: 'o1',
      msg: 'sent',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
  });

  it('shows no secret at the depths where they occur', () => {
    const { lines, stream } = sink();
    pino(options, stream).info({
      password: 'hunter2',
      headers: { 'x-api-key': 'hunter2', authorization: 'hunter2', cookie: 'hunter2', accept: 'kept' },
      req: { headers: { 'x-api-key': 'hunter2', authorization: 'hunter2' } },
      webhook: { endpoint: { secret: 'hunter2', request: { client_secret: 'hunter2' } } },
    });
    expect(JSON.stringify(lines)).not.toContain('hunter2');
    expect(JSON.stringify(lines)).toContain('kept');
  });

  it('tells errors with their causes but not their other members', () => {
    const { lines, stream } = sink();
    const cause = Object.assign(new Error('duplicate key'), { code: '23505', parameters: ['private'] });
    pino(options, stream).error({ err: new Error('not stored', { cause }) }, 'failed');
    expect(lines[0]).toMatchObject({
      level: 'error',
      err: { type: 'Error', message: 'not stored', cause: { message: 'duplicate key', code: '23505' } },
    });
    expect(JSON.stringify(lines)).not.toContain('private');
  });
});

describe('a request', () => {
  it('is one line with its path, without query, headers or health checks', async () => {
    const { lines, raw, stream } = sink();
    const log = pinoHttp(logOptions(settings, 'api'), stream);
    const server = createServer((request, response) => {
      requestContext(request, response, () => {
        extendContext({ organization_id: 'o9' });
        log(request, response);
        response.statusCode = request.url?.startsWith('/bad') === true ? 404 : 200;
        response.end();
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await fetch(`${base}/livez`);
    await fetch(`${base}/v1/invoices?signature=hunter2`, { headers: { 'X-API-Key': 'hunter2', 'X-Request-Id': 'r7' } });
    await fetch(`${base}/bad`);
    await vi.waitFor(() => expect(lines).toHaveLength(2));
    server.close();
    expect(lines[0]).toMatchObject({
      level: 'info',
      msg: 'GET /v1/invoices 200',
      request_id: 'r7',
      organization_id: 'o9',
      res: { status: 200 },
      responseTime: expect.any(Number),
    });
    expect(raw[0]?.match(/"request_id"/g)).toHaveLength(1);
    expect(lines[1]).toMatchObject({ level: 'warn', msg: 'GET /bad 404' });
    expect(JSON.stringify(lines)).not.toContain('hunter2');
  });
});
