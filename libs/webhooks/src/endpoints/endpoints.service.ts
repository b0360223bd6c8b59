import { Injectable } from '@nestjs/common';
import { recordAudit, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { Clock } from '@onefacture/observability';
import { OutgoingHttp } from '@onefacture/security';
import { uuidv7 } from 'uuidv7';
import { WELL } from './endpoint-health.js';
import { faultsOfEndpoint, readCertificate, type EndpointIn } from './endpoint-input.js';
import { EndpointVault } from './endpoint-vault.js';
import type { EndpointEntity } from './endpoint.entity.js';
import { EndpointRepository } from './endpoint.repository.js';

/** How many retired keys may still sign. */
const MOST_RETIRED = 10;
const DEFAULT_OVERLAP_SECONDS = 86_400;

/** How the keys of an endpoint are changed. */
export interface RotationIn {
  /** How long the old key goes on signing beside the new one; a day when left out. */
  readonly overlap_seconds?: number | undefined;
  /** The old key, and all retired before it, end at once. */
  readonly revoke?: boolean | undefined;
}

/** Endpoints of an organisation. The target is judged when it is stored and again at every call. */
@Injectable()
export class EndpointsService {
  constructor(
    private readonly vault: EndpointVault,
    private readonly http: OutgoingHttp,
    private readonly clock: Clock,
  ) {}

  /**
   * Registers an endpoint. The secret is returned here and never again.
   * @throws AppError webhook.target_refused, request.invalid with every fault
   */
  async create(tx: OrganisationTransaction, actor: string, wanted: EndpointIn) {
    await this.assertAcceptable(wanted);
    const place = { organizationId: tx.organizationId, id: uuidv7() };
    const now = this.clock.now();
    const { secret, stored } = await this.vault.makeKeys(place);
    const endpoint: EndpointEntity = {
      ...place,
      ...plainParts(wanted),
      ...stored,
      retiredKeys: [],
      headers: null,
      headerNames: [],
      clientCertificate: null,
      clientCertificateFacts: null,
      ...(await this.sealedParts(wanted, place)),
      enabled: wanted.enabled ?? true,
      disabledReason: null,
      ...WELL,
      createdAt: now,
      updatedAt: now,
    };
    await new EndpointRepository(tx).insert(endpoint);
    await recordAudit(tx, { actor, action: 'webhook.create', subjectType: 'webhook', subjectId: endpoint.id });
    return { endpoint, secret };
  }

  /** @throws AppError request.not_found */
  async get(tx: OrganisationTransaction, id: string): Promise<EndpointEntity> {
    return found(id, await new EndpointRepository(tx).find(id));
  }

  /**
   * Replaces what the customer says; the keys stay, and so do headers and client certificate when left out. Enabling
   * again forgets why it was disabled and what failed.
   * @throws AppError request.not_found, webhook.target_refused, request.invalid
   */
  async update(tx: OrganisationTransaction, actor: string, id: string, wanted: EndpointIn): Promise<EndpointEntity> {
    await this.assertAcceptable(wanted);
    const endpoints = new EndpointRepository(tx);
    const before = found(id, await endpoints.lock(id));
    if (before.clientCertificate && wanted.client_certificate === undefined && !/^https:/i.test(wanted.url)) {
      const message = 'stays and needs an https url; null removes it';
      throw new AppError('request.invalid', { errors: [{ field: 'client_certificate', code: 'INVALID', message }] });
    }
    const enabled = wanted.enabled ?? true;
    await endpoints.update(id, {
      ...plainParts(wanted),
      ...(await this.sealedParts(wanted, before)),
      enabled,
      disabledReason: enabled ? null : 'disabled by the customer',
      ...(enabled && (!before.enabled || wanted.url !== before.url) ? WELL : {}),
      updatedAt: this.clock.now(),
    });
    await recordAudit(tx, { actor, action: 'webhook.update', subjectType: 'webhook', subjectId: id });
    return this.get(tx, id);
  }

  /**
   * Gives an endpoint a new secret and key pair, which sign from now on; the old ones sign beside them until their end.
   * The secret is returned here and never again.
   * @throws AppError request.not_found, webhook.too_many_keys when ten retired ones still sign
   */
  async rotate(tx: OrganisationTransaction, actor: string, id: string, rotation: RotationIn) {
    const endpoints = new EndpointRepository(tx);
    const before = found(id, await endpoints.lock(id));
    const now = this.clock.now();
    const overlap = rotation.revoke === true ? 0 : (rotation.overlap_seconds ?? DEFAULT_OVERLAP_SECONDS);
    const expiresAt = overlap > 0 ? new Date(now.getTime() + overlap * 1_000) : null;
    const live = before.retiredKeys.filter(({ expires_at }) => new Date(expires_at) > now);
    if (expiresAt && live.length >= MOST_RETIRED) throw new AppError('webhook.too_many_keys');
    const old = expiresAt && {
      secret: before.secret.toString('base64'),
      signing_key: before.signingKey?.toString('base64') ?? null,
      public_key: before.publicKey,
      expires_at: expiresAt.toISOString(),
    };
    const kept = rotation.revoke === true ? [] : live;
    const { secret, stored } = await this.vault.makeKeys(before);
    await endpoints.update(id, { ...stored, retiredKeys: old ? [old, ...kept] : kept, updatedAt: now });
    const details = { overlap_seconds: overlap, revoked: rotation.revoke === true };
    await recordAudit(tx, { actor, action: 'webhook.rotate', subjectType: 'webhook', subjectId: id, details });
    return { endpoint: await this.get(tx, id), secret, previousExpiresAt: expiresAt };
  }

  /** Removes the endpoint with its deliveries. @throws AppError request.not_found */
  async delete(tx: OrganisationTransaction, actor: string, id: string): Promise<void> {
    if (!(await new EndpointRepository(tx).delete(id))) throw missing(id);
    await recordAudit(tx, { actor, action: 'webhook.delete', subjectType: 'webhook', subjectId: id });
  }

  private async assertAcceptable(wanted: EndpointIn): Promise<void> {
    const errors = faultsOfEndpoint(wanted, this.clock.now());
    if (errors.length > 0) throw new AppError('request.invalid', { errors });
    await this.http.assertTargetAllowed(wanted.url, wanted.allowed_ips);
  }

  /** What was given of the write-only parts, sealed; nothing of what was left out. */
  private async sealedParts(
    { headers, client_certificate: given }: EndpointIn,
    place: Pick<EndpointEntity, 'organizationId' | 'id'>,
  ): Promise<Partial<EndpointEntity>> {
    const names = Object.keys(headers ?? {}).map((name) => name.toLowerCase());
    const lower = Object.fromEntries(Object.values(headers ?? {}).map((value, index) => [names[index] ?? '', value]));
    const certificate = given ? readCertificate(given) : undefined;
    return {
      ...(headers === undefined
        ? {}
        : { headerNames: names, headers: names.length > 0 ? await this.vault.sealHeaders(lower, place) : null }),
      ...(given === null ? { clientCertificate: null, clientCertificateFacts: null } : {}),
      ...(certificate && !('fault' in certificate)
        ? {
            clientCertificate: await this.vault.sealCertificate(certificate.stored, place),
            clientCertificateFacts: certificate.facts,
          }
        : {}),
    };
  }
}

function plainParts(wanted: EndpointIn) {
  return {
    url: wanted.url,
    description: wanted.description ?? null,
    eventTypes: [...(wanted.event_types ?? ['*'])],
    payload: wanted.payload ?? ('thin' as const),
    allowedIps: [...(wanted.allowed_ips ?? [])],
    retrySchedule: wanted.retry_schedule ? [...wanted.retry_schedule] : null,
    maxConcurrency: wanted.max_concurrency ?? 3,
    rateLimit: wanted.rate_limit ?? null,
  };
}

const missing = (id: string) => new AppError('request.not_found', { detail: `There is no webhook ${id}.` });

function found(id: string, endpoint: EndpointEntity | null): EndpointEntity {
  if (!endpoint) throw missing(id);
  return endpoint;
}
