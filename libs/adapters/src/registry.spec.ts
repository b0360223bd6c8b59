import 'reflect-metadata';
import { Test } from '@nestjs/testing';
import { loadSettings, PlatformSettings, SandboxSettings, Secret } from '@onefacture/config';
import { describe, expect, it } from 'vitest';
import { AdaptersModule } from './adapters.module.js';
import { PlatformGateway } from './platform-gateway.js';
import { XpZ12013Adapter } from './providers/xp-z12-013/xp-z12-013.adapter.js';
import { builtInPlatforms, PlatformRegistry } from './registry.js';
import { configuredConnection, sandboxConnection } from './settings-connections.js';

const owner = { organization_id: 'o', connection_id: 'c' };

const platformsWith = (more: Record<string, string>) =>
  loadSettings({
    ONEFACTURE_ENV: 'development',
    ONEFACTURE_DB_DSN: 'postgres://localhost/x',
    ...more,
  }).get(PlatformSettings);

describe('PlatformRegistry', () => {
  it('holds the built-in platforms and says what is proven', () => {
    const registry = new PlatformRegistry(builtInPlatforms());
    expect(registry.all().map(({ name, capabilities }) => [name, capabilities.sandbox, capabilities.verified])).toEqual(
      [
        ['sandbox', true, true],
        ['xp-z12-013', false, false],
        ['docaposte', false, false],
        ['cegid', false, false],
        ['superpdp', false, false],
        ['esalink', false, false],
        ['chorus', false, false],
        ['pennylane', false, false],
        ['qonto', false, false],
      ],
    );
    expect(registry.get('cegid').name).toBe('cegid');
    expect([registry.has('cegid'), registry.has('nobody')]).toEqual([true, false]);
  });

  it('refuses a doubled name, a malformed name and an unknown one', () => {
    const [first] = builtInPlatforms();
    expect(() => new PlatformRegistry([first!, first!])).toThrow('Two platforms are called sandbox.');
    expect(() => new PlatformRegistry([new XpZ12013Adapter({ name: 'Caps!' })])).toThrow(
      'Caps! is no name for a platform.',
    );
    expect(() => new PlatformRegistry(builtInPlatforms()).get('nobody')).toThrow('There is no platform called nobody');
  });
});

const compile = (required: string[]): Promise<PlatformGateway> =>
  Test.createTestingModule({ imports: [AdaptersModule.forRootAsync({ useFactory: () => ({ required }) })] })
    .compile()
    .then((module) => module.get(PlatformGateway));

describe('AdaptersModule', () => {
  it('provides the gateway', async () => {
    expect((await compile(['sandbox'])).capabilities('sandbox').verified).toBe(true);
  });

  it('does not boot when settings name a platform that is not there', async () => {
    await expect(compile(['nobody'])).rejects.toThrow('There is no platform called nobody');
  });
});

