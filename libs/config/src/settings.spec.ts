import { inspect } from 'node:util';
import { expect, expectTypeOf, it, describe } from 'vitest';
import {
  BillingSettings,
  CallSettings,
  DatabaseSettings,
  EncryptionSettings,
  HttpSettings,
  loadSettings,
  LimitSettings,
  PlatformSettings,
  RedisSettings,
  RuntimeSettings,
  Secret,
  SecuritySettings,
  SettingsError,
  SETTINGS,
  WebhookSettings,
} from './index.js';

const DSN = 'postgres://owner:hunter2@db:5432/onefacture';
const PRODUCTION = {
  ONEFACTURE_ENV: 'production',
  ONEFACTURE_DB_DSN: DSN,
  ONEFACTURE_REDIS_ADDR: 'redis:6379',
  ONEFACTURE_HASH_PEPPER: 'a pepper of our own',
  ONEFACTURE_JWT_SECRET: 'a signing key of our own',
  ONEFACTURE_ENCRYPTION_KEY: 'ab'.repeat(32),
  ONEFACTURE_SANDBOX_CLIENT_SECRET: 'ours',
};

const faultsOf = (environment: Record<string, string>): Record<string, string> => {
  try {
    loadSettings(environment);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return Object.fromEntries(error.faults.map((fault) => [fault.env, `${fault.got} → ${fault.wanted}`]));
  }
  return {};
};

