import type { MigrationInterface, QueryRunner } from 'typeorm';
import { fence, openToSystem, rewrappable, systemFunction } from './tenant-table.js';

/** The operator's own invoices as Factur-X: one document for each paid invoice of the payment provider. */
export class OwnInvoices1790000000025 implements MigrationInterface {
  name = 'OwnInvoices1790000000025';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE payment_invoices ADD COLUMN issued_at timestamptz;
      CREATE INDEX payment_invoices_paid ON payment_invoices (organization_id)
        WHERE status = 'paid' AND number IS NOT NULL AND total <> 0;

      CREATE TABLE own_invoices (
        organization_id uuid NOT NULL,
        payment_invoice_id uuid NOT NULL,
        state text NOT NULL CHECK (state IN ('waiting', 'invalid', 'ready')),
        missing text[] NOT NULL DEFAULT '{}',
        faults text[] NOT NULL DEFAULT '{}',
        number text NOT NULL,
        filename text,
        sha256 text,
        program_version text,
        bytes bytea,
        looked_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, payment_invoice_id),
        FOREIGN KEY (organization_id, payment_invoice_id) REFERENCES payment_invoices (organization_id, id)
          ON DELETE CASCADE,
        CHECK ((state = 'ready') = (bytes IS NOT NULL)),
        CHECK ((state = 'waiting') = (cardinality(missing) > 0))
      );
      ${fence('own_invoices', 'SELECT, INSERT, UPDATE')}
      ${openToSystem('own_invoices', 'SELECT')}
      ${openToSystem('payment_invoices', 'SELECT')}
      ${rewrappable('own_invoices', 'bytes')}
    `);
    await runner.query(
      systemFunction(
        'own_invoices_wanted(after uuid, batch integer)',
        'TABLE (organization_id uuid)',
        `SELECT DISTINCT p.organization_id FROM payment_invoices p
           LEFT JOIN own_invoices o ON o.organization_id = p.organization_id AND o.payment_invoice_id = p.id
           WHERE p.status = 'paid' AND p.number IS NOT NULL AND p.total <> 0 AND o.state IS DISTINCT FROM 'ready'
             AND (after IS NULL OR p.organization_id > after)
           ORDER BY 1 LIMIT batch`,
      ),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION own_invoices_wanted(uuid, integer);
      DROP TABLE own_invoices;
      REVOKE ALL ON payment_invoices FROM onefacture_system;
      DROP POLICY payment_invoices_of_system ON payment_invoices;
      DROP INDEX payment_invoices_paid;
      ALTER TABLE payment_invoices DROP COLUMN issued_at;
    `);
  }
}
