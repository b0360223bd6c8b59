import type { ColumnType, EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
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
  return {
    sql: `INSERT INTO ${tableName} (${names}) VALUES (${places})`,
    values: (row) => columns.map(({ propertyName, type }) => stored(type, row[propertyName])),
  };
}

const changes = new WeakMap<object, Map<string, string>>();

/** Changes columns of the organisation's row with this id (`organization_id` and `id` are its key); for hot paths too. */
export async function updateRow<T extends ObjectLiteral>(
  tx: OrganisationTransaction,
  entity: EntityTarget<T> & object,
  id: string,
  change: Partial<T>,
): Promise<void> {
  const { columns, tableName } = tx.manager.dataSource.getMetadata(entity);
  const changed = columns.filter(({ propertyName }) => change[propertyName] !== undefined);
  if (changed.length === 0) return;
  const key = changed.map(({ propertyName }) => propertyName).join();
  const statements = changes.get(entity) ?? new Map<string, string>();
  changes.set(entity, statements);
  let sql = statements.get(key);
  if (sql === undefined) {
    const places = changed.map(({ databaseName }, index) => `${databaseName} = $${index + 3}`).join(', ');
    sql = `UPDATE ${tableName} SET ${places} WHERE organization_id = $1 AND id = $2`;
    statements.set(key, sql);
  }
  const values = changed.map(({ propertyName, type }) => stored(type, change[propertyName]));
  await tx.manager.query(sql, [tx.organizationId, id, ...values]);
}

/** Rows of a statement that selects every column of one table (`SELECT x.*`), as entities; for hot paths too. */
export async function selectRows<T extends ObjectLiteral>(
  tx: OrganisationTransaction,
  entity: EntityTarget<T> & object,
  sql: string,
  parameters: readonly unknown[],
): Promise<T[]> {
  const { dataSource } = tx.manager;
  const { columns } = dataSource.getMetadata(entity);
  const rows = await tx.manager.query<ObjectLiteral[]>(sql, [...parameters]);
  const members = (row: ObjectLiteral) =>
    columns.map((column): [string, unknown] => [
      column.propertyName,
      dataSource.driver.prepareHydratedValue(row[column.databaseName], column),
    ]);
  return rows.map((row) => Object.assign(tx.manager.create(entity), Object.fromEntries(members(row))));
}

const stored = (type: ColumnType, value: unknown): unknown =>
  type === 'jsonb' && value !== null ? JSON.stringify(value) : value;
