import 'reflect-metadata';
import { addCompany, addOrganisation, type NewCompany } from '@onefacture/accounts';
import { loadSettings, SettingsModule } from '@onefacture/config';
import { Database, DatabaseModule, type OrganisationTransaction } from '@onefacture/database';
import { Clock, MetricsModule } from '@onefacture/observability';
import type { ModuleMetadata } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { parse } from 'lossless-json';
import { uuidv7 } from 'uuidv7';
import { HeldClock } from '../../../../test/services/held-clock.js';
import { createTestDatabase } from '../../../../test/services/postgres.js';
import { quickStart } from '../../../invoice/src/testing/bodies.js';
import { InvoicingModule } from '../invoicing.module.js';
import { InvoicesService, type Actor, type OpenInvoice } from '../invoices/invoices.service.js';

/** Who acts in tests. */
export const ACTOR: Actor = { name: 'key:1', mode: 'test' };

/** What the bench is made of, where more than stored invoices is wanted. */
export interface BenchParts {
  readonly imports?: NonNullable<ModuleMetadata['imports']>;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Stored invoices on a database of its own, with a clock that is moved by hand. */
export interface InvoicingBench {
  readonly app: TestingModule;
  readonly database: Database;
  readonly dsn: string;
  readonly clock: HeldClock;
  readonly invoices: InvoicesService;
  within<T>(organisation: string, work: (tx: OrganisationTransaction) => Promise<T>): Promise<T>;
  /** A fresh test organisation, connected to the sandbox. */
  organisation(company?: NewCompany): Promise<string>;
  /** Stores the quick-start invoice with changes, as it would come in over HTTP. */
  create(organisation: string, change?: object, actor?: Actor): Promise<OpenInvoice>;
  stop(): Promise<void>;
}

export async function startInvoicing(parts: BenchParts = {}): Promise<InvoicingBench> {
  const { dsn, drop } = await createTestDatabase();
  const settings = loadSettings({ ...process.env, ...parts.environment, ONEFACTURE_DB_DSN: dsn });
  const clock = new HeldClock();
  const app = await Test.createTestingModule({
    imports: [
      SettingsModule.forRoot(settings),
      MetricsModule,
      DatabaseModule,
      InvoicingModule,
      ...(parts.imports ?? []),
    ],
  })
    .overrideProvider(Clock)
    .useValue(clock)
    .compile();
  app.useLogger(false);
  await app.init();
  const database = app.get(Database);
  const invoices = app.get(InvoicesService);
  const bench: InvoicingBench = {
    app,
    database,
    dsn,
    clock,
    invoices,
    within: (organisation, work) => database.inOrganisation(organisation, work),
    organisation: (company) =>
      database.inOrganisation(uuidv7(), async (tx) => {
        await addOrganisation(tx, { name: 'Acme', mode: 'test', jurisdiction: 'FR' }, 'admin', clock.now());
        if (company) await addCompany(tx, company, 'admin', clock.now());
        return tx.organizationId;
      }),
    create: (organisation, change = {}, actor = ACTOR) =>
      bench.within(organisation, (tx) =>
        invoices.create(tx, actor, parse(JSON.stringify({ ...quickStart, ...change }))),
      ),
    async stop() {
      await app.close();
      await drop();
    },
  };
  return bench;
}
