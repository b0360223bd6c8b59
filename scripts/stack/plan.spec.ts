import { describe, expect, it } from 'vitest';
import { makePlan, mergeVariables, productEnvironment, simulatesStripe, simulatorEnvironment } from './plan.js';
import type { Secrets } from './secrets.js';

const secrets: Secrets = {
  hash_pepper: 'p'.repeat(64),
  encryption_key_id: 'local-1',
  encryption_key: 'a'.repeat(64),
  jwt_secret: 'j'.repeat(64),
  bootstrap_api_key: 'b'.repeat(48),
  simulator_client_secret: 's'.repeat(32),
  postgres_password: 'x'.repeat(32),
};
const servers = { dsn: 'postgres://u:p@127.0.0.1:5/d', redis: '127.0.0.1:6' };

describe('mergeVariables', () => {
  it('lets the shell win, but not with an empty value', () => {
    expect(mergeVariables({ A: 'file', B: 'file', C: '' }, { A: 'shell', B: '' })).toEqual({ A: 'shell', B: 'file' });
  });
});

describe('makePlan', () => {
  it('listens on loopback and runs everything itself when nothing is set', () => {
    const plan = makePlan('/project', {});
    expect(plan).toMatchObject({
      dataFolder: '/project/.data',
      apiUrl: 'http://localhost:8080',
      workerUrl: 'http://127.0.0.1:8081',
      simulatorUrl: 'http://127.0.0.1:8090',
      ownPostgres: undefined,
      ownRedis: undefined,
      ownSimulator: undefined,
    });
  });

  it('takes the servers it is given', () => {
    const plan = makePlan('/project', { ONEFACTURE_DB_DSN: 'postgres://x', ONEFACTURE_REDIS_ADDR: 'h:1' });
    expect(plan.ownPostgres).toBe('postgres://x');
    expect(plan.ownRedis).toBe('h:1');
  });
});

describe('the environment of the children', () => {
  it('carries the secrets of this machine unless the user set his own', () => {
    const plan = makePlan('/project', { ONEFACTURE_JWT_SECRET: 'mine', ONEFACTURE_HTTP_ADDR: '127.0.0.1:9000' });
    const env = productEnvironment(plan, secrets, servers);
    expect(env['ONEFACTURE_JWT_SECRET']).toBe('mine');
    expect(env['ONEFACTURE_HASH_PEPPER']).toBe(secrets.hash_pepper);
    expect(env['ONEFACTURE_PUBLIC_BASE_URL']).toBe('http://localhost:9000');
    expect(env['ONEFACTURE_DB_DSN']).toBe(servers.dsn);
    expect(env['ONEFACTURE_WEBHOOK_ALLOWED_CIDRS']).toBe('127.0.0.0/8,::1/128');
    expect(env['ONEFACTURE_PLATFORM_ALLOWED_CIDRS']).toBe('127.0.0.0/8,::1/128');
  });

  it('gives simulator and product the same credentials', () => {
    const plan = makePlan('/project', {});
    const product = productEnvironment(plan, secrets, servers);
    const simulator = simulatorEnvironment(plan, secrets);
    expect(simulator['SIMULATOR_CLIENT_SECRET']).toBe(product['ONEFACTURE_SANDBOX_CLIENT_SECRET']);
    expect(simulator['SIMULATOR_CLIENT_ID']).toBe(product['ONEFACTURE_SANDBOX_CLIENT_ID']);
    expect(product['ONEFACTURE_SANDBOX_BASE_URL']).toBe(`http://${simulator['SIMULATOR_ADDR']}`);
  });

  it('sends mails to the simulator unless the user has a mail server', () => {
    const plan = makePlan('/project', {});
    const withMail = { ...servers, smtpPort: 8026 };
    expect(productEnvironment(plan, secrets, withMail)['ONEFACTURE_SMTP_URL']).toBe('smtp://127.0.0.1:8026');
    expect(simulatorEnvironment(plan, secrets, { smtpPort: 8026 })['SIMULATOR_SMTP_PORT']).toBe('8026');
    expect(productEnvironment(plan, secrets, servers)).not.toHaveProperty('ONEFACTURE_SMTP_URL');
    const own = makePlan('/project', { ONEFACTURE_SMTP_URL: 'smtps://mail.example.com' });
    expect(productEnvironment(own, secrets, withMail)['ONEFACTURE_SMTP_URL']).toBe('smtps://mail.example.com');
  });

  it('has the simulator play Stripe unless the user has an account there', () => {
    const withStripe = { ...servers, stripePort: 8091 };
    const plan = makePlan('/project', {});
    const product = productEnvironment(plan, secrets, withStripe);
    const simulator = simulatorEnvironment(plan, secrets, { stripePort: 8091 });
    expect(simulatesStripe(plan)).toBe(true);
    expect(product['ONEFACTURE_STRIPE_API_BASE_URL']).toBe(`http://${simulator['SIMULATOR_STRIPE_ADDR']}`);
    expect(product['ONEFACTURE_STRIPE_SECRET_KEY']).toBe(simulator['SIMULATOR_STRIPE_SECRET_KEY']);
    expect(product['ONEFACTURE_STRIPE_WEBHOOK_SECRET']).toBe(simulator['SIMULATOR_STRIPE_WEBHOOK_SECRET']);
    expect(simulator['SIMULATOR_STRIPE_WEBHOOK_URL']).toBe('http://localhost:8080/billing/stripe-webhook');
    const own = makePlan('/project', { STRIPE_SECRET_KEY: 'sk_live_1' });
    expect(simulatesStripe(own)).toBe(false);
    expect(productEnvironment(own, secrets, withStripe)).not.toHaveProperty('ONEFACTURE_STRIPE_API_BASE_URL');
    expect(productEnvironment(own, secrets, withStripe)).not.toHaveProperty('ONEFACTURE_STRIPE_SECRET_KEY');
  });

  it('keeps the product’s secrets from the simulator', () => {
    const plan = makePlan('/project', { ONEFACTURE_ENCRYPTION_KEY: 'k', SIMULATOR_STEP_MS: '5' });
    const env = simulatorEnvironment(plan, secrets);
    expect(Object.keys(env).filter((name) => name.startsWith('ONEFACTURE_'))).toEqual([]);
    expect(env['SIMULATOR_STEP_MS']).toBe('5');
  });
});
