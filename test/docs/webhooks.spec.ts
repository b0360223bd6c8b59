import { readFileSync } from 'node:fs';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const guide = readFileSync('docs/guides/webhooks.md', 'utf8');
const code = /```js\n([\s\S]*?)```/.exec(guide)?.[1] ?? '';

const Verify = z.object({ verifyWebhook: z.custom<Function>((value) => typeof value === 'function') });
const load = async () => Verify.parse(await import(`data:text/javascript;base64,${btoa(code)}`)).verifyWebhook;

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const body = '{"type":"invoice.paid","data":{"sequence":7}}';
const now = new Date('2026-11-21T10:00:00Z');
const seconds = now.getTime() / 1_000;
const headers = {
  'webhook-id': 'msg_1',
  'webhook-timestamp': String(seconds),
  'webhook-signature': `v1a,AAAA v1,AAAA ${new Webhook(secret).sign('msg_1', now, body)}`,
};

describe('the receiver of the guide', () => {
  it('takes what the reference library signs', async () => {
    const verify = await load();
    expect(verify(headers, body, secret, seconds + 299)).toEqual(JSON.parse(body));
  });

  it('takes nothing else', async () => {
    const verify = await load();
    expect(verify(headers, `${body} `, secret, seconds)).toBeUndefined();
    expect(verify(headers, body, secret, seconds + 301)).toBeUndefined();
    expect(verify(headers, body, `whsec_${Buffer.alloc(32, 8).toString('base64')}`, seconds)).toBeUndefined();
    expect(verify({ ...headers, 'webhook-id': 'msg_2' }, body, secret, seconds)).toBeUndefined();
    expect(verify({}, body, secret, seconds)).toBeUndefined();
  });
});
