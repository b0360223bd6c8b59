import { duration, hexKey, integer, keyRing, secret, text, url } from './kinds.js';
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
    jwtTtlMs: duration('ONEFACTURE_JWT_TTL', { default: '12h', description: 'How long a user token is valid.' }),
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
      description: 'AES-256 key that wraps the data keys.',
    }),
    retiredKeys: keyRing('ONEFACTURE_ENCRYPTION_RETIRED_KEYS', 32, {
      description: 'Earlier keys as id:hex pairs, still needed to read what they encrypted.',
    }),
    kmsUrl: url('ONEFACTURE_KMS_URL', {
      description:
        'Base url of an HTTP key broker. This version takes its key from ONEFACTURE_ENCRYPTION_KEY and says so.',
    }),
    kmsToken: secret('ONEFACTURE_KMS_TOKEN', { min: 1 }, { description: 'Bearer token for the key broker.' }),
  },
  ({ keyId }) =>
    /^[A-Za-z0-9._-]{1,64}$/.test(keyId)
      ? []
      : [
          {
            env: 'ONEFACTURE_ENCRYPTION_KEY_ID',
            got: JSON.stringify(keyId),
            wanted: '1 to 64 letters, digits, . _ or -',
          },
        ],
) {}
