export * from './api-key.js';
export * from './envelope.js';
export * from './key-provider.js';
export * from './outgoing-http.js';
export * from './secret-hasher.js';
export * from './security.module.js';
export * from './target-policy.js';
export * from './webhook-signature.js';
