import type { Folder } from '../step.js';
import { mailedLink } from './mail.js';

/** Sign-up, sessions and passwords. */
export const accounts: Folder = {
  name: 'Accounts',
  docs: `
## Accounts

Registering opens a live organisation with its test half and signs its owner in. An access token lasts 15 minutes
(send **Get the next tokens** then); a refresh token works once.

The folder ends signed in: \`access_token\` is what every later request of a member sends.
`,
  steps: [
    {
      operation: 'register',
      before: [
        "bru.setVar('email', bru.interpolate('{{$guid}}@acme.example'));",
        "bru.setVar('password', bru.interpolate('{{$guid}}'));",
      ],
      change: { email: '{{email}}', password: '{{password}}' },
      expect: { 'user.email': 'eq {{email}}', role: 'eq owner', 'organization.mode': 'eq live' },
      keep: {
        access_token: 'access_token',
        refresh_token: 'refresh_token',
        organization_id: 'organization.id',
        test_organization_id: 'organization.test_organization_id',
      },
    },
    {
      operation: 'getMe',
      expect: { 'user.email': 'eq {{email}}', 'user.email_verified_at': 'isNull', 'billing.plan': 'eq free' },
    },
    { operation: 'getUsersMe', name: 'Who am I, by the other path', expect: { 'user.email': 'eq {{email}}' } },
    {
      operation: 'refreshTokens',
      change: { refresh_token: '{{refresh_token}}' },
      keep: { access_token: 'access_token', refresh_token: 'refresh_token' },
    },
    { operation: 'resendVerification' },
    mailedLink('The link to confirm the address', 'email', 'adresse', 'verification_token'),
    { operation: 'verifyEmail', change: { token: '{{verification_token}}' } },
    { operation: 'forgotPassword', change: { email: '{{email}}' } },
    mailedLink('The link for a new password', 'email', 'mot de passe', 'reset_token'),
    {
      operation: 'resetPassword',
      before: ["bru.setVar('password', bru.interpolate('{{$guid}}'));"],
      change: { token: '{{reset_token}}', password: '{{password}}' },
      note: 'Ends every session.',
    },
    {
      operation: 'login',
      change: { email: '{{email}}', password: '{{password}}' },
      keep: { access_token: 'access_token', refresh_token: 'refresh_token' },
    },
    {
      operation: 'changePassword',
      before: ["bru.setVar('new_password', bru.interpolate('{{$guid}}'));"],
      change: { current_password: '{{password}}', new_password: '{{new_password}}' },
      keep: { password: "bru.getVar('new_password')" },
    },
    { operation: 'logout' },
    {
      operation: 'login',
      name: 'Sign in again',
      change: { email: '{{email}}', password: '{{password}}' },
      expect: { organization_id: 'eq {{organization_id}}' },
      keep: { access_token: 'access_token', refresh_token: 'refresh_token' },
    },
  ],
};
