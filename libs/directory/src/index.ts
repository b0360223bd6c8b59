export * from './directory-query.js';
export * from './directory-source.js';
export * from './directory.module.js';
export * from './directory.service.js';
export * from './installation-directories.js';
export * from './reachability.js';
export * from './recipient.js';
