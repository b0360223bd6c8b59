import type { Secret } from './secret.js';
import { duration, integer, secret, text, url } from './kinds.js';
import type { SettingFault } from './setting.js';
import { defineSettings } from './settings-class.js';

const account = (which: string, name: string) => ({
  baseUrl: url(`ONEFACTURE_${name}_BASE_URL`, {
    description: `${which}: base url of an XP Z12-013 Directory Service, for organisations without one of their own.`,
  }),
  token: secret(
    `ONEFACTURE_${name}_TOKEN`,
    { min: 1 },
    { description: `${which}: fixed bearer token, where it has no login.` },
  ),
  tokenUrl: url(`ONEFACTURE_${name}_TOKEN_URL`, { description: `${which}: where it gives OAuth2 tokens.` }),
  clientId: text(`ONEFACTURE_${name}_CLIENT_ID`, { description: `${which}: OAuth2 client id.` }),
  clientSecret: secret(
    `ONEFACTURE_${name}_CLIENT_SECRET`,
    { min: 1 },
    { description: `${which}: OAuth2 client secret.` },
  ),
});

const primary = account('Directory', 'DIRECTORY');
const fallback = account('Directory asked when the first does not answer', 'DIRECTORY_FALLBACK');

interface Account {
  readonly baseUrl: string | undefined;
  readonly token: Secret | undefined;
  readonly tokenUrl: string | undefined;
  readonly clientId: string | undefined;
  readonly clientSecret: Secret | undefined;
}

/** How recipients are looked up: the installation's directories, and how long an answer is believed. */
export class DirectorySettings extends defineSettings(
  'Directory',
  {
    ...primary,
    fallbackBaseUrl: fallback.baseUrl,
    fallbackToken: fallback.token,
    fallbackTokenUrl: fallback.tokenUrl,
    fallbackClientId: fallback.clientId,
    fallbackClientSecret: fallback.clientSecret,
    foundTtlMs: duration('ONEFACTURE_DIRECTORY_TTL', {
      default: '24h',
      description: 'How long the answer is believed that a recipient can be reached.',
    }),
    otherTtlMs: duration('ONEFACTURE_DIRECTORY_NOT_FOUND_TTL', {
      default: '15m',
      description: 'How long any other answer is believed: not listed, disabled, not yet, or not told.',
    }),
    staleMs: duration('ONEFACTURE_DIRECTORY_STALE', {
      default: '7d',
      description: 'How old an answer may be that is given, and marked as stale, while no directory answers.',
    }),
    cacheEntries: integer(
      'ONEFACTURE_DIRECTORY_CACHE_ENTRIES',
      { min: 100, max: 10_000_000 },
      { default: '50000', description: 'Answers kept in Redis; the oldest go first. One takes about 1 KB.' },
    ),
    deadlineMs: duration('ONEFACTURE_DIRECTORY_DEADLINE', {
      default: '5s',
      description: 'Longest a lookup may take, all directories together.',
    }),
    routeDeadlineMs: duration('ONEFACTURE_DIRECTORY_ROUTE_DEADLINE', {
      default: '2s',
      description: 'Longest a submission waits for the directory before it goes through the default connection.',
    }),
  },
  (values) => [
    ...accountFaults('DIRECTORY', values),
    ...accountFaults('DIRECTORY_FALLBACK', {
      baseUrl: values.fallbackBaseUrl,
      token: values.fallbackToken,
      tokenUrl: values.fallbackTokenUrl,
      clientId: values.fallbackClientId,
      clientSecret: values.fallbackClientSecret,
    }),
  ],
) {}

/** A directory needs a token, or everything a login takes. */
function accountFaults(name: string, { baseUrl, token, tokenUrl, clientId, clientSecret }: Account): SettingFault[] {
  if (baseUrl === undefined || token !== undefined) return [];
  if (tokenUrl !== undefined && clientId !== undefined && clientSecret !== undefined) return [];
  return [
    {
      env: `ONEFACTURE_${name}_TOKEN`,
      got: 'nothing',
      wanted: `a token, or ONEFACTURE_${name}_TOKEN_URL, _CLIENT_ID and _CLIENT_SECRET`,
    },
  ];
}
