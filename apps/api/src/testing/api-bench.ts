import 'reflect-metadata';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { loadSettings } from '@onefacture/config';
import request, { type Agent } from 'supertest';
import { createTestDatabase } from '../../../../test/services/postgres.js';
import { createApi } from '../create-api.js';

export const ADMIN_KEY = 'operator-key-of-the-tests';

/** The whole api on a database of its own, without a port. */
export async function startApi(environment: Readonly<Record<string, string | undefined>>): Promise<{
  app: NestExpressApplication;
  http: Agent;
  /** A fresh test organisation. */
  sandbox: () => Promise<{ api_key: string; organization_id: string }>;
  stop: () => Promise<void>;
}> {
  const { dsn, drop } = await createTestDatabase();
  const app = await createApi(
    loadSettings({
      ONEFACTURE_BCRYPT_COST: '4',
      ONEFACTURE_BOOTSTRAP_API_KEY: ADMIN_KEY,
      ONEFACTURE_LOG_LEVEL: 'error',
      ONEFACTURE_SANDBOX_CREDENTIALS_PER_HOUR: '10000',
      ONEFACTURE_REGISTRATIONS_PER_HOUR: '10000',
      ONEFACTURE_AUTH_REQUESTS_PER_MIN: '10000',
      ONEFACTURE_AUTH_FAILURES_PER_MIN: '10000',
      ...environment,
      ONEFACTURE_DB_DSN: dsn,
    }),
  );
  await app.init();
  // A listening server: parallel requests of supertest would otherwise each try to listen on it.
  await app.listen(0, '127.0.0.1');
  const http = request.agent(await app.getUrl());
  const sandbox = async () => {
    const { body } = await http.post('/v1/sandbox/credentials').expect(201);
    return body as { api_key: string; organization_id: string };
  };
  const stop = async () => {
    await app.close();
    await drop();
  };
  return { app, http, sandbox, stop };
}
