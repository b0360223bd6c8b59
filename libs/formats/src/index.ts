export * from './lifecycle-message.js';
