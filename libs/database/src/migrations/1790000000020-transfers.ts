import type { MigrationInterface, QueryRunner } from 'typeorm';
import { systemFunction } from './tenant-table.js';

/** Finds subscriptions paid by a transfer that the operator recorded, once the time it paid for is over. */
export class Transfers1790000000020 implements MigrationInterface {
  name = 'Transfers1790000000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX subscriptions_paid_by_transfer ON subscriptions (current_period_end)
        WHERE status = 'active' AND stripe_subscription_id IS NULL;
    `);
    await runner.query(
      systemFunction(
        'transfers_over(moment timestamptz, batch integer)',
        'TABLE (organization_id uuid)',
        `SELECT organization_id FROM subscriptions
           WHERE status = 'active' AND stripe_subscription_id IS NULL AND current_period_end <= moment
           ORDER BY current_period_end LIMIT batch`,
      ),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION transfers_over(timestamptz, integer);
      DROP INDEX subscriptions_paid_by_transfer;
    `);
  }
}
