import { Injectable } from '@nestjs/common';
import { sandboxConnection, type Connection, type PlatformAuthentication } from '@onefacture/adapters';
import { DirectorySettings, SandboxSettings, type Secret } from '@onefacture/config';
import { sourceScope, type DirectorySource } from './directory-source.js';

/** The directories of the installation belong to nobody: circuits, logins and answers are shared. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
/** The provider that speaks the standard, whoever runs the service. */
const STANDARD = 'xp-z12-013';

/** The directories that organisations without one of their own are served by, from the settings. */
@Injectable()
export class InstallationDirectories {
  constructor(
    private readonly settings: DirectorySettings,
    private readonly sandbox: SandboxSettings,
  ) {}

  /** In the order they are asked. A test organisation has that of the sandbox and no other. */
  sources(mode: 'test' | 'live'): DirectorySource[] {
    if (mode === 'test') {
      const connection = sandboxConnection(this.sandbox, { organization_id: NOBODY, connection_id: NOBODY });
      return [{ scope: this.sandboxScope(), open: async () => connection }];
    }
    const { settings } = this;
    return [
      directoryOf(settings.baseUrl, {
        token: settings.token,
        tokenUrl: settings.tokenUrl,
        clientId: settings.clientId,
        clientSecret: settings.clientSecret,
      }),
      directoryOf(settings.fallbackBaseUrl, {
        token: settings.fallbackToken,
        tokenUrl: settings.fallbackTokenUrl,
        clientId: settings.fallbackClientId,
        clientSecret: settings.fallbackClientSecret,
      }),
    ].filter((source) => source !== undefined);
  }

  /** The scope of the sandbox, which answers every test organisation alike. */
  sandboxScope(): string {
    return sourceScope('sandbox', this.sandbox.baseUrl);
  }
}

interface Account {
  readonly token: Secret | undefined;
  readonly tokenUrl: string | undefined;
  readonly clientId: string | undefined;
  readonly clientSecret: Secret | undefined;
}

function directoryOf(baseUrl: string | undefined, account: Account): DirectorySource | undefined {
  const authentication = authenticationOf(account);
  if (baseUrl === undefined || authentication === undefined) return undefined;
  const connection: Connection = {
    organization_id: NOBODY,
    connection_id: NOBODY,
    platform: STANDARD,
    base_url: baseUrl,
    directory_base_url: baseUrl,
    authentication,
    account: 'installation',
  };
  return { scope: sourceScope('installation', baseUrl), open: async () => connection };
}

function authenticationOf({ token, tokenUrl, clientId, clientSecret }: Account): PlatformAuthentication | undefined {
  if (token !== undefined) return { kind: 'bearer', token };
  if (tokenUrl === undefined || clientId === undefined || clientSecret === undefined) return undefined;
  return { kind: 'client_credentials', token_url: tokenUrl, client_id: clientId, client_secret: clientSecret };
}
