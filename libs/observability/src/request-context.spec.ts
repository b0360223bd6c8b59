import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  currentContext,
  extendContext,
  noteQuota,
  requestContext,
  runInContext,
  usedQuotas,
} from './request-context.js';

describe('noteQuota', () => {
  const invoices = { policy: 'invoices', limit: 50, windowSeconds: 60, resetSeconds: 30 };

  it('keeps the last word on each quota, of the running request alone', async () => {
    const noted = await Promise.all(
      [1, 2].map((remaining) =>
        runInContext({ request_id: String(remaining) }, async () => {
          noteQuota({ ...invoices, remaining: 9 });
          await pause(1);
          noteQuota({ ...invoices, remaining });
          return usedQuotas();
        }),
      ),
    );
    expect(noted).toEqual([[{ ...invoices, remaining: 1 }], [{ ...invoices, remaining: 2 }]]);
  });

  it('does nothing outside a request', () => {
    noteQuota({ ...invoices, remaining: 1 });
    expect(usedQuotas()).toEqual([]);
  });
});

describe('runInContext', () => {
  it('holds over awaits and keeps parallel work apart', async () => {
    const seen = await Promise.all(
      ['a', 'b'].map((request_id) =>
        runInContext({ request_id }, async () => {
          await pause(1);
          extendContext({ organization_id: `of-${request_id}`, actor: 'worker' });
          await pause(1);
          return currentContext();
        }),
      ),
    );
    expect(seen).toEqual([
      { request_id: 'a', organization_id: 'of-a', actor: 'worker' },
      { request_id: 'b', organization_id: 'of-b', actor: 'worker' },
    ]);
    expect(currentContext()).toEqual({ request_id: 'none' });
  });

  it('does not leak what an inner context adds', () => {
    runInContext({ request_id: 'outer' }, () => {
      runInContext({ request_id: 'inner' }, () => extendContext({ actor: 'admin' }));
      expect(currentContext()).toEqual({ request_id: 'outer' });
    });
  });

  it('adds nothing outside of any', () => {
    extendContext({ actor: 'admin' });
    expect(currentContext()).toEqual({ request_id: 'none' });
  });
});

describe('requestContext', () => {
  let server: Server;
  beforeAll(async () => {
    server = createServer((request, response) => {
      requestContext(request, response, () => response.end(currentContext().request_id));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  });
  afterAll(() => {
    server.close();
  });
  const ask = async (headers: Record<string, string>) => {
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { headers });
    return { header: response.headers.get('x-request-id'), context: await response.text() };
  };

  it('keeps the id of the caller', async () => {
    expect(await ask({ 'X-Request-Id': 'order-42' })).toEqual({ header: 'order-42', context: 'order-42' });
  });

  it.each<Record<string, string>>([{}, { 'X-Request-Id': 'a b' }, { 'X-Request-Id': 'x'.repeat(129) }])(
    'makes one for %j',
    async (headers) => {
      const { header, context } = await ask(headers);
      expect(header).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
      expect(context).toBe(header);
    },
  );
});
