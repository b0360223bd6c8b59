export * from './enqueue.js';
export * from './job-publisher.js';
export * from './loop.js';
export * from './queues.js';
export * from './relay.js';
export * from './sweeper.js';
