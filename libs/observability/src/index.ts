export * from './clock.js';
export * from './http-metrics.js';
export * from './log-options.js';
export * from './log.module.js';
export * from './metrics.js';
export * from './metrics.module.js';
export * from './request-context.js';
