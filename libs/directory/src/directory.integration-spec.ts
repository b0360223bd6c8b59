import { randomUUID } from 'node:crypto';
import { PlatformFault, type Connection, type DirectoryAnswer, type PlatformGateway } from '@onefacture/adapters';
import { DirectorySettings, RedisSettings, SandboxSettings } from '@onefacture/config';
import { connectRedis, waitUntilReady, type Redis } from '@onefacture/redis';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { HeldClock } from '../../../test/services/held-clock.js';
import { DirectoryService } from './directory.service.js';
import type { DirectorySource } from './directory-source.js';
import { InstallationDirectories } from './installation-directories.js';
import { KeptAnswers } from './kept-answers.js';

const HOUR = 3_600_000;
const query = { siren: '732829320' } as const;
const LISTED: DirectoryAnswer = {
  lines: [{ address: '732829320', siren: '732829320', status: 'enabled', via: 'platform' }],
  complete: true,
};
const NOT_LISTED: DirectoryAnswer = { lines: [], complete: true };

let redis: Redis;
let clock: HeldClock;
/** What each directory answers, by scope; and which were asked, in order. */
let answers: Map<string, () => DirectoryAnswer | Promise<DirectoryAnswer>>;
let asked: string[];

beforeAll(async () => {
  redis = connectRedis(RedisSettings.from({ ONEFACTURE_REDIS_ADDR: process.env['ONEFACTURE_REDIS_ADDR'] }), 'commands');
  await waitUntilReady(redis, 10_000);
});
afterAll(() => redis.disconnect());
beforeEach(() => {
  clock = new HeldClock();
  answers = new Map();
  asked = [];
});

const down = (): never => {
  throw new PlatformFault('server_error', { platform: 'x', sent: 'maybe', detail: 'It is down.' });
};
const never = () => new Promise<DirectoryAnswer>(() => undefined);
const connection = (scope: string) => ({ connection_id: scope }) as Connection;
const source = (scope = randomUUID()): DirectorySource => ({ scope, open: async () => connection(scope) });
const sourceThat = (answer: () => DirectoryAnswer | Promise<DirectoryAnswer>): DirectorySource => {
  const one = source();
  answers.set(one.scope, answer);
  return one;
};

/** Another process of the fleet each time. */
function service(settings: Record<string, string> = {}): DirectoryService {
  const all = DirectorySettings.from(settings);
  const gateway = {
    lookUp: async ({ connection_id: scope }: Connection, _query: object, { signal }: { signal: AbortSignal }) => {
      asked.push(scope);
      const cut = new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () =>
          reject(new PlatformFault('timeout', { platform: 'x', sent: 'maybe', detail: 'late' })),
        );
      });
      // It may fail long after the answer came.
      cut.catch(() => undefined);
      return Promise.race([(answers.get(scope) ?? down)(), cut]);
    },
  };
  return new DirectoryService(gateway as unknown as PlatformGateway, new KeptAnswers(redis, all, clock), all);
}

const directories = (environment: Record<string, string>) =>
  new InstallationDirectories(
    DirectorySettings.from(environment),
    SandboxSettings.from({ ONEFACTURE_SANDBOX_BASE_URL: 'http://localhost:8090' }),
  );
const opened = (sources: DirectorySource[]) => Promise.all(sources.map((one) => one.open()));

