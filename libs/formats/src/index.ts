export * from './lifecycle-message.js';
export { readCdar } from './cdar/cdar-reader.js';
export { writeCdar } from './cdar/cdar-writer.js';
export { writeCii } from './cii/cii-writer.js';
