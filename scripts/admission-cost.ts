// oxlint-disable import/max-dependencies -- it puts together by hand what the api wires.
import { ApiKeys, KeyVerifier, Organisations } from '@onefacture/accounts';
import { ApiCallMeter } from '@onefacture/billing';
import { LimitSettings, loadSettings } from '@onefacture/config';
import { Database } from '@onefacture/database';
import { Clock } from '@onefacture/observability';
import { RateLimiter } from '@onefacture/redis';
import { AdminToken } from '@onefacture/security';
import { Reflector } from '@nestjs/core';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import express from 'express';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createApi } from '../apps/api/src/create-api.js';
import { AccessTokenReader } from '../apps/api/src/http/access-token-reader.js';
import { AccessGuard } from '../apps/api/src/http/access.guard.js';
import { RateLimitGuard } from '../apps/api/src/http/rate-limit.guard.js';
import { Scopes } from '../apps/api/src/http/access.js';

// What the guards of a request with a live key cost: key check, rate limit and quota, against a real Redis. Prints µs of
// processor time a request, the median of rounds. For `npm run bench`, which sets the environment.
const IN_FLIGHT = 50;
const WARM_UP = 20_000;
const ROUNDS = 7;
const REQUESTS = 10_000;

/** Any route that wants a key. */
@Scopes('admin')
class Metered {
  readonly answer = (): void => undefined;
}

const app = await createApi(loadSettings());
await app.init();
const found = <T>(type: abstract new (...parts: never[]) => T): T => app.get(type, { strict: false });
const key = await liveKey();
const access = new AccessGuard(new Reflector(), found(KeyVerifier), found(AdminToken), found(AccessTokenReader));
const limit = new RateLimitGuard(found(RateLimiter), found(ApiCallMeter), found(LimitSettings), found(Clock));
const server = express();

async function liveKey(): Promise<string> {
  const wanted = { name: 'Bench', mode: 'live', jurisdiction: 'FR' } as const;
  const { id } = await found(Organisations).create(wanted, 'admin');
  const database: Database = app.get(Database, { strict: false });
  const issued = await database.inOrganisation(id, (tx) =>
    found(ApiKeys).issue(tx, 'live', { label: 'bench', scopes: ['admin'], allowed_ips: [] }, 'admin'),
  );
  return issued.secret;
}

/** A request as Express hands it over, and its answer. */
function request(): ExecutionContextHost {
  const incoming = Object.setPrototypeOf(new IncomingMessage(new Socket()), server.request);
  const headers = { 'x-api-key': key };
  Object.assign(incoming, { method: 'GET', url: '/v1/companies', headers, app: server });
  const response = Object.setPrototypeOf(new ServerResponse(incoming), server.response);
  Object.assign(response, { req: incoming, app: server });
  return new ExecutionContextHost([incoming, response], Metered, new Metered().answer);
}

async function admit(): Promise<void> {
  const context = request();
  await access.canActivate(context);
  await limit.canActivate(context);
}

async function made(): Promise<void> {
  request();
}

/** Of processor time a run. */
async function microseconds(work: () => Promise<void>, runs: number): Promise<number> {
  let left = runs;
  const client = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await nextTurn();
      await work();
    }
  };
  const before = process.cpuUsage();
  await Promise.all(Array.from({ length: IN_FLIGHT }, client));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / runs;
}

for (const work of [admit, made]) await microseconds(work, WARM_UP);
const costs: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  costs.push((await microseconds(admit, REQUESTS)) - (await microseconds(made, REQUESTS)));
}
process.stdout.write(`${(costs.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0).toFixed(0)}\n`);
await app.close();
