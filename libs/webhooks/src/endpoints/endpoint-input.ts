import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { FieldFault } from '@onefacture/errors';
import { isAddressOrNetwork, type ClientCertificate } from '@onefacture/security';
import { isSubscription, WEBHOOK_EVENT_TYPES } from '../event-types.js';
import type { CertificateFacts, PayloadKind } from './endpoint.entity.js';

/** What a customer says of an endpoint. */
export interface EndpointIn {
  readonly url: string;
  readonly description?: string | undefined;
  /** All events when left out. */
  readonly event_types?: readonly string[] | undefined;
  /** thin when left out. */
  readonly payload?: PayloadKind | undefined;
  /** Sent with each call, write-only: left out they stay as they are, `{}` removes them. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Addresses and networks the url may lead to; everywhere when left out. */
  readonly allowed_ips?: readonly string[] | undefined;
  /** PEM, write-only: left out it stays as it is, null removes it. */
  readonly client_certificate?: { readonly certificate: string; readonly private_key: string } | null | undefined;
  /** Seconds between attempts; the installation's when left out. */
  readonly retry_schedule?: readonly number[] | undefined;
  /** Calls at a time, 1 to 5; 3 when left out. */
  readonly max_concurrency?: number | undefined;
  /** Calls a second at most; no limit when left out. */
  readonly rate_limit?: number | undefined;
  readonly enabled?: boolean | undefined;
}

const MOST_HEADERS = 20;
const TOKEN = /^[a-z\d!#$%&'*+.^_`|~-]{1,100}$/;
const VISIBLE = /^[\x20-\x7e]{0,2000}$/;
/** Headers that the connection, the body or the signature own. */
const OURS =
  /^(host|connection|keep-alive|transfer-encoding|te|trailer|upgrade|expect|content-.*|user-agent|accept-encoding|proxy-.*|webhook-.*|svix-.*|x-onefacture-.*)$/;

/** A client certificate that can be used. */
export interface ReadCertificate {
  readonly stored: ClientCertificate;
  readonly facts: CertificateFacts;
}

/** Everything wrong with what a customer says, but its url, which the guard judges. */
export function faultsOfEndpoint(wanted: EndpointIn, now: Date): FieldFault[] {
  return [
    ...subscriptionFaults(wanted.event_types ?? []),
    ...headerFaults(Object.entries(wanted.headers ?? {})),
    ...addressFaults(wanted.allowed_ips ?? []),
    ...certificateFaults(wanted, now),
  ];
}

const invalid = (field: string, message: string): FieldFault => ({ field, code: 'INVALID', message });

function subscriptionFaults(wanted: readonly string[]): FieldFault[] {
  const known = WEBHOOK_EVENT_TYPES.map(({ type }) => type).join(', ');
  return wanted.flatMap((one, index) => {
    const message = `${one} is not an event; use one of ${known}, a prefix such as invoice.*, or *.`;
    return isSubscription(one) ? [] : [{ field: `event_types[${index}]`, code: 'UNKNOWN', message }];
  });
}

function headerFaults(headers: readonly (readonly [string, string])[]): FieldFault[] {
  if (headers.length > MOST_HEADERS) return [invalid('headers', `must be ${MOST_HEADERS} at most`)];
  const names = headers.map(([name]) => name.toLowerCase());
  return headers.flatMap(([name, value], index) => {
    const lower = name.toLowerCase();
    const field = `headers.${name}`;
    if (!TOKEN.test(lower)) return [invalid(field, 'is not a header name')];
    if (OURS.test(lower)) return [invalid(field, 'is set by us and cannot be given')];
    if (names.indexOf(lower) !== index) return [{ field, code: 'DUPLICATE', message: 'is given twice' }];
    return VISIBLE.test(value) ? [] : [invalid(field, 'must be up to 2,000 visible ASCII characters')];
  });
}

const addressFaults = (wanted: readonly string[]): FieldFault[] =>
  wanted.flatMap((one, index) =>
    isAddressOrNetwork(one)
      ? []
      : [invalid(`allowed_ips[${index}]`, `${one} is neither an address nor a network in CIDR notation`)],
  );

function certificateFaults({ url, client_certificate: given }: EndpointIn, now: Date): FieldFault[] {
  if (!given) return [];
  if (!/^https:/i.test(url)) return [invalid('client_certificate', 'needs an https url')];
  const read = readCertificate(given);
  if ('fault' in read) return [read.fault];
  const over = new Date(read.facts.not_after) <= now;
  return over ? [invalid('client_certificate.certificate', `expired on ${read.facts.not_after}`)] : [];
}

/** Reads a certificate and its key, which must belong together. */
export function readCertificate(
  given: NonNullable<EndpointIn['client_certificate']>,
): ReadCertificate | { readonly fault: FieldFault } {
  const certificate = parsed(() => new X509Certificate(given.certificate));
  if (!certificate) return { fault: invalid('client_certificate.certificate', 'is no certificate in PEM') };
  const key = parsed(() => createPrivateKey(given.private_key));
  if (!key)
    return { fault: invalid('client_certificate.private_key', 'is no private key in PEM without a passphrase') };
  if (!certificate.checkPrivateKey(key)) {
    return { fault: invalid('client_certificate.private_key', 'does not belong to the certificate') };
  }
  return {
    stored: { certificate: given.certificate, privateKey: given.private_key },
    facts: {
      subject: certificate.subject.replaceAll('\n', ', '),
      fingerprint_sha256: certificate.fingerprint256,
      not_after: new Date(certificate.validTo).toISOString(),
    },
  };
}

function parsed<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}
