import type { QueryRunner } from 'typeorm';
import { systemFunction } from './tenant-table.js';

/** One source of due rows: a parenthesised select of (queue, organization_id, subject_id, attempt) with `moment` and `batch`. */
type DueSource = string;

const JOINED = '\n UNION ALL ';

/** Adds a source to `due_work`, whatever it looks at already, so that migrations need not know of each other's. */
export async function addDueWork(runner: QueryRunner, source: DueSource): Promise<void> {
  await replaceDueWork(runner, `${await bodyOfDueWork(runner)}${JOINED}${source}`);
}

/** Takes out a source that `addDueWork` added. */
export async function removeDueWork(runner: QueryRunner, source: DueSource): Promise<void> {
  await replaceDueWork(runner, (await bodyOfDueWork(runner)).replace(`${JOINED}${source}`, ''));
}

async function bodyOfDueWork(runner: QueryRunner): Promise<string> {
  const rows: { body: string }[] = await runner.query(
    `SELECT prosrc AS body FROM pg_proc WHERE oid = 'due_work(timestamptz, integer)'::regprocedure`,
  );
  return rows[0]?.body ?? '';
}

async function replaceDueWork(runner: QueryRunner, body: string): Promise<void> {
  await runner.query('DROP FUNCTION due_work(timestamptz, integer)');
  await runner.query(
    systemFunction(
      'due_work(moment timestamptz, batch integer)',
      'TABLE (queue text, organization_id uuid, subject_id uuid, attempt integer)',
      body,
    ),
  );
}
