export { Redis } from 'ioredis';
export * from './breaker-state.js';
export * from './broadcast.js';
export * from './connection.js';
export * from './rate-limiter.js';
export * from './redis.module.js';
export * from './request-log.js';
export * from './sliding-window.js';
export * from './ttl-cache.js';
