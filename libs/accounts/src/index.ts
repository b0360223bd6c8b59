export * from './api-keys/api-key.js';
export * from './companies/companies.service.js';
export * from './companies/company.js';
export * from './idempotency/idempotency-key.js';
export * from './idempotency/idempotency.service.js';
export * from './organisations/organisation.js';
export * from './organisations/organisations.service.js';
