import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addDueWork, removeDueWork } from './due-work.js';
import { fence, openToSystem, rewrappable } from './tenant-table.js';

const DUE_MAILS = `
  (SELECT 'send-mail', organization_id, id, tries FROM mails
     WHERE due_at <= moment ORDER BY due_at LIMIT batch)`;

/** Mails on their way. What they say, and to whom, is sealed and goes when they are over. */
export class Mail1790000000019 implements MigrationInterface {
  name = 'Mail1790000000019';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE mails (
        organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
        id uuid NOT NULL,
        template text NOT NULL,
        language text NOT NULL CHECK (language IN ('fr', 'en')),
        content bytea,
        state text NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'unknown')),
        attempts integer NOT NULL DEFAULT 0,
        tries integer NOT NULL DEFAULT 1,
        due_at timestamptz,
        last_attempt_at timestamptz,
        error text,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, id),
        CHECK ((due_at IS NOT NULL) = (state IN ('waiting', 'sending'))),
        CHECK ((content IS NOT NULL) = (state IN ('waiting', 'sending')))
      );
      CREATE INDEX mails_due ON mails (due_at) WHERE due_at IS NOT NULL;
      ${fence('mails', 'SELECT, INSERT, UPDATE')}
      ${openToSystem('mails', 'SELECT')}
      ${rewrappable('mails', 'content')}
    `);
    await addDueWork(runner, DUE_MAILS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await removeDueWork(runner, DUE_MAILS);
    await runner.query('DROP TABLE mails');
  }
}
