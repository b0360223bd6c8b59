import type { AppError } from '@onefacture/errors';
import { OutgoingHttp, TargetPolicy } from '@onefacture/security';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  AUTHORITY,
  CLIENT_CERTIFICATE,
  CLIENT_KEY,
  SERVER_CERTIFICATE,
  SERVER_KEY,
} from '../../../security/src/testing/certificates.js';
import { startReceiver, type Receiver } from '../testing/receiver.js';
import { startWebhooks, type WebhooksBench } from '../testing/webhooks-bench.js';
import type { EndpointIn } from './endpoint-input.js';

const certificate = { certificate: CLIENT_CERTIFICATE, private_key: CLIENT_KEY };

let bench: WebhooksBench;
let receiver: Receiver;
let organisation: string;
beforeAll(async () => {
  const http = new OutgoingHttp(new TargetPolicy({ allowedCidrs: ['127.0.0.0/8'] }), { authorities: [AUTHORITY] });
  [bench, receiver] = await Promise.all([startWebhooks({}, http), startReceiver()]);
  organisation = await bench.organisation();
});
afterAll(() => Promise.all([bench.stop(), receiver.stop()]));

const faults = (wanted: EndpointIn) =>
  bench.create(organisation, wanted).then(
    () => [],
    (error: AppError) => (error.options.errors ?? []).map(({ field }) => field),
  );
const update = (id: string, wanted: EndpointIn) =>
  bench.within(organisation, (tx) => bench.endpoints.update(tx, 'key:1', id, wanted));
/** Sends the example of a paid invoice. */
const example = (id: string) => bench.examples.send(organisation, id, 'invoice.paid');

describe('own headers', () => {
  it('are sent with each call, kept sealed, and named only', async () => {
    const path = `/${uuidv7()}`;
    const headers = { Authorization: 'Bearer s3cret-of-ours', 'X-Tenant': '42' };
    const { endpoint } = await bench.create(organisation, { url: receiver.url(path), headers });
    expect(endpoint.headerNames).toEqual(['authorization', 'x-tenant']);
    expect(endpoint.headers?.includes('s3cret')).toBe(false);
    const attempt = await example(endpoint.id);
    expect(receiver.at(path)[0]?.headers).toMatchObject({ authorization: 'Bearer s3cret-of-ours', 'x-tenant': '42' });
    expect(attempt.requestHeaders).toMatchObject({ authorization: '[hidden]', 'content-type': 'application/json' });
    expect(JSON.stringify(attempt)).not.toContain('s3cret');
  });

  it('stay when a replacement leaves them out, and go with {}', async () => {
    const path = `/${uuidv7()}`;
    const url = receiver.url(path);
    const { endpoint } = await bench.create(organisation, { url, headers: { 'x-tenant': '42' } });
    expect((await update(endpoint.id, { url })).headerNames).toEqual(['x-tenant']);
    await example(endpoint.id);
    expect(receiver.at(path)[0]?.headers['x-tenant']).toBe('42');
    expect(await update(endpoint.id, { url, headers: {} })).toMatchObject({ headerNames: [], headers: null });
  });

  it.each([
    'Host',
    'content-type',
    'Content-Length',
    'Transfer-Encoding',
    'connection',
    'User-Agent',
    'webhook-id',
    'Webhook-Signature',
    'X-Onefacture-Signature',
    'proxy-authorization',
    'bad name',
    'a\r\nb',
  ])('cannot be %j', async (name) => {
    expect(await faults({ url: receiver.url('/'), headers: { [name]: 'x' } })).toEqual([`headers.${name}`]);
  });

  it('hold neither line breaks nor a name twice', async () => {
    expect(await faults({ url: receiver.url('/'), headers: { 'x-a': 'b\r\nhost: evil' } })).toEqual(['headers.x-a']);
    expect(await faults({ url: receiver.url('/'), headers: { 'x-a': '1', 'X-A': '2' } })).toEqual(['headers.X-A']);
  });
});

