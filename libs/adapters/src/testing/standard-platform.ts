import { createHash, createHmac, randomUUID } from 'node:crypto';
import { Secret } from '@onefacture/config';
import type { Connection } from '../ports/connection.js';
import type { PlatformCallback } from '../ports/flow.js';
import { XpZ12013Adapter, type XpZ12013Options } from '../providers/xp-z12-013/xp-z12-013.adapter.js';
import { sampleSubmission, type CallbackMaker, type ContractPlatform, type Mishap } from './contract-platform.js';
import {
  answering,
  droppingTheAnswer,
  FakeFlowService,
  flooding,
  SIGNING_KEY,
  stallingAfterwards,
  stallingInTheBody,
  type Disturbance,
} from './fake-flow-service.js';

const JSON_LIMIT = 256 * 1024;

/** A connection to a fake of the standard. */
export function connectionTo(fake: FakeFlowService, over: Partial<Connection> = {}): Connection {
  return {
    organization_id: randomUUID(),
    connection_id: randomUUID(),
    platform: 'xp-z12-013',
    base_url: `${fake.url}/flow-service`,
    directory_base_url: `${fake.url}/directory-service`,
    callback_secret: new Secret(SIGNING_KEY),
    authentication: {
      kind: 'client_credentials',
      token_url: `${fake.url}/token`,
      client_id: 'cli ent',
      client_secret: new Secret('s3cr:et+'),
    },
    ...over,
  };
}

/** A mishap as this fake, or another plain HTTP server, acts it out. */
export function acted(what: Mishap): Disturbance {
  switch (what.kind) {
    case 'answer':
      return answering(what.status, what.body, what.headers);
    case 'answer_lost':
      return droppingTheAnswer;
    case 'answer_stalls':
      return stallingAfterwards;
    case 'body_stalls':
      return stallingInTheBody;
    case 'answer_too_large':
      return flooding(4 * JSON_LIMIT);
  }
}

/** Signs as 1.3.0 says: HMAC over the SHA-256 of `<body>@<epoch>`. */
export const afnorCallbacks: CallbackMaker = {
  dated: true,
  make({ flow_id, at, secret = SIGNING_KEY, body = JSON.stringify({ flowId: flow_id, updatedAt: at }) }) {
    const epoch = Math.floor(at.getTime() / 1000);
    const fingerprint = createHash('sha256').update(`${body}@${epoch}`).digest();
    const signature = createHmac('sha256', Buffer.from(secret, 'base64')).update(fingerprint).digest('base64');
    const headers = { 'afnor-signature': signature, 'afnor-signature-timestamp': String(epoch) };
    return callbackAt(at, body, headers);
  },
};

/** Signs the raw body, as platforms of 1.1 and 1.2 are taken to do; the flow stands in `flowInfo`. */
export const rawBodyCallbacks: CallbackMaker = {
  dated: false,
  make({ flow_id, at, secret = SIGNING_KEY, body = JSON.stringify({ flowInfo: { flowId: flow_id } }) }) {
    const signature = createHmac('sha256', Buffer.from(secret, 'base64')).update(body).digest('base64');
    return callbackAt(at, body, { signature });
  },
};

function callbackAt(at: Date, body: string, headers: Record<string, string>): PlatformCallback {
  return { headers, body: Buffer.from(body), received_at: at.getTime() };
}

/** An instance of the standard and a fake platform behind it, for the contract. */
export async function standardPlatform(
  options: XpZ12013Options,
  callbacks: CallbackMaker = afnorCallbacks,
): Promise<ContractPlatform> {
  const fake = await FakeFlowService.start();
  const [one, other] = ['732829320', '356000000'];
  fake.lines.push(
    { addressingIdentifier: one, siren: one, platformType: 'WK', directoryLineStatus: 'Enabled' },
    { addressingIdentifier: `${other}_X`, siren: other, siret: `${other}00048`, platformType: 'DFH' },
  );
  return {
    adapter: new XpZ12013Adapter({ limits: { json: JSON_LIMIT }, ...options }),
    connection: connectionTo(fake, { platform: options.name }),
    mishap: (operation, what) => fake.disturb(operation === 'look_up' ? 'search' : operation, acted(what)),
    expireTokens: () => fake.expireTokens(),
    taken: () => fake.flows.length,
    setStatusWord: ({ tracking_id }, word) => {
      const flow = fake.flows.find(({ trackingId }) => trackingId === tracking_id);
      if (flow !== undefined) flow['acknowledgement'] = { status: word };
    },
    shiftClock: (ms) => fake.shiftClock(ms),
    receive: () => fake.receive(),
    answer: () => ({ submission: sampleSubmission({ syntax: 'CDAR' }), code: '205' }),
    callbacks,
    directory: {
      listed: [{ siren: one }, { siret: `${other}00048` }, { address: `${other}_X` }],
      unlisted: { siren: '000000059' },
    },
    stop: async () => await fake.stop(),
  };
}
