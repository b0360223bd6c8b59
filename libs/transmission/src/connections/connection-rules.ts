import { Injectable } from '@nestjs/common';
import { accountNeeds, PlatformRegistry } from '@onefacture/adapters';
import { AppError, type FieldFault } from '@onefacture/errors';
import type { ConnectionBody } from './connection-body.js';
import type { ConnectionEntity } from './connection.entity.js';
import { kindOf, type ConnectionSecretValues } from './connection-secrets.js';
import { ConnectionsService } from './connections.service.js';
import { heldOf, StoredSettings } from './stored-settings.js';

const SANDBOX = 'sandbox';
/** What an account of the installation says by itself: never sent to an address of the caller's. */
const OWN_ACCOUNT_ONLY = [
  'base_url',
  'directory_base_url',
  'token_url',
  'organization_header',
  'technical_account',
  'headers',
] as const;
/** Secrets that each request carries; the callback secret is only compared with. */
const SENT = ['credentials', 'technical_account', 'headers'] as const;

const fault = (field: string, code: FieldFault['code'], message: string): FieldFault => ({ field, code, message });

/** What a platform needs of a connection, and what may not be said of it. */
@Injectable()
export class ConnectionRules {
  constructor(
    private readonly registry: PlatformRegistry,
    private readonly connections: ConnectionsService,
  ) {}

  /** @throws AppError request.invalid for an unknown platform, or one that this mode does not reach */
  assertPlatform({ platform, syntax }: ConnectionBody, mode: 'test' | 'live'): void {
    if (!this.registry.has(platform)) {
      const known = this.registry.all().map(({ name }) => name);
      refuse(fault('platform', 'UNKNOWN', `is none we speak to; known are ${known.join(', ')}`));
    }
    const { capabilities } = this.registry.get(platform);
    if (mode === 'test' && !capabilities.sandbox) {
      refuse(fault('platform', 'INVALID', `must be ${SANDBOX}: a test organisation reaches no other platform`));
    }
    if (mode === 'live' && capabilities.sandbox) {
      refuse(fault('platform', 'INVALID', 'must not be the sandbox: what is sent there has no effect; use a test key'));
    }
    if (syntax !== undefined && !capabilities.submit_formats.includes(syntax)) {
      const taken = capabilities.submit_formats.join(', ');
      refuse(fault('syntax', 'INVALID', `is not sent to ${platform}, which takes ${taken}`));
    }
  }

  /** What a connection is sent when nothing is said. */
  usualSyntax(platform: string): string {
    const formats = this.registry.get(platform).capabilities.submit_formats.filter((one) => one !== 'CDAR');
    return formats.includes('Factur-X') ? 'Factur-X' : (formats[0] ?? 'Factur-X');
  }

  /** @throws AppError request.invalid that names everything the platform needs and the connection lacks */
  assertComplete(wanted: ConnectionBody, values: ConnectionSecretValues): void {
    refuse(...(values.credentials ? ownFaults(wanted, values) : this.installationFaults(wanted)));
  }

  /**
   * The platform stays, one connection stays the default, and secrets do not follow to another address.
   * @throws AppError request.invalid
   */
  assertReplaceable(before: ConnectionEntity, wanted: ConnectionBody): void {
    if (wanted.platform !== before.platform) {
      refuse(fault('platform', 'MISMATCH', `is ${before.platform} and stays so: make another connection`));
    }
    if (before.isDefault && wanted.is_default === false) {
      refuse(fault('is_default', 'INVALID', 'cannot be taken back: make another connection the default instead'));
    }
    const settings = StoredSettings.parse(before.settings);
    const needs = accountNeeds(before.platform);
    const moved = (['base_url', 'token_url', 'directory_base_url'] as const).find(
      (member) => originOf(settings[member] ?? needs[member]) !== originOf(wanted[member] ?? needs[member]),
    );
    if (moved === undefined) return;
    const held = heldOf(settings);
    const silent = SENT.filter((name) => {
      const has = name === 'headers' ? held.headers.length > 0 : Boolean(held[name]);
      return has && wanted[name] === undefined;
    });
    refuse(...silent.map((name) => fault(name, 'REQUIRED', `must be given again with another ${moved}, or as null`)));
  }

  private installationFaults(wanted: ConnectionBody): FieldFault[] {
    const { platform } = wanted;
    if (!this.connections.hasInstallationAccount(platform))
      return [credentialsFault(platform, 'REQUIRED', 'is required')];
    return OWN_ACCOUNT_ONLY.filter((field) => wanted[field] !== undefined && wanted[field] !== null).map((field) =>
      fault(
        field,
        'INVALID',
        'goes with credentials of your own only: without them the installation’s account is used',
      ),
    );
  }
}

function* missing(wanted: ConnectionBody, values: ConnectionSecretValues): Generator<FieldFault> {
  const { platform, base_url, token_url } = wanted;
  const needs = accountNeeds(platform);
  const kind = values.credentials && kindOf(values.credentials);
  if (kind && !needs.credentials.includes(kind))
    yield credentialsFault(platform, 'INVALID', 'is not of the right kind');
  if (base_url === undefined && needs.base_url === undefined) {
    yield fault('base_url', 'REQUIRED', `is required: where ${platform} is, is not known`);
  }
  if (kind === 'client_credentials' && token_url === undefined && needs.token_url === undefined) {
    yield fault('token_url', 'REQUIRED', 'is required with client_id and client_secret');
  }
  if (needs.technical_account && !values.technical_account) {
    yield fault('technical_account', 'REQUIRED', `is required by ${platform}: login and password`);
  }
}

const ownFaults = (wanted: ConnectionBody, values: ConnectionSecretValues) =>
  wanted.platform === SANDBOX
    ? [fault('credentials', 'INVALID', 'is not taken for the sandbox, which has an account for everybody')]
    : [...missing(wanted, values)];

const FORMS = {
  client_credentials: '{client_id, client_secret}',
  bearer: '{token}',
  authorization: '{authorization}',
} as const;

function credentialsFault(platform: string, code: FieldFault['code'], problem: string): FieldFault {
  const forms = accountNeeds(platform).credentials.map((kind) => FORMS[kind]);
  return fault('credentials', code, `${problem}: ${platform} takes ${forms.join(' or ')}`);
}

const originOf = (url: string | undefined): string => (url === undefined ? '' : new URL(url).origin);

function refuse(...errors: readonly FieldFault[]): void {
  const [first] = errors;
  if (first) throw new AppError('request.invalid', { detail: `${first.field} ${first.message}.`, errors: [...errors] });
}
