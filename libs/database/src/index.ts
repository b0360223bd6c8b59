export * from './audit/audit.js';
export * from './database.js';
export * from './database.module.js';
export * from './insert-row.js';
export * from './migrator.js';
export * from './organisation-transaction.js';
export * from './outbox/outbox.js';
export * from './system-functions.js';