describe('allowed_ips', () => {
  it('narrow the destination, when it is stored and when it is called', async () => {
    const url = receiver.url('/narrow');
    expect(await faults({ url, allowed_ips: ['203.0.113.7'] })).toEqual(['url']);
    expect(await faults({ url, allowed_ips: ['everywhere'] })).toEqual(['allowed_ips[0]']);
    const { endpoint } = await bench.create(organisation, { url, allowed_ips: ['127.0.0.0/8'] });
    expect(await example(endpoint.id)).toMatchObject({ result: 'succeeded' });
    await bench.within(organisation, (tx) =>
      tx.manager.query(`UPDATE webhook_endpoints SET allowed_ips = '{203.0.113.7}' WHERE id = $1`, [endpoint.id]),
    );
    const refused = await example(endpoint.id);
    expect(refused).toMatchObject({ result: 'failed', responseStatus: null });
    expect(refused.error).toContain('outside the allowed_ips');
  });
});

describe('a client certificate', () => {
  it('is shown to a receiver that requires one, kept sealed, and only described', async () => {
    const tls = { cert: SERVER_CERTIFICATE, key: SERVER_KEY, ca: AUTHORITY, requestCert: true };
    const names: unknown[] = [];
    const server = createServer({ ...tls, rejectUnauthorized: true }, (request, response) => {
      names.push((request.socket as TLSSocket).getPeerCertificate().subject.CN);
      response.writeHead(204).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    const { endpoint } = await bench.create(organisation, { url, client_certificate: certificate });
    expect(endpoint.clientCertificateFacts?.subject).toBe('CN=onefacture client');
    expect(endpoint.clientCertificate?.includes('PRIVATE KEY')).toBe(false);
    expect(await example(endpoint.id)).toMatchObject({ result: 'succeeded', responseStatus: 204 });
    expect(await update(endpoint.id, { url })).toMatchObject({
      clientCertificateFacts: { subject: 'CN=onefacture client' },
    });
    expect(await example(endpoint.id)).toMatchObject({ result: 'succeeded' });
    expect(await update(endpoint.id, { url, client_certificate: null })).toMatchObject({ clientCertificate: null });
    expect(await example(endpoint.id)).toMatchObject({ result: 'failed', responseStatus: null });
    expect(names).toEqual(['onefacture client', 'onefacture client']);
    server.closeAllConnections();
    server.close();
  });

  it('must be one, belong to its key, and go to https', async () => {
    const url = 'https://127.0.0.1:9443/';
    const at = (change: object, target = url) =>
      faults({ url: target, client_certificate: { ...certificate, ...change } });
    expect(await at({ certificate: 'no pem' })).toEqual(['client_certificate.certificate']);
    expect(await at({ private_key: 'no pem' })).toEqual(['client_certificate.private_key']);
    expect(await at({ private_key: SERVER_KEY })).toEqual(['client_certificate.private_key']);
    expect(await at({}, receiver.url('/'))).toEqual(['client_certificate']);
  });
});

describe('an example', () => {
  it('is signed, on record, and goes to a disabled endpoint too, which it leaves as it is', async () => {
    const path = `/${uuidv7()}`;
    const { endpoint } = await bench.create(organisation, { url: receiver.url(path), enabled: false });
    const attempt = await bench.examples.send(organisation, endpoint.id, 'platform.degraded');
    expect(attempt).toMatchObject({ deliveryId: null, eventType: 'platform.degraded', result: 'succeeded' });
    expect(JSON.parse(receiver.at(path)[0]?.body ?? '')).toMatchObject({ type: 'platform.degraded' });
    const standing = await bench.within(organisation, (tx) => bench.endpoints.get(tx, endpoint.id));
    expect(standing).toMatchObject({ enabled: false, failingSince: null });
  });

  it('goes through the same guard as a delivery', async () => {
    const { endpoint } = await bench.create(organisation, { url: receiver.url('/guard') });
    for (const url of ['http://169.254.169.254/', 'http://[::ffff:10.0.0.1]/', 'http://2130706433:22/']) {
      await bench.within(organisation, (tx) =>
        tx.manager.query('UPDATE webhook_endpoints SET url = $2 WHERE id = $1', [endpoint.id, url]),
      );
      expect(await example(endpoint.id)).toMatchObject({ result: 'failed', responseStatus: null, responseBody: null });
    }
    expect(receiver.at('/guard')).toEqual([]);
  });
});
