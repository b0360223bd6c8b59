import type { MigrationInterface, QueryRunner } from 'typeorm';
import { fence } from './tenant-table.js';

/** Invoices that came as a file of the caller's, and the batches in which they come. */
export class OwnFiles1790000000008 implements MigrationInterface {
  name = 'OwnFiles1790000000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE invoices ADD COLUMN source text NOT NULL DEFAULT 'json'
        CHECK (source IN ('json', 'cii', 'ubl', 'facturx'));

      CREATE FUNCTION only_documents_of_drafts_may_go() RETURNS trigger LANGUAGE plpgsql AS $body$
        BEGIN
          IF current_user = 'onefacture_app' AND EXISTS (
            SELECT FROM invoices WHERE organization_id = OLD.organization_id AND id = OLD.invoice_id
              AND (status <> 'DRAFT' OR number_spent OR submission_state IN ('queued', 'sending', 'unknown', 'accepted')))
          THEN
            RAISE EXCEPTION 'a document that was sent is kept';
          END IF;
          RETURN OLD;
        END $body$;
      CREATE TRIGGER documents_kept BEFORE DELETE ON documents FOR EACH ROW
        EXECUTE FUNCTION only_documents_of_drafts_may_go();
      GRANT DELETE ON documents TO onefacture_app;

      CREATE TABLE import_batches (
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        id uuid NOT NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id)
      );
      ${fence('import_batches', 'SELECT, INSERT')}

      CREATE TABLE import_drafts (
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        batch_id uuid NOT NULL,
        id uuid NOT NULL,
        position integer NOT NULL,
        filename text NOT NULL,
        status text NOT NULL CHECK (status IN ('stored', 'refused')),
        invoice_id uuid,
        refusal jsonb,
        findings jsonb NOT NULL DEFAULT '[]',
        PRIMARY KEY (organization_id, id),
        FOREIGN KEY (organization_id, batch_id) REFERENCES import_batches ON DELETE CASCADE,
        FOREIGN KEY (organization_id, invoice_id) REFERENCES invoices ON DELETE SET NULL (invoice_id)
      );
      CREATE INDEX import_drafts_of_batch ON import_drafts (organization_id, batch_id, position);
      CREATE INDEX import_drafts_of_invoice ON import_drafts (organization_id, invoice_id);
      ${fence('import_drafts', 'SELECT, INSERT')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE import_drafts, import_batches;
      REVOKE DELETE ON documents FROM onefacture_app;
      DROP TRIGGER documents_kept ON documents;
      DROP FUNCTION only_documents_of_drafts_may_go();
      ALTER TABLE invoices DROP COLUMN source;
    `);
  }
}
