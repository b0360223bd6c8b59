import { existsSync, readFileSync } from 'node:fs';
import { BillingSettings, HttpSettings, SETTINGS } from '@onefacture/config';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readSettings } from '../../apps/simulator/src/settings.js';
import { readStripeSettings } from '../../apps/simulator/src/stripe/settings.js';

const serviceSchema = z.object({
  image: z.string(),
  user: z.string().optional(),
  build: z.object({ context: z.string(), dockerfile: z.string() }).optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  healthcheck: z.object({ test: z.array(z.string()).optional(), disable: z.boolean().optional() }).optional(),
  ports: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  restart: z.string(),
});
const compose = z
  .object({ services: z.record(z.string(), serviceSchema), volumes: z.record(z.string(), z.unknown()) })
  .parse(parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }));
const services = Object.entries(compose.services);
const dockerfile = readFileSync('deploy/Dockerfile', 'utf8');
const settings = new Set<string>(SETTINGS.flatMap(({ type }) => Object.values(type.shape).map(({ env }) => env)));
const simulator = ['settings.ts', 'stripe/settings.ts']
  .map((file) => readFileSync(`apps/simulator/src/${file}`, 'utf8'))
  .join('\n');

/** A secret asked for, as it is or marked as Stripe marks its test keys. */
const ASKED_FOR = /^(?:sk_test_|whsec_)?\$\{STACK_[A-Z_]+:\?.+\}$/;
/** The same, until another is set. */
const PRESET = /^\$\{STACK_[A-Z_]+:-(.+)\}$/;
/** These run once and end; their exit code is their health. */
const ONCE = ['migrate', 'stripe-setup'];

function isSetting(name: string): boolean {
  return (
    settings.has(name) || name.startsWith('POSTGRES_') || (name.startsWith('SIMULATOR_') && simulator.includes(name))
  );
}

/** Values of secret variables, and passwords inside urls. */
function secretsIn(environment: Record<string, string>): string[] {
  return Object.entries(environment).flatMap(([name, value]) => {
    if (/PASSWORD|SECRET|PEPPER|JWT|BOOTSTRAP|ENCRYPTION_KEY$/.test(name)) return [value];
    return /:\/\/[^:/]+:([^@]+)@/.exec(value)?.slice(1) ?? [];
  });
}

describe('docker-compose.yml', () => {
  it('runs the parts of npm start', () => {
    expect(Object.keys(compose.services).toSorted()).toEqual(
      ['api', 'migrate', 'postgres', 'redis', 'simulator', 'stripe-setup', 'worker'].toSorted(),
    );
  });

  it.each(services)('%s passes only settings that exist', (_name, { environment }) => {
    expect(Object.keys(environment).filter((name) => !isSetting(name))).toEqual([]);
  });

  it.each(services)('%s holds no secret of its own', (_name, { environment }) => {
    const own = secretsIn(environment).filter((value) => !ASKED_FOR.test(value.replace(PRESET, '$1')));
    expect(own).toEqual([]);
  });

  it('takes its secrets from names that scripts/compose-secrets.mjs writes', () => {
    const script = readFileSync('scripts/compose-secrets.mjs', 'utf8');
    const needed = [...readFileSync('docker-compose.yml', 'utf8').matchAll(/\$\{(STACK_\w+):\?/g)].map(
      ([, name]) => name,
    );
    expect(needed.length).toBeGreaterThan(0);
    for (const name of needed) expect(script).toContain(`${name}:`);
  });

  it.each(services)('%s runs without root', (_name, { user }) => {
    expect(user).toMatch(/^(?!root$)[a-z]+$/);
  });

  it.each(services.filter(([name]) => !ONCE.includes(name)))('%s is watched', (_name, { healthcheck }) => {
    expect(healthcheck?.test?.[0]).toBe('CMD');
  });

  it('starts api and worker only after the migration', () => {
    for (const name of ['api', 'worker']) {
      expect(compose.services[name]?.depends_on['migrate']?.condition).toBe('service_completed_successfully');
    }
  });

  it('keeps every key in Redis', () => {
    expect(compose.services['redis']?.command?.join(' ')).toContain('--maxmemory-policy noeviction');
  });
});

/** The environment of a service as compose hands it over: `${NAME}`, `${NAME:-preset}` and `${NAME:?why}`, also nested. */
function environmentOf(service: string, env: Record<string, string>): Record<string, string> {
  const filled = (text: string): string => {
    const next = text.replaceAll(
      /\$\{(\w+)(?::[-?]([^${}]*))?\}/g,
      (_, name: string, preset = '') => env[name] ?? preset,
    );
    return next === text ? text : filled(next);
  };
  const { environment = {} } = compose.services[service] ?? {};
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, filled(value)]));
}