describe('loadSettings', () => {
  it('needs only the database in development', () => {
    const settings = loadSettings({ ONEFACTURE_DB_DSN: DSN });
    expect(settings.get(HttpSettings)).toMatchObject({ address: { port: 8080 }, workerAddress: { port: 8081 } });
    expect(settings.get(RuntimeSettings)).toMatchObject({
      environment: 'development',
      publicBaseUrl: 'http://localhost:8080',
      production: false,
    });
    expect(settings.get(RedisSettings).address.reveal()).toBe('redis://localhost:6379');
    expect(settings.get(DatabaseSettings)).toMatchObject({
      maxConnections: 20,
      connectTimeoutMs: 5_000,
      statementCache: true,
    });
    expect(settings.get(SecuritySettings).jwtSecret.reveal()).toBe('dev-jwt-secret-change-in-production');
    expect(settings.get(LimitSettings)).toMatchObject({ rateLimitPerMinute: 600, maxLines: 5_000 });
    expect(settings.get(CallSettings)).toMatchObject({ deadlineMs: 10_000, breakerOpenMs: 30_000 });
    expect(settings.get(WebhookSettings).retryScheduleMs).toEqual(
      [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000].map((seconds) => seconds * 1_000),
    );
    expect(settings.get(WebhookSettings).allowedCidrs).toEqual([]);
    expect(settings.warnings).toEqual([]);
  });

  it('types each member by its declaration', () => {
    const settings = loadSettings({ ONEFACTURE_DB_DSN: DSN });
    expectTypeOf(settings.get(RuntimeSettings).environment).toEqualTypeOf<'development' | 'test' | 'production'>();
    expectTypeOf(settings.get(SecuritySettings).hashPepper).toEqualTypeOf<Secret>();
    expectTypeOf(settings.get(SecuritySettings).bootstrapApiKey).toEqualTypeOf<Secret | undefined>();
    expectTypeOf(settings.get(LimitSettings).maxLines).toEqualTypeOf<number>();
  });

  it('lists every fault at once and no secret', () => {
    const faults = faultsOf({
      ONEFACTURE_HTTP_ADDR: '8080',
      ONEFACTURE_DB_CONNECT_TIMEOUT: '5',
      ONEFACTURE_DB_MAX_CONNS: 'many',
      ONEFACTURE_DB_STATEMENT_CACHE: 'yes',
      ONEFACTURE_ENCRYPTION_KEY: 'c0ffee',
      ONEFACTURE_LOG_LEVEL: 'loud',
      ONEFACTURE_WEBHOOK_ALLOWED_CIDRS: '10.0.0.0/8, nowhere',
      ONEFACTURE_PUBLIC_BASE_URL: 'localhost',
      ONEFACTURE_BOOTSTRAP_API_KEY: 'short',
    });
    expect(faults).toEqual({
      ONEFACTURE_HTTP_ADDR: '"8080" → host:port or :port',
      ONEFACTURE_DB_DSN: 'nothing → a url that starts with postgres:// or postgresql://',
      ONEFACTURE_DB_CONNECT_TIMEOUT: '"5" → a duration such as 250ms, 5s, 30m, 2h or 1d',
      ONEFACTURE_DB_MAX_CONNS: '"many" → a whole number from 1 to 1000',
      ONEFACTURE_DB_STATEMENT_CACHE: '"yes" → true or false',
      ONEFACTURE_ENCRYPTION_KEY: 'a value of 6 characters → a key of 64 hexadecimal characters',
      ONEFACTURE_LOG_LEVEL: '"loud" → one of debug, info, warn or error',
      ONEFACTURE_WEBHOOK_ALLOWED_CIDRS:
        '"10.0.0.0/8, nowhere" → networks separated by commas, such as 10.0.0.0/8,::1/128',
      ONEFACTURE_PUBLIC_BASE_URL: '"localhost" → an http or https url',
      ONEFACTURE_BOOTSTRAP_API_KEY: 'a value of 5 characters → a secret of at least 16 characters',
    });
  });

  it('takes what production needs', () => {
    expect(faultsOf(PRODUCTION)).toEqual({});
    expect(loadSettings(PRODUCTION).get(RuntimeSettings).production).toBe(true);
  });

  it('requires and refuses development secrets everywhere else', () => {
    const bare = faultsOf({ ONEFACTURE_ENV: 'test', ONEFACTURE_DB_DSN: DSN });
    expect(Object.keys(bare).toSorted()).toEqual([
      'ONEFACTURE_ENCRYPTION_KEY',
      'ONEFACTURE_HASH_PEPPER',
      'ONEFACTURE_JWT_SECRET',
      'ONEFACTURE_REDIS_ADDR',
      'ONEFACTURE_SANDBOX_CLIENT_SECRET',
    ]);
    const defaults = faultsOf({
      ...PRODUCTION,
      ONEFACTURE_JWT_SECRET: 'dev-jwt-secret-change-in-production',
      ONEFACTURE_ENCRYPTION_KEY: '0f'.repeat(32),
      ONEFACTURE_BCRYPT_COST: '10',
    });
    expect(Object.keys(defaults).toSorted()).toEqual(['ONEFACTURE_ENCRYPTION_KEY', 'ONEFACTURE_JWT_SECRET']);
    expect(defaults['ONEFACTURE_JWT_SECRET']).toContain('the development default');
    expect(faultsOf({ ...PRODUCTION, ONEFACTURE_BCRYPT_COST: '6' })).toHaveProperty('ONEFACTURE_BCRYPT_COST');
  });

  it('warns of ignored and unknown names', () => {
    const { warnings } = loadSettings({
      ONEFACTURE_DB_DSN: DSN,
      ONEFACTURE_SIDECAR_URL: 'http://localhost:9091',
      ONEFACTURE_RATE_LIMIT: '5',
      ONEFACTURE_API_KEY: 'ofx_test_…',
    });
    expect(warnings).toHaveLength(2);
    expect(warnings.join()).toMatch(/RATE_LIMIT is not a setting.*SIDECAR_URL is ignored/);
  });

  it('takes a key broker in place of a key of its own, whole or not at all', () => {
    const { ONEFACTURE_ENCRYPTION_KEY: _, ...keyless } = PRODUCTION;
    const broker = { ONEFACTURE_KMS_URL: 'https://kms.example.com/', ONEFACTURE_KMS_TOKEN: 'workload' };
    expect(faultsOf(keyless)).toEqual({ ONEFACTURE_ENCRYPTION_KEY: 'nothing → a key of 64 hexadecimal characters' });
    expect(faultsOf({ ...keyless, ...broker })).toEqual({});
    const settings = loadSettings({ ...keyless, ...broker }).get(EncryptionSettings);
    expect(settings).toMatchObject({
      kmsUrl: 'https://kms.example.com',
      kmsKeyId: 'onefacture',
      kmsCacheTtlMs: 60_000,
    });
    expect(settings.key).toBeUndefined();
    expect(faultsOf({ ...keyless, ONEFACTURE_KMS_URL: 'https://kms.example.com' })).toEqual({
      ONEFACTURE_KMS_TOKEN: 'nothing → the bearer token of the key broker, because ONEFACTURE_KMS_URL is set',
    });
    expect(faultsOf({ ...PRODUCTION, ONEFACTURE_KMS_TOKEN: 'workload' })).toEqual({
      ONEFACTURE_KMS_URL: 'nothing → an http or https url, because ONEFACTURE_KMS_TOKEN is set',
    });
    for (const kmsUrl of ['http://kms.example.com', 'https://me:it@kms.example.com', 'https://kms.example.com/?a=1']) {
      expect(Object.keys(faultsOf({ ...keyless, ...broker, ONEFACTURE_KMS_URL: kmsUrl }))).toEqual([
        'ONEFACTURE_KMS_URL',
      ]);
    }
    expect(faultsOf({ ...keyless, ...broker, ONEFACTURE_KMS_URL: 'http://127.0.0.1:8200' })).toEqual({});
    expect(Object.keys(faultsOf({ ...keyless, ...broker, ONEFACTURE_KMS_KEY_ID: 'a b' }))).toEqual([
      'ONEFACTURE_KMS_KEY_ID',
    ]);
  });

  it('treats blank as unset and reads the second name', () => {
    const settings = loadSettings({
      ONEFACTURE_DB_DSN: DSN,
      ONEFACTURE_LOG_LEVEL: '',
      ONEFACTURE_STRIPE_SECRET_KEY: ' ',
      STRIPE_SECRET_KEY: 'sk_test_1',
      STRIPE_SILVER_MONTHLY_PRICE_ID: 'price_a',
      ONEFACTURE_STRIPE_SILVER_MONTHLY_PRICE_ID: 'price_b',
      STRIPE_GOLD_YEARLY_PRICE_ID: 'price_c',
    });
    const billing = settings.get(BillingSettings);
    expect(billing.stripeSecretKey?.reveal()).toBe('sk_test_1');
    expect(Object.fromEntries(billing.planPrices)).toEqual({ silver_monthly: 'price_b', gold_yearly: 'price_c' });
    expect(billing.displayPriceStarter).toBe('49 €/mois');
  });

  it('reads several signing secrets of Stripe, and calls no other address with a live key', () => {
    const billing = BillingSettings.from({ STRIPE_WEBHOOK_SECRET: 'whsec_new, whsec_old,' });
    expect(billing.stripeWebhookSecrets).toEqual(['whsec_new', 'whsec_old']);
    expect(BillingSettings.from().stripeWebhookSecrets).toEqual([]);
    const simulator = { ONEFACTURE_STRIPE_API_BASE_URL: 'http://127.0.0.1:8090' };
    expect(BillingSettings.from({ ...simulator, STRIPE_SECRET_KEY: 'sk_test_1' }).stripeApiBaseUrl).toContain('8090');
    expect(() => BillingSettings.from({ ...simulator, STRIPE_SECRET_KEY: 'rk_live_1' })).toThrow(/with a live key/);
    expect(BillingSettings.from({ STRIPE_SECRET_KEY: 'sk_live_1' }).stripeApiBaseUrl).toBe('https://api.stripe.com');
  });

  it('has no name twice', () => {
    const names = SETTINGS.flatMap(({ type }) => Object.values(type.shape).map(({ env }) => env));
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(60);
  });
});

