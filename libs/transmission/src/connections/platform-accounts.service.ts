import { Injectable } from '@nestjs/common';
import { PlatformGateway } from '@onefacture/adapters';
import { CallSettings } from '@onefacture/config';
import { Database, recordAudit, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { Clock } from '@onefacture/observability';
import { uuidv7 } from 'uuidv7';
import { pollBy } from '../track/polling.js';
import type { ConnectionBody } from './connection-body.js';
import type { ConnectionEntity } from './connection.entity.js';
import { ConnectionRepository } from './connection.repository.js';
import { ConnectionRules } from './connection-rules.js';
import { ConnectionSecrets, ConnectionSecretValues, heldSecrets } from './connection-secrets.js';
import { ConnectionsService } from './connections.service.js';
import { keptSubscription } from './kept-subscription.js';
import { PlatformTargets } from './platform-targets.js';
import { heldOf, StoredSettings } from './stored-settings.js';

/** Who changes a connection. */
export interface ConnectionActor {
  /** As in the audit trail. */
  readonly actor: string;
  /** A test organisation reaches the sandbox only, a live one everything else. */
  readonly mode: 'test' | 'live';
}

/** What a connection said when it was tried. */
export interface ConnectionCheck {
  readonly ok: boolean;
  readonly error?: { readonly code: string; readonly message: string };
  readonly durationMs: number;
}

/** The accounts of an organisation at platforms, as it manages them. Secrets go in and never come out. */
@Injectable()
export class PlatformAccountsService {
  constructor(
    private readonly database: Database,
    private readonly connections: ConnectionsService,
    private readonly rules: ConnectionRules,
    private readonly secrets: ConnectionSecrets,
    private readonly targets: PlatformTargets,
    private readonly gateway: PlatformGateway,
    private readonly calls: CallSettings,
    private readonly clock: Clock,
  ) {}

  /**
   * Judges what can be judged without the stored connection, addresses by name among it; before the transaction.
   * @throws AppError request.invalid
   */
  async assertAcceptable(wanted: ConnectionBody, { mode }: ConnectionActor): Promise<void> {
    this.rules.assertPlatform(wanted, mode);
    await this.targets.assertAllowed(wanted);
  }

  /** @throws AppError request.invalid for what the platform needs and the body lacks */
  async create(tx: OrganisationTransaction, { actor }: ConnectionActor, wanted: ConnectionBody) {
    const repository = new ConnectionRepository(tx);
    await repository.lockAll();
    const others = await repository.list();
    const blank: ConnectionEntity = {
      ...{ organizationId: tx.organizationId, id: uuidv7(), name: '', platform: wanted.platform, syntax: '' },
      ...{ settings: {}, credentials: null, credentialsSetAt: null, isDefault: others.length === 0, enabled: true },
      ...{ cursor: null, pollNumber: 0, pollDueAt: null, pollLeaseUntil: null, lastError: null },
      ...{ createdAt: this.clock.now(), updatedAt: this.clock.now() },
    };
    const row = await this.changed(blank, wanted);
    if (row.isDefault) await repository.soleDefault(row.id);
    await repository.insert(row);
    await this.readInbox(tx, row);
    await this.audit(tx, actor, 'create', row);
    return row;
  }

  /** What came in is looked for at once, and from then on by the polls themselves. */
  private async readInbox(tx: OrganisationTransaction, { id, platform, enabled }: ConnectionEntity): Promise<void> {
    if (enabled && this.gateway.capabilities(platform).inbox) await pollBy(tx, id, this.clock.now());
  }

  /** Newest first, from below `before`. */
  async page(tx: OrganisationTransaction, limit: number, before: string | undefined): Promise<ConnectionEntity[]> {
    return new ConnectionRepository(tx).page(limit, before);
  }

  /** @throws AppError request.not_found */
  async get(tx: OrganisationTransaction, id: string): Promise<ConnectionEntity> {
    return found(await new ConnectionRepository(tx).find(id), id);
  }

  /**
   * Replaces all but the platform; secrets that are left out stay.
   * @throws AppError request.not_found, request.invalid
   */
  async replace(tx: OrganisationTransaction, { actor }: ConnectionActor, id: string, wanted: ConnectionBody) {
    const repository = new ConnectionRepository(tx);
    await repository.lockAll();
    const before = found(await repository.lock(id), id);
    this.rules.assertReplaceable(before, wanted);
    const row = await this.changed(before, wanted);
    if (row.isDefault) await repository.soleDefault(id);
    await repository.save(row);
    await this.readInbox(tx, row);
    await this.audit(tx, actor, 'update', row);
    return row;
  }

  /** @throws AppError request.not_found, connection.in_use */
  async remove(tx: OrganisationTransaction, { actor }: ConnectionActor, id: string): Promise<void> {
    const repository = new ConnectionRepository(tx);
    await repository.lockAll();
    const row = found(await repository.lock(id), id);
    const open = await repository.countOpenWork(id);
    if (open > 0) throw inUse(`${open} submissions or messages are under way on it: disable it and wait for them.`);
    if (row.isDefault && (await repository.list()).length > 1) {
      throw inUse('It is the default and there are others: make one of them the default first.');
    }
    await repository.remove(id);
    await this.audit(tx, actor, 'delete', row);
  }

  /**
   * Asks the platform now whether it is up.
   * @throws AppError request.not_found
   */
  async check(organizationId: string, id: string): Promise<ConnectionCheck> {
    const row = await this.database.inOrganisation(organizationId, (tx) => this.get(tx, id));
    const startedAt = performance.now();
    const error = await this.healthFault(row);
    const durationMs = Math.round(performance.now() - startedAt);
    return { ok: error === undefined, ...(error ? { error } : {}), durationMs };
  }

  private async healthFault(row: ConnectionEntity): Promise<ConnectionCheck['error']> {
    try {
      const connection = await this.connections.open(row);
      await this.gateway.healthCheck(connection, { signal: AbortSignal.timeout(this.calls.deadlineMs) });
      return undefined;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { code: error.code, message: error.message };
    }
  }

  /** The row as the body wants it. @throws AppError request.invalid */
  private async changed(before: ConnectionEntity, wanted: ConnectionBody): Promise<ConnectionEntity> {
    const owner = { organization_id: before.organizationId, connection_id: before.id };
    const stored = await this.secrets.open(before.credentials, owner);
    const values = merged(stored, wanted);
    this.rules.assertComplete(wanted, values);
    const { base_url, directory_base_url, token_url, organization_header, rate_limit: limit } = wanted;
    const now = this.clock.now();
    const settings: StoredSettings = {
      ...{ base_url, directory_base_url, token_url, organization_header, held: heldSecrets(values) },
      ...(limit ? { rate: { requests: limit.requests, perMs: limit.per_seconds * 1_000 } } : {}),
      subscription: keptSubscription(StoredSettings.parse(before.settings), wanted, stored, values),
    };
    return {
      ...before,
      name: wanted.name,
      syntax: wanted.syntax ?? this.rules.usualSyntax(before.platform),
      settings,
      credentials: await this.secrets.seal(values, owner),
      credentialsSetAt: values.credentials ? (wanted.credentials ? now : before.credentialsSetAt) : null,
      isDefault: wanted.is_default ?? before.isDefault,
      enabled: wanted.enabled ?? true,
      updatedAt: now,
    };
  }

  private async audit(tx: OrganisationTransaction, actor: string, verb: string, row: ConnectionEntity): Promise<void> {
    const { id, platform, isDefault: is_default, enabled } = row;
    const { credentials } = heldOf(StoredSettings.parse(row.settings));
    const subject = { subjectType: 'platform_connection', subjectId: id };
    const details = { platform, is_default, enabled, credentials };
    await recordAudit(tx, { actor, action: `platform_connection.${verb}`, ...subject, details });
  }
}

/** The stored secrets with what the body says of them: what it leaves out stays, null goes. */
function merged(stored: ConnectionSecretValues, wanted: ConnectionBody): ConnectionSecretValues {
  const { credentials, technical_account, headers, callback_secret } = wanted;
  const said = { credentials, technical_account, headers, callback_secret };
  const given = Object.entries({ ...stored, ...definedOf(said) }).filter(([, value]) => value !== null);
  return ConnectionSecretValues.parse(Object.fromEntries(given));
}

const definedOf = (members: object) =>
  Object.fromEntries(Object.entries(members).filter(([, one]) => one !== undefined));

function found(row: ConnectionEntity | null, id: string): ConnectionEntity {
  if (row) return row;
  throw new AppError('request.not_found', { detail: `There is no platform connection ${id}.` });
}

const inUse = (detail: string) => new AppError('connection.in_use', { detail });