describe('connections out of settings', () => {
  const settings = loadSettings({
    ONEFACTURE_ENV: 'development',
    ONEFACTURE_DB_DSN: 'postgres://localhost/x',
    ONEFACTURE_SANDBOX_BASE_URL: 'http://127.0.0.1:9/',
    ONEFACTURE_CEGID_BASE_URL: 'https://cegid.example/flow-service',
    ONEFACTURE_CEGID_API_KEY: 'cegid-key',
  });
  const CHORUS = {
    ONEFACTURE_CHORUS_BASE_URL: 'https://sandbox-api.piste.gouv.fr/cpro/',
    ONEFACTURE_CHORUS_CLIENT_ID: 'piste-id',
    ONEFACTURE_CHORUS_CLIENT_SECRET: 'piste-secret',
    ONEFACTURE_CHORUS_TECHNICAL_LOGIN: 'TECH_1@cpro.fr',
    ONEFACTURE_CHORUS_TECHNICAL_PASSWORD: 'tech-password',
  };
  it('the sandbox tells organisations apart by header', () => {
    const connection = sandboxConnection(settings.get(SandboxSettings), owner);
    expect(connection).toMatchObject({
      platform: 'sandbox',
      base_url: 'http://127.0.0.1:9/flow-service',
      directory_base_url: 'http://127.0.0.1:9/directory-service',
      authentication: { kind: 'client_credentials', token_url: 'http://127.0.0.1:9/oauth2/token' },
      organization_header: 'o',
    });
    expect(JSON.stringify(connection)).not.toContain('sandbox-secret');
  });

  it('a platform with address and key gives a bearer connection, one without gives none', () => {
    const platforms = settings.get(PlatformSettings);
    expect(configuredConnection('docaposte', platforms, owner)).toBeNull();
    const connection = configuredConnection('cegid', platforms, owner);
    expect(connection).toMatchObject({ platform: 'cegid', base_url: 'https://cegid.example/flow-service' });
    const { authentication } = connection!;
    expect(
      authentication.kind === 'bearer' && authentication.token instanceof Secret && authentication.token.reveal(),
    ).toBe('cegid-key');
  });

  it.each(['DOCAPOSTE', 'CEGID', 'PENNYLANE', 'QONTO'])(
    'ONEFACTURE_%s_API_KEY and its BASE_URL make an account',
    (platform) => {
      const [key, url] = [`ONEFACTURE_${platform}_API_KEY`, `ONEFACTURE_${platform}_BASE_URL`];
      const made = platformsWith({ [key]: 'token', [url]: 'https://platform.example/' });
      const name = platform.toLowerCase();
      expect(configuredConnection(name, made, owner)).toMatchObject({
        ...{ platform: name, base_url: 'https://platform.example' },
        authentication: { kind: 'bearer' },
      });
      expect(configuredConnection(name, platformsWith({ [url]: 'https://platform.example/' }), owner)).toBeNull();
    },
  );

  it('Chorus Pro wants the pair of PISTE in the form, a scope, and its technical account', () => {
    const connection = configuredConnection('chorus', platformsWith(CHORUS), owner);
    expect(connection).toMatchObject({
      platform: 'chorus',
      base_url: 'https://sandbox-api.piste.gouv.fr/cpro',
      authentication: {
        kind: 'client_credentials',
        token_url: 'https://oauth.piste.gouv.fr/api/oauth/token',
        client_id: 'piste-id',
        sent_in: 'body',
        scope: 'openid',
      },
      technical_account: { login: 'TECH_1@cpro.fr' },
    });
    expect(connection?.technical_account?.password.reveal()).toBe('tech-password');
    const sandbox = { ...CHORUS, ONEFACTURE_CHORUS_TOKEN_URL: 'https://sandbox-oauth.piste.gouv.fr/api/oauth/token' };
    expect(configuredConnection('chorus', platformsWith(sandbox), owner)?.authentication).toMatchObject({
      token_url: 'https://sandbox-oauth.piste.gouv.fr/api/oauth/token',
    });
  });

  it.each(Object.keys(CHORUS))('Chorus Pro is off without %s', (name) => {
    const some = Object.fromEntries(Object.entries(CHORUS).filter(([key]) => key !== name));
    expect(configuredConnection('chorus', platformsWith(some), owner)).toBeNull();
  });

  it('Pennylane and Qonto have public addresses, so a key is enough', () => {
    const pennylane = configuredConnection(
      'pennylane',
      platformsWith({ ONEFACTURE_PENNYLANE_API_KEY: 'token' }),
      owner,
    );
    expect(pennylane).toMatchObject({
      platform: 'pennylane',
      base_url: 'https://app.pennylane.com/api/external/v2',
      authentication: { kind: 'bearer' },
    });
    const keys = { ONEFACTURE_QONTO_API_KEY: 'acme-1234:s3cret', ONEFACTURE_QONTO_BASE_URL: 'https://qonto.example' };
    const qonto = configuredConnection('qonto', platformsWith(keys), owner);
    expect(qonto).toMatchObject({ base_url: 'https://qonto.example', authentication: { kind: 'authorization' } });
    const { authentication } = qonto!;
    expect(authentication.kind === 'authorization' && authentication.value.reveal()).toBe('acme-1234:s3cret');
    expect(configuredConnection('qonto', platformsWith({ ONEFACTURE_QONTO_API_KEY: 'a-token' }), owner)).toMatchObject({
      base_url: 'https://thirdparty.qonto.com/v2',
      authentication: { kind: 'bearer' },
    });
    for (const platform of ['pennylane', 'qonto']) {
      expect(configuredConnection(platform, platformsWith({}), owner)).toBeNull();
    }
  });

  it('a platform that has no settings has no account', () => {
    expect(configuredConnection('nobody', platformsWith(CHORUS), owner)).toBeNull();
    expect(configuredConnection('constructor', platformsWith(CHORUS), owner)).toBeNull();
  });
});
