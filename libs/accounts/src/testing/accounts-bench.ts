import 'reflect-metadata';
import { loadSettings, SettingsModule } from '@onefacture/config';
import { Database } from '@onefacture/database';
import { Clock, MetricsModule } from '@onefacture/observability';
import { Test, type TestingModule } from '@nestjs/testing';
import { HeldClock } from '../../../../test/services/held-clock.js';
import { createTestDatabase } from '../../../../test/services/postgres.js';
import { AccountsModule } from '../accounts.module.js';

/** The accounts library on a database of its own, with a clock that is moved by hand; bcrypt at its cheapest. */
export async function startAccounts(environment: Readonly<Record<string, string | undefined>>): Promise<{
  app: TestingModule;
  database: Database;
  clock: HeldClock;
  /** A second process of the same fleet, as far as a test can have one. */
  another: () => Promise<TestingModule>;
  stop: () => Promise<void>;
}> {
  const { dsn, drop } = await createTestDatabase();
  const settings = loadSettings({
    ...environment,
    ONEFACTURE_DB_DSN: dsn,
    ONEFACTURE_BCRYPT_COST: '4',
    ONEFACTURE_DB_MAX_CONNS: '25',
  });
  const clock = new HeldClock();
  const another = async () => {
    const module = Test.createTestingModule({
      imports: [SettingsModule.forRoot(settings), MetricsModule, AccountsModule],
    })
      .overrideProvider(Clock)
      .useValue(clock);
    return (await module.compile()).init();
  };
  const app = await another();
  const stop = async () => {
    await app.close();
    await drop();
  };
  return { app, database: app.get(Database), clock, another, stop };
}
