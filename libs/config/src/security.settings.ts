import { duration, hexKey, integer, keyRing, secret, text, url } from './kinds.js';
import type { Secret } from './secret.js';
import type { RuntimeEnvironment, SettingFault } from './setting.js';
import { defineSettings } from './settings-class.js';

/** Secrets that tokens are made with. */
export class SecuritySettings extends defineSettings(
  'Security',
  {
    bootstrapApiKey: secret(
      'ONEFACTURE_BOOTSTRAP_API_KEY',
      { min: 16 },
      { description: 'Bearer token of the admin routes. Unset, they are closed.' },
    ),
    hashPepper: secret(
      'ONEFACTURE_HASH_PEPPER',
      { min: 16 },
      {
        developmentDefault: 'development-pepper-change-in-production',
        description: 'Secret mixed into every stored hash of an API key or password. Changing it revokes them all.',
      },
    ),
    jwtSecret: secret(
      'ONEFACTURE_JWT_SECRET',
      { min: 16 },
      { developmentDefault: 'dev-jwt-secret-change-in-production', description: 'Signing key of the user tokens.' },
    ),
    jwtTtlMs: duration('ONEFACTURE_JWT_TTL', {
      default: '15m',
      description: 'How long an access token of a user is valid.',
    }),
    sessionTtlMs: duration('ONEFACTURE_SESSION_TTL', {
      default: '30d',
      description: 'How long a user stays signed in without using the refresh token.',
    }),
    bcryptCost: integer(
      'ONEFACTURE_BCRYPT_COST',
      { min: 4, max: 16 },
      {
        default: '10',
        description: 'bcrypt cost of passwords and API keys (10 takes about 70 ms). Below 10 for tests only.',
      },
    ),
  },
  ({ bcryptCost }, environment) =>
    environment === 'production' && bcryptCost < 10
      ? [{ env: 'ONEFACTURE_BCRYPT_COST', got: `"${bcryptCost}"`, wanted: 'at least 10 in production' }]
      : [],
) {}

/** Keys that data at rest is encrypted with. */
export class EncryptionSettings extends defineSettings(
  'Encryption at rest',
  {
    keyId: text('ONEFACTURE_ENCRYPTION_KEY_ID', {
      default: 'local-1',
      description: 'Name of the key below; it is written into the header of all that is encrypted with it.',
    }),
    key: hexKey('ONEFACTURE_ENCRYPTION_KEY', 32, {
      developmentDefault: '0f'.repeat(32),
      unless: 'ONEFACTURE_KMS_URL',
      description: 'AES-256 key that wraps the data keys. Beside a key broker it only reads what it wrapped before.',
    }),
    retiredKeys: keyRing('ONEFACTURE_ENCRYPTION_RETIRED_KEYS', 32, {
      description: 'Earlier keys as id:hex pairs, still needed to read what they encrypted.',
    }),
    kmsUrl: url('ONEFACTURE_KMS_URL', {
      description: 'Base url of an HTTP key broker, which then wraps the data keys. Set together with its token.',
    }),
    kmsToken: secret('ONEFACTURE_KMS_TOKEN', { min: 1 }, { description: 'Bearer token for the key broker.' }),
    kmsKeyId: text('ONEFACTURE_KMS_KEY_ID', {
      default: 'onefacture',
      description: 'Name of the key at the broker that wraps for every organisation without a key of its own.',
    }),
    kmsTimeoutMs: duration('ONEFACTURE_KMS_TIMEOUT', {
      default: '2s',
      description: 'How long the key broker may take for one answer.',
    }),
    kmsCacheTtlMs: duration('ONEFACTURE_KMS_CACHE_TTL', {
      default: '1m',
      description: 'How long a data key that the broker unwrapped is kept in memory; 0s asks it every time.',
    }),
    kmsCacheSize: integer(
      'ONEFACTURE_KMS_CACHE_SIZE',
      { min: 0, max: 1_000_000 },
      { default: '10000', description: 'How many unwrapped data keys a process keeps in memory at most.' },
    ),
  },
  (values, environment) => [...namingFaults(values), ...brokerFaults(values, environment)],
) {}

interface KeyNames {
  readonly keyId: string;
  readonly kmsKeyId: string;
}

interface Broker {
  readonly kmsUrl: string | undefined;
  readonly kmsToken: Secret | undefined;
}

const namingFaults = ({ keyId, kmsKeyId }: KeyNames): SettingFault[] => [
  ...namedFaults('ONEFACTURE_ENCRYPTION_KEY_ID', keyId, 64),
  ...namedFaults('ONEFACTURE_KMS_KEY_ID', kmsKeyId, 60),
];

function namedFaults(env: string, id: string, longest: number): SettingFault[] {
  if (new RegExp(`^[A-Za-z0-9._-]{1,${longest}}$`).test(id)) return [];
  return [{ env, got: JSON.stringify(id), wanted: `1 to ${longest} letters, digits, . _ or -` }];
}

function brokerFaults({ kmsUrl, kmsToken }: Broker, environment: RuntimeEnvironment): SettingFault[] {
  if (kmsUrl === undefined) {
    const wanted = 'an http or https url, because ONEFACTURE_KMS_TOKEN is set';
    return kmsToken === undefined ? [] : [{ env: 'ONEFACTURE_KMS_URL', got: 'nothing', wanted }];
  }
  const faults: SettingFault[] = [];
  if (kmsToken === undefined) {
    const wanted = 'the bearer token of the key broker, because ONEFACTURE_KMS_URL is set';
    faults.push({ env: 'ONEFACTURE_KMS_TOKEN', got: 'nothing', wanted });
  }
  const { protocol, hostname, username, search } = new URL(kmsUrl);
  const near = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  if ((environment === 'production' && protocol !== 'https:' && !near) || username !== '' || search !== '') {
    const wanted = 'an https url (http only on loopback) without user name or query';
    faults.push({ env: 'ONEFACTURE_KMS_URL', got: 'another url', wanted });
  }
  return faults;
}
