import type { MigrationInterface, QueryRunner } from 'typeorm';
import { fence } from './tenant-table.js';

const KEPT = (refused: string) => `
  CREATE OR REPLACE FUNCTION only_documents_of_drafts_may_go() RETURNS trigger LANGUAGE plpgsql AS $body$
    BEGIN
      IF current_user = 'onefacture_app' AND EXISTS (
        SELECT FROM invoices WHERE organization_id = OLD.organization_id AND id = OLD.invoice_id AND (${refused}))
      THEN
        RAISE EXCEPTION 'a document that was sent is kept';
      END IF;
      RETURN OLD;
    END $body$;`;

/**
 * Which invoice corrects which, credit notes that stay in the books, and the documents of an invoice that was rejected
 * before it was filed: they may be made anew, and what they were is kept.
 */
export class Corrections1790000000014 implements MigrationInterface {
  name = 'Corrections1790000000014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE invoices ADD COLUMN internal boolean NOT NULL DEFAULT false;
      CREATE INDEX invoices_of_number ON invoices (organization_id, seller_siren, number);
      CREATE INDEX invoices_retry_of ON invoices (organization_id, retry_of) WHERE retry_of IS NOT NULL;

      CREATE TABLE invoice_corrections (
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        invoice_id uuid NOT NULL,
        corrects_id uuid NOT NULL,
        PRIMARY KEY (organization_id, invoice_id, corrects_id),
        FOREIGN KEY (organization_id, invoice_id) REFERENCES invoices ON DELETE CASCADE,
        FOREIGN KEY (organization_id, corrects_id) REFERENCES invoices ON DELETE CASCADE
      );
      CREATE INDEX invoice_corrections_of_original ON invoice_corrections (organization_id, corrects_id);
      ${fence('invoice_corrections', 'SELECT, INSERT, DELETE')}

      CREATE TABLE former_documents (
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        invoice_id uuid NOT NULL,
        kind text NOT NULL,
        media_type text NOT NULL,
        filename text NOT NULL,
        sha256 text NOT NULL,
        size integer NOT NULL,
        program_version text NOT NULL,
        bytes bytea NOT NULL,
        frozen_at timestamptz NOT NULL,
        replaced_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, invoice_id, kind, replaced_at),
        FOREIGN KEY (organization_id, invoice_id) REFERENCES invoices ON DELETE CASCADE
      );
      ${fence('former_documents', 'SELECT, INSERT')}
      ${KEPT(
        `number_spent OR status NOT IN ('DRAFT', 'REJECTED') OR submission_state IN ('queued', 'sending', 'unknown')
           OR (status = 'DRAFT' AND submission_state = 'accepted')`,
      )}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${KEPT(`status <> 'DRAFT' OR number_spent OR submission_state IN ('queued', 'sending', 'unknown', 'accepted')`)}
      DROP TABLE former_documents, invoice_corrections;
      DROP INDEX invoices_retry_of, invoices_of_number;
      ALTER TABLE invoices DROP COLUMN internal;
    `);
  }
}
