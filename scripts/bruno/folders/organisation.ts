import type { Folder } from '../step.js';
import { mailedLink } from './mail.js';

const SETTINGS = {
  siren: '732829320',
  address: { line1: '1 rue Cler', postal_code: '75007', city: 'Paris', country_code: 'FR' },
  mentions: { AAB: "Pas d'escompte pour paiement anticipé" },
  payment_terms: '30 jours',
};

/** Settings and members. */
export const organisation: Folder = {
  name: 'Organisation',
  docs: `
## Organisation

What is settled here completes every company that has no settings of its own. Members are invited by mail; an open
invitation holds a seat of the plan. **Accept an invitation** stands here, after the invitation it accepts, although it
is one of the accounts' routes.
`,
  steps: [
    { operation: 'getOrganization', by: 'member', expect: { mode: 'eq live' } },
    {
      operation: 'changeOrganization',
      by: 'member',
      change: { settings: SETTINGS },
      expect: { 'settings.payment_terms': 'eq "30 jours"' },
    },
    {
      operation: 'putLogo',
      by: 'member',
      file: { path: 'files/logo.png', type: 'image/png' },
      expect: { media_type: 'eq image/png', width: 'eq 96' },
    },
    { operation: 'getLogo', by: 'member', expect: { 'res.headers["content-type"]': 'eq image/png' } },
    { operation: 'deleteLogo', by: 'member' },
    {
      operation: 'createInvitation',
      before: ["bru.setVar('guest_email', bru.interpolate('{{$guid}}@acme.example'));"],
      change: { email: '{{guest_email}}' },
      expect: { email: 'eq {{guest_email}}', role: 'eq member' },
    },
    mailedLink('The link of the invitation', 'guest_email', 'Invitation', 'invitation_token'),
    {
      operation: 'acceptInvitation',
      before: ["bru.setVar('guest_password', bru.interpolate('{{$guid}}'));"],
      change: { token: '{{invitation_token}}', password: '{{guest_password}}' },
      expect: { role: 'eq member', 'organization.id': 'eq {{organization_id}}' },
      keep: { guest_id: 'user_id' },
    },
    { operation: 'listMembers', expect: { 'data.length': 'eq 2' } },
    { operation: 'changeMember', id: 'guest_id', expect: { role: 'eq admin' } },
    { operation: 'removeMember', id: 'guest_id' },
    {
      operation: 'createInvitation',
      name: 'Invite somebody else',
      before: ["bru.setVar('guest_email', bru.interpolate('{{$guid}}@acme.example'));"],
      change: { email: '{{guest_email}}' },
      keep: { invitation_id: 'id' },
    },
    { operation: 'listInvitations', expect: { 'data[0].id': 'eq {{invitation_id}}' } },
    { operation: 'revokeInvitation', id: 'invitation_id' },
  ],
};

const TEST = { mode: 'test' };

/** Keys of the test half. */
export const apiKeys: Folder = {
  name: 'API keys',
  id: 'api_key_id',
  docs: `
## API keys

Owners and admins look after the keys; \`mode=test\` means those of the test half, where nothing counts and the simulated
platform answers. A key is shown once. The last request issues the one that the following folders send.
`,
  steps: [
    {
      operation: 'createApiKey',
      by: 'member',
      query: TEST,
      expect: { api_key: 'startsWith ofx_test_' },
      keep: { api_key_id: 'id' },
    },
    { operation: 'listApiKeys', by: 'member', query: TEST, expect: { 'data[0].id': 'eq {{api_key_id}}' } },
    {
      operation: 'changeApiKey',
      by: 'member',
      query: TEST,
      expect: { 'allowed_ips[0]': 'eq 203.0.113.0/24' },
    },
    { operation: 'rotateApiKey', by: 'member', query: TEST, keep: { api_key_id: 'id' } },
    { operation: 'revokeApiKey', by: 'member', query: TEST },
    {
      operation: 'createApiKey',
      name: 'Issue the key of this collection',
      by: 'member',
      query: TEST,
      change: { label: 'Bruno', scopes: undefined },
      keep: { api_key: 'api_key' },
      note: 'Without `scopes` a key may do everything.',
    },
  ],
};
