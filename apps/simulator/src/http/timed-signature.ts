import { createHmac } from 'node:crypto';

/** `t=<unix seconds>,v1=<hex>`: HMAC-SHA256 of `<t>.<body>`, as Pennylane and Qonto sign their webhooks. */
export function timedSignature(secret: string, body: string | Buffer, at = new Date()): string {
  const time = Math.floor(at.getTime() / 1000);
  return `t=${time},v1=${createHmac('sha256', secret).update(`${time}.`).update(body).digest('hex')}`;
}
