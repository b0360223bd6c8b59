import type { EndpointEntity } from './endpoint.entity.js';

/** An endpoint as JSON shows it, through the API and in an export: its settings without their secrets, and its standing. */
export function presentEndpoint(endpoint: EndpointEntity) {
  return {
    id: endpoint.id,
    url: endpoint.url,
    description: endpoint.description,
    event_types: endpoint.eventTypes,
    payload: endpoint.payload,
    header_names: endpoint.headerNames,
    allowed_ips: endpoint.allowedIps,
    client_certificate: endpoint.clientCertificateFacts,
    retry_schedule: endpoint.retrySchedule,
    max_concurrency: endpoint.maxConcurrency,
    rate_limit: endpoint.rateLimit,
    public_key: endpoint.publicKey,
    previous_keys_expire_at:
      endpoint.retiredKeys
        .map(({ expires_at }) => expires_at)
        .toSorted()
        .at(-1) ?? null,
    enabled: endpoint.enabled,
    disabled_reason: endpoint.disabledReason,
    failing_since: endpoint.failingSince?.toISOString() ?? null,
    created_at: endpoint.createdAt.toISOString(),
    updated_at: endpoint.updatedAt.toISOString(),
  };
}
