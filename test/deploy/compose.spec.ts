import { existsSync, readFileSync } from 'node:fs';
import { SETTINGS } from '@onefacture/config';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const serviceSchema = z.object({
  image: z.string(),
  user: z.string().optional(),
  build: z.object({ context: z.string(), dockerfile: z.string() }).optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  healthcheck: z.object({ test: z.array(z.string()).optional(), disable: z.boolean().optional() }).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  restart: z.string(),
});
const compose = z
  .object({ services: z.record(z.string(), serviceSchema), volumes: z.record(z.string(), z.unknown()) })
  .parse(parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }));
const services = Object.entries(compose.services);
const dockerfile = readFileSync('deploy/Dockerfile', 'utf8');
const settings = new Set<string>(SETTINGS.flatMap(({ type }) => Object.values(type.shape).map(({ env }) => env)));
const simulator = readFileSync('apps/simulator/src/settings.ts', 'utf8');

const ASKED_FOR = /^\$\{STACK_[A-Z_]+:\?.+\}$/;

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
      ['api', 'migrate', 'postgres', 'redis', 'simulator', 'worker'].toSorted(),
    );
  });

  it.each(services)('%s passes only settings that exist', (_name, { environment }) => {
    expect(Object.keys(environment).filter((name) => !isSetting(name))).toEqual([]);
  });

  it.each(services)('%s holds no secret of its own', (_name, { environment }) => {
    expect(secretsIn(environment).filter((value) => !ASKED_FOR.test(value))).toEqual([]);
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

  // migrate runs once and ends; its exit code is its health.
  it.each(services.filter(([name]) => name !== 'migrate'))('%s is watched', (_name, { healthcheck }) => {
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
    expect(started).toHaveLength(4);
    const sources = started.map((file) => file.replace(/^dist\//, '').replace(/\.js$/, '.ts'));
    expect(sources.filter((source) => !existsSync(source))).toEqual([]);
  });
});
