import { Injectable } from '@nestjs/common';
import { accountNeeds, PlatformGateway } from '@onefacture/adapters';
import { Database, type OrganisationTransaction } from '@onefacture/database';
import { InstallationDirectories, sourceScope, type DirectorySource } from '@onefacture/directory';
import { z } from 'zod';
import type { ConnectionEntity } from '../connections/connection.entity.js';
import { ConnectionRepository } from '../connections/connection.repository.js';
import { ConnectionsService } from '../connections/connections.service.js';
import { directoryUrlOf, StoredSettings } from '../connections/stored-settings.js';
import { abilitiesOf } from './platform-abilities.js';

const SANDBOX = 'sandbox';

/** Which directories an organisation is served by: those of its own connections, then the installation's. */
@Injectable()
export class DirectorySources {
  constructor(
    private readonly database: Database,
    private readonly connections: ConnectionsService,
    private readonly installation: InstallationDirectories,
    private readonly gateway: PlatformGateway,
  ) {}

  async of(organizationId: string): Promise<DirectorySource[]> {
    return this.database.inOrganisation(organizationId, (tx) => this.read(tx));
  }

  /** @param connections of the organisation, where they are at hand */
  async read(tx: OrganisationTransaction, connections?: readonly ConnectionEntity[]): Promise<DirectorySource[]> {
    const rows = connections ?? (await new ConnectionRepository(tx).list());
    const own = rows
      .filter((row) => row.enabled && this.offers(row))
      .toSorted((one, other) => Number(other.isDefault) - Number(one.isDefault))
      .map((row) => this.sourceOf(row));
    return unique([...own, ...this.installation.sources(await this.modeOf(tx, rows))]);
  }

  /** Only test organisations are connected to the sandbox, and to nothing else. */
  private async modeOf(tx: OrganisationTransaction, [first]: readonly ConnectionEntity[]): Promise<'test' | 'live'> {
    if (first) return first.platform === SANDBOX ? 'test' : 'live';
    const rows = await tx.manager.query('SELECT mode FROM organizations WHERE id = $1', [tx.organizationId]);
    return Modes.parse(rows)[0].mode;
  }

  /** Only directories of the standard: Chorus Pro knows public bodies alone and says nothing of anybody else. */
  private offers({ platform, settings }: ConnectionEntity): boolean {
    if (abilitiesOf(this.gateway, platform)?.directory !== true) return false;
    return platform === SANDBOX || directoryUrl(platform, settings) !== undefined;
  }

  /** What a connection of the caller's own says is believed for nobody else. */
  private sourceOf(row: ConnectionEntity): DirectorySource {
    const scope =
      row.platform === SANDBOX
        ? this.installation.sandboxScope()
        : sourceScope(row.organizationId, row.id, directoryUrl(row.platform, row.settings) ?? '');
    return { scope, open: async () => this.connections.open(row) };
  }
}

const directoryUrl = (platform: string, stored: unknown): string | undefined =>
  directoryUrlOf(StoredSettings.safeParse(stored).data ?? {}, accountNeeds(platform));

const unique = (sources: readonly DirectorySource[]): DirectorySource[] =>
  [...new Map(sources.toReversed().map((one) => [one.scope, one])).values()].toReversed();

const Modes = z.tuple([z.object({ mode: z.enum(['test', 'live']) })]);