describe('the simulated Stripe', () => {
  const secrets = { STACK_SANDBOX_CLIENT_SECRET: 'a'.repeat(48) };
  const stripe = readStripeSettings(environmentOf('simulator', secrets));
  const published = compose.services['simulator']?.ports.map((port) => port.split(':').slice(1).map(Number));

  it.each(['api', 'worker', 'stripe-setup'])('is where %s buys, with its key', (service) => {
    const billing = BillingSettings.from(environmentOf(service, secrets));
    expect(billing.stripeApiBaseUrl).toBe(`http://simulator:${stripe.port}`);
    expect(billing.stripeSecretKey?.reveal()).toBe(stripe.secretKey);
    expect(billing.stripeWebhookSecrets).toEqual([stripe.webhook?.secret]);
  });

  it('has its pages where a browser finds them, beside the platform', () => {
    expect(published).toContainEqual([Number(new URL(stripe.publicUrl ?? '').port), stripe.port]);
    expect(stripe.port).not.toBe(readSettings(environmentOf('simulator', secrets)).port);
    expect(stripe.host).toBe('0.0.0.0');
  });

  it('tells the api what happens', () => {
    const { port } = HttpSettings.from(environmentOf('api', secrets)).address;
    expect(stripe.webhook?.url).toBe(`http://api:${port}/billing/stripe-webhook`);
  });

  it('is asked about its health, and gets its plans after that', () => {
    const { healthcheck } = compose.services['simulator'] ?? {};
    expect(healthcheck?.test).toContain(`http://127.0.0.1:${stripe.port}/_simulator/stripe/state`);
    expect(compose.services['stripe-setup']?.depends_on).toEqual({ simulator: { condition: 'service_healthy' } });
  });

  it('gives way to an account of one’s own, whose live key never reaches it', () => {
    const own = { ...secrets, STACK_STRIPE_SECRET_KEY: 'sk_live_x', STACK_STRIPE_WEBHOOK_SECRET: 'whsec_x' };
    expect(() => BillingSettings.from(environmentOf('api', own))).toThrow('ONEFACTURE_STRIPE_API_BASE_URL');
    const url = { STACK_STRIPE_API_BASE_URL: 'https://api.stripe.com' };
    const { stripeSecretKey, stripeWebhookSecrets } = BillingSettings.from(environmentOf('api', { ...own, ...url }));
    expect([stripeSecretKey?.reveal(), stripeWebhookSecrets]).toEqual(['sk_live_x', ['whsec_x']]);
  });
});

describe('deploy/Dockerfile', () => {
  const lastStage = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));

  it('builds in stages on node 24 and runs without root', () => {
    const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
    expect(bases.length).toBeGreaterThan(1);
    for (const image of bases) expect(image).toMatch(/^node:24/);
    expect(lastStage).toMatch(/^USER node$/m);
    expect(lastStage).toContain('HEALTHCHECK');
  });

  it('sets no secret', () => {
    expect(dockerfile).not.toMatch(/^(ENV|ARG) .*(SECRET|PASSWORD|PEPPER|KEY)/m);
  });

  it('lets into the image only what the ignore file names', () => {
    const ignored = readFileSync('.dockerignore', 'utf8').split('\n');
    expect(ignored[0]).toBe('*');
    expect(ignored).not.toContain('!.env');
    for (const [, source] of dockerfile.matchAll(/^COPY ((?!--from|\.)\S+(?: \S+)*) \S+$/gm)) {
      for (const path of (source ?? '').split(' ')) expect(ignored).toContain(`!${path}`);
    }
  });

  it('starts files that the build makes', () => {
    const started = services.flatMap(([, { command }]) => command ?? []).filter((part) => part.startsWith('dist/'));
    expect(started).toHaveLength(5);
    const sources = started.map((file) => file.replace(/^dist\//, '').replace(/\.js$/, '.ts'));
    expect(sources.filter((source) => !existsSync(source))).toEqual([]);
  });
});