describe('a lookup', () => {
  it('asks once, and tells what is kept to the whole fleet', async () => {
    const one = sourceThat(() => LISTED);
    const at = clock.now();
    expect(await service().lookUp(query, [one])).toMatchObject({
      ...{ query, reachable: 'yes', via: 'platform', complete: true, stale: false, lines: LISTED.lines, checkedAt: at },
    });
    clock.pass(23 * HOUR);
    expect(await service().lookUp(query, [one])).toMatchObject({ reachable: 'yes', stale: false, checkedAt: at });
    expect(asked).toHaveLength(1);
    clock.pass(2 * HOUR);
    expect(await service().lookUp(query, [one])).toMatchObject({ checkedAt: clock.now() });
    expect(asked).toHaveLength(2);
  });

  it('believes for a quarter of an hour only that somebody is not listed', async () => {
    const one = sourceThat(() => NOT_LISTED);
    expect(await service().lookUp(query, [one])).toMatchObject({ reachable: 'no', lines: [] });
    clock.pass(0.2 * HOUR);
    await service().lookUp(query, [one]);
    expect(asked).toHaveLength(1);
    clock.pass(0.1 * HOUR);
    answers.set(one.scope, () => LISTED);
    expect(await service().lookUp(query, [one])).toMatchObject({ reachable: 'yes' });
  });

  it('is one call for all who ask the same at the same time', async () => {
    const one = sourceThat(() => LISTED);
    const here = service();
    const found = await Promise.all(Array.from({ length: 20 }, () => here.lookUp(query, [one])));
    expect(found.map(({ reachable }) => reachable)).toEqual(Array.from({ length: 20 }, () => 'yes'));
    await Promise.all([here.lookUp({ siren: '552120222' }, [one]), here.lookUp({ siret: '73282932000074' }, [one])]);
    expect(asked).toHaveLength(3);
  });

  it('goes to the next directory when the first is down, and keeps what that says', async () => {
    const [first, second] = [sourceThat(down), sourceThat(() => LISTED)];
    expect(await service().lookUp(query, [first, second])).toMatchObject({ reachable: 'yes', stale: false });
    await service().lookUp(query, [first, second]);
    expect(asked).toEqual([first.scope, second.scope, first.scope]);
  });

  it('gives a first directory that hangs only a part of the time', async () => {
    const [first, second] = [sourceThat(never), sourceThat(() => LISTED)];
    const here = service({ ONEFACTURE_DIRECTORY_DEADLINE: '500ms' });
    expect(await here.lookUp(query, [first, second])).toMatchObject({ reachable: 'yes' });
  });

  it('tells an old answer as such while nobody answers, for a week', async () => {
    const one = sourceThat(() => LISTED);
    const at = clock.now();
    await service().lookUp(query, [one]);
    answers.set(one.scope, down);
    clock.pass(6 * 24 * HOUR);
    expect(await service().lookUp(query, [one])).toMatchObject({ reachable: 'yes', stale: true, checkedAt: at });
    clock.pass(2 * 24 * HOUR);
    await expect(service().lookUp(query, [one])).rejects.toMatchObject({
      code: 'directory.unavailable',
      options: { retryAfterSeconds: 30 },
    });
  });

  it('leaves a caller who cannot wait, with what is kept if there is something, and goes on', async () => {
    const one = sourceThat(() => LISTED);
    const here = service();
    let end: ((answer: DirectoryAnswer) => void) | undefined;
    answers.set(one.scope, () => new Promise((resolve) => (end = resolve)));
    await expect(here.lookUp(query, [one], 20)).rejects.toMatchObject({ code: 'directory.unavailable' });
    end?.(LISTED);
    await vi.waitFor(async () => expect(await here.known(query, [one])).toMatchObject({ reachable: 'yes' }));
    clock.pass(25 * HOUR);
    answers.set(one.scope, never);
    expect(await here.lookUp(query, [one], 20)).toMatchObject({ reachable: 'yes', stale: true });
  });

  it('keeps the answer of a group, and nothing that another program left there', async () => {
    const lines = Array.from({ length: 900 }, (_, index) => ({
      ...{ address: `732829320_CODE${index}`, siren: '732829320', suffix: `CODE${index}` },
      ...({ status: 'enabled', via: 'platform' } as const),
    }));
    const one = sourceThat(() => ({ lines, complete: true }));
    await service().lookUp(query, [one]);
    expect((await service().lookUp(query, [one])).lines).toEqual(lines);
    expect(asked).toHaveLength(1);
    await redis.set(`ofx:{directory}:entry:${one.scope}:siren:732829320`, '{"lines":1}');
    await service().lookUp(query, [one]);
    await redis.set(`ofx:{directory}:entry:${one.scope}:siren:732829320`, 'not even that');
    await service().lookUp(query, [one]);
    expect(asked).toHaveLength(3);
  });

  it('says what to do where there is no directory', async () => {
    await expect(service().lookUp(query, [])).rejects.toMatchObject({
      code: 'directory.unavailable',
      message: 'No directory serves this organisation.',
    });
  });
});

describe('what is known without asking', () => {
  it('is what is still believed, and nothing else', async () => {
    const one = sourceThat(() => LISTED);
    expect(await service().known(query, [one])).toBeUndefined();
    await service().lookUp(query, [one]);
    expect(await service().known(query, [source(), one])).toMatchObject({ reachable: 'yes', stale: false });
    clock.pass(25 * HOUR);
    expect(await service().known(query, [one])).toBeUndefined();
    expect(asked).toHaveLength(1);
  });
});

describe('the directories of the installation', () => {
  it('are the first and its fallback, for live organisations', async () => {
    const settings = {
      ONEFACTURE_DIRECTORY_BASE_URL: 'https://one.example/directory',
      ONEFACTURE_DIRECTORY_TOKEN: 'secret',
      ONEFACTURE_DIRECTORY_FALLBACK_BASE_URL: 'https://two.example/directory',
      ONEFACTURE_DIRECTORY_FALLBACK_TOKEN_URL: 'https://two.example/token',
      ONEFACTURE_DIRECTORY_FALLBACK_CLIENT_ID: 'us',
      ONEFACTURE_DIRECTORY_FALLBACK_CLIENT_SECRET: 'secret',
    };
    expect(await opened(directories(settings).sources('live'))).toMatchObject([
      {
        platform: 'xp-z12-013',
        directory_base_url: 'https://one.example/directory',
        authentication: { kind: 'bearer' },
      },
      {
        directory_base_url: 'https://two.example/directory',
        authentication: { kind: 'client_credentials', token_url: 'https://two.example/token', client_id: 'us' },
      },
    ]);
    expect(directories({}).sources('live')).toEqual([]);
  });

  it('is the sandbox, and no other, for test organisations', async () => {
    const [only, ...others] = await opened(
      directories({ ONEFACTURE_DIRECTORY_BASE_URL: 'https://one.example', ONEFACTURE_DIRECTORY_TOKEN: 'x' }).sources(
        'test',
      ),
    );
    expect(only).toMatchObject({ platform: 'sandbox', directory_base_url: 'http://localhost:8090/directory-service' });
    expect(others).toEqual([]);
  });

  it('are not half configured', () => {
    expect(() => DirectorySettings.from({ ONEFACTURE_DIRECTORY_BASE_URL: 'https://one.example' })).toThrow(
      /ONEFACTURE_DIRECTORY_TOKEN/,
    );
  });
});
