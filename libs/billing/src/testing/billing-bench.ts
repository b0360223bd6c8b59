import { addOrganisation, OrganisationOpening } from '@onefacture/accounts';
import type { OrganisationTransaction } from '@onefacture/database';
import { uuidv7 } from 'uuidv7';
import {
  startInvoicing,
  type BenchParts,
  type InvoicingBench,
} from '../../../invoicing/src/testing/invoicing-bench.js';
import { BillingModule } from '../billing.module.js';
import { SubscriptionsService } from '../subscriptions/subscriptions.service.js';
import { parisMonth } from '../usage/paris-month.js';
import { UsageRepository } from '../usage/usage.repository.js';

/** Subscriptions and stored invoices on a database of its own. */
export interface BillingBench extends InvoicingBench {
  readonly subscriptions: SubscriptionsService;
  /** A fresh live organisation whose company sells in `sale`. */
  live(): Promise<string>;
  /** Stores an invoice of a live organisation under a number of its own. */
  sale(organisation: string): Promise<{ readonly id: string }>;
  /** How many invoices it has. */
  stored(organisation: string): Promise<number>;
  /** Uses up invoices of the month. */
  use(organisation: string, count: number): Promise<void>;
}

/** @param environment settings, `ONEFACTURE_BILLING_CATALOGUE` above all */
export async function startBilling(
  environment: Readonly<Record<string, string>>,
  { imports = [] }: Pick<BenchParts, 'imports'> = {},
): Promise<BillingBench> {
  const bench = await startInvoicing({ imports: [BillingModule, ...imports], environment });
  let numbers = 0;
  return {
    ...bench,
    subscriptions: bench.app.get(SubscriptionsService),
    live: () =>
      bench.within(uuidv7(), async (tx) => {
        const wanted = { name: 'Acme', mode: 'live', jurisdiction: 'FR', siren: '732829320' } as const;
        const opening = bench.app.get(OrganisationOpening);
        return (await addOrganisation(tx, wanted, 'admin', bench.clock.now(), opening)).id;
      }),
    sale: async (organisation) => {
      numbers += 1;
      const { entity } = await bench.create(organisation, { number: `S-${numbers}` }, { name: 'key:1', mode: 'live' });
      return entity;
    },
    stored: (organisation) => bench.within(organisation, invoicesIn),
    use: (organisation, count) =>
      bench.within(organisation, async (tx) => {
        await new UsageRepository(tx).take('invoices', parisMonth(bench.clock.now()), count, null);
      }),
  };
}

async function invoicesIn(tx: OrganisationTransaction): Promise<number> {
  const sql = 'SELECT count(*) FROM invoices WHERE organization_id = $1';
  const rows = await tx.manager.query<{ count: string }[]>(sql, [tx.organizationId]);
  return Number(rows[0]?.count);
}
