import type { Folder } from '../step.js';

/** Accounts at platforms. */
export const platforms: Folder = {
  name: 'Platforms',
  id: 'connection_id',
  docs: `
## Platforms

A connection is an account at a platform. A test organisation has one to the sandbox from the start, which
\`default_connection_id\` keeps for later; a second one is made, tried and removed here.
`,
  steps: [
    { operation: 'listPlatforms', expect: { 'data.length': 'gt 5' } },
    {
      operation: 'listPlatformConnections',
      expect: { 'data[0].platform': 'eq sandbox' },
      keep: { default_connection_id: 'data[0].id' },
    },
    {
      operation: 'createPlatformConnection',
      before: ["bru.setVar('callback_secret', bru.interpolate('{{$guid}}'));"],
      change: { callback_secret: '{{callback_secret}}' },
      expect: { is_default: 'eq false', syntax: 'eq UBL', callback_secret: 'eq true' },
      keep: { connection_id: 'id' },
    },
    { operation: 'getPlatformConnection', expect: { id: 'eq {{connection_id}}' } },
    { operation: 'testPlatformConnection', expect: { ok: 'eq true' } },
    {
      operation: 'receivePlatformCallback',
      name: 'A callback of the platform',
      path: { platform: 'sandbox', connection_id: '{{connection_id}}' },
      headers: { 'Content-Type': 'application/json', signature: '{{callback_signature}}' },
      text: '{{callback}}',
      before: [
        "const { HmacSHA256, enc } = require('crypto-js');",
        "const callback = JSON.stringify({ flowId: bru.interpolate('{{$guid}}') });",
        "const signature = HmacSHA256(callback, bru.getVar('callback_secret'));",
        "bru.setVar('callback', callback);",
        "bru.setVar('callback_signature', enc.Base64.stringify(signature));",
      ],
      expect: { received: 'eq true' },
      note: 'The script signs as the platform does, with the secret that the connection was given.',
    },
    {
      operation: 'replacePlatformConnection',
      change: { callback_secret: '{{callback_secret}}' },
      expect: { syntax: 'eq CII' },
    },
    {
      operation: 'subscribePlatformConnection',
      expect: { callback_secret: 'eq true', 'subscription.callback_url': 'contains {{connection_id}}' },
    },
    { operation: 'deletePlatformConnection' },
  ],
};
