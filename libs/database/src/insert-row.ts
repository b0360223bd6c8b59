import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import type { OrganisationTransaction } from './organisation-transaction.js';

interface Insert {
  readonly sql: string;
  readonly values: (row: ObjectLiteral) => unknown[];
}

const known = new WeakMap<object, Insert>();

/**
 * Adds one row with every column of its entity, in one statement that is built once per entity: for hot paths, where
 * TypeORM's query builder costs more than the statement it builds.
 */
export async function insertRow<T extends ObjectLiteral>(
  tx: OrganisationTransaction,
  entity: EntityTarget<T> & object,
  row: T,
): Promise<void> {
  let insert = known.get(entity);
  if (!insert) known.set(entity, (insert = insertInto(tx.manager, entity)));
  await tx.manager.query(insert.sql, insert.values(row));
}

function insertInto<T extends ObjectLiteral>(manager: EntityManager, entity: EntityTarget<T>): Insert {
  const { tableName, columns } = manager.dataSource.getMetadata(entity);
  const names = columns.map(({ databaseName }) => databaseName).join(', ');
  const places = columns.map((_, index) => `$${index + 1}`).join(', ');
  const members = columns.map(({ propertyName, type }) => ({ propertyName, json: type === 'jsonb' }));
  return {
    sql: `INSERT INTO ${tableName} (${names}) VALUES (${places})`,
    values: (row) =>
      members.map(({ propertyName, json }) => {
        const value: unknown = row[propertyName];
        return json && value !== null ? JSON.stringify(value) : value;
      }),
  };
}