describe('one class alone', () => {
  it('is read with the rules of the boot', () => {
    expect(HttpSettings.from({ ONEFACTURE_HTTP_ADDR: '[::1]:9000' })).toMatchObject({
      address: { host: '::1', port: 9_000 },
    });
    expect(HttpSettings.from()).toBeInstanceOf(HttpSettings);
    expect(RedisSettings.from({ ONEFACTURE_REDIS_ADDR: '/run/redis.sock' }).address.reveal()).toBe('/run/redis.sock');
    expect(() => RedisSettings.from({ ONEFACTURE_REDIS_ADDR: 'http://x' })).toThrow(SettingsError);
    expect(PlatformSettings.from({ ONEFACTURE_QONTO_BASE_URL: 'https://q.example/' }).qontoBaseUrl).toBe(
      'https://q.example',
    );
  });

  it('reads retired encryption keys by id', () => {
    const { retiredKeys } = EncryptionSettings.from({ ONEFACTURE_ENCRYPTION_RETIRED_KEYS: `old:${'AB'.repeat(32)}` });
    expect(retiredKeys?.get('old')?.reveal()).toBe('ab'.repeat(32));
    expect(() => EncryptionSettings.from({ ONEFACTURE_ENCRYPTION_KEY_ID: 'a b' })).toThrow(/ENCRYPTION_KEY_ID/);
  });
});

describe('Secret', () => {
  it('prints stars in every way', () => {
    const secret = new Secret('hunter2');
    const printed = [
      `${secret}`,
      JSON.stringify({ secret }),
      inspect({ secret }, { showHidden: true }),
      String(secret),
    ];
    for (const text of printed) {
      expect(text).toContain('***');
      expect(text).not.toContain('hunter2');
    }
    expect(secret.reveal()).toBe('hunter2');
    expect(inspect(loadSettings({ ONEFACTURE_DB_DSN: DSN }).get(DatabaseSettings))).not.toContain('hunter2');
  });
});
