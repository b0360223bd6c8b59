import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The calls a second that a webhook endpoint wants at most. */
export class WebhookRates1790000000021 implements MigrationInterface {
  name = 'WebhookRates1790000000021';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE webhook_endpoints ADD COLUMN rate_limit integer CHECK (rate_limit > 0)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE webhook_endpoints DROP COLUMN rate_limit`);
  }
}
