import { lookup, type LookupAddress } from 'node:dns';
import { promisify } from 'node:util';
import { AppError } from '@onefacture/errors';
import ipaddr from 'ipaddr.js';

/** Resolves a name to all its addresses. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

/** What an outgoing call may reach. */
export interface TargetPolicyOptions {
  /** Private networks that are allowed all the same, in CIDR notation. */
  readonly allowedCidrs?: readonly string[];
  /** Refuse http; `public` refuses it except at an address the operator allowed, written as such in the url. */
  readonly httpsOnly?: boolean | 'public';
  /** Name resolution; the system's by default. */
  readonly resolve?: Resolve;
}

type Network = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

const lookupAll = promisify(lookup);
const systemResolve: Resolve = (hostname) => lookupAll(hostname, { all: true, verbatim: true });
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Which addresses we call on behalf of a customer: public unicast ones and the networks the operator allowed, over
 * http(s), on ports 80, 443 and from 1024 up, without a user name in the url. A url is judged when it is stored, and
 * again at each connection with the address that is really connected to.
 */
export class TargetPolicy {
  readonly #allowed: readonly Network[];
  readonly #httpsOnly: boolean | 'public';
  readonly #resolve: Resolve;
  readonly #options: TargetPolicyOptions;
  /** Where the customer himself lets us go; everywhere when empty. */
  readonly #within: readonly Network[];

  constructor(options: TargetPolicyOptions = {}, within: readonly string[] = []) {
    const { allowedCidrs = [], httpsOnly = false, resolve = systemResolve } = options;
    this.#allowed = allowedCidrs.map((cidr) => ipaddr.parseCIDR(cidr));
    this.#httpsOnly = httpsOnly;
    this.#resolve = resolve;
    this.#options = options;
    this.#within = within.map((network) => networkOf(network));
  }

  /** The same policy, and nothing outside these addresses or networks. @throws when one is neither */
  narrowedTo(within: readonly string[]): TargetPolicy {
    return within.length === 0 ? this : new TargetPolicy(this.#options, within);
  }

  /**
   * Judges a url when it is stored or tested. A name that does not resolve now passes: it cannot be called, and
   * every call judges it anew. Throws `webhook.target_refused` with the reason.
   */
  async assertTargetAllowed(url: string): Promise<URL> {
    const target = this.assertUrlAllowed(url);
    if (literalOf(target) === undefined) {
      const addresses = await this.#resolve(target.hostname).catch(() => []);
      this.#assertAddressesAllowed(target.hostname, addresses);
    }
    return target;
  }

  /** Judges scheme, port, user name and a literal address; no name is resolved. Throws `webhook.target_refused`. */
  assertUrlAllowed(url: string): URL {
    if (!URL.canParse(url)) throw refused('The url cannot be read.');
    const target = new URL(url);
    if (target.protocol !== 'https:' && target.protocol !== 'http:') throw refused('Only http and https are called.');
    if (target.protocol !== 'https:' && !this.#mayBePlain(target)) throw refused('Only https is called.');
    if (target.username !== '' || target.password !== '') throw refused('The url must not hold a user name.');
    const port = Number(target.port || (target.protocol === 'https:' ? 443 : 80));
    if (port !== 80 && port !== 443 && port < 1024) throw refused(`Port ${port} is not called.`);
    const literal = literalOf(target);
    if (literal !== undefined) this.#assertAddressesAllowed(target.hostname, [{ address: literal, family: 0 }]);
    return target;
  }

  /** All addresses of a name, every one judged; for the connection itself. Throws `webhook.target_refused`. */
  async resolveAllowed(hostname: string): Promise<readonly LookupAddress[]> {
    const addresses = await this.#resolve(hostname);
    this.#assertAddressesAllowed(hostname, addresses);
    return addresses;
  }

  #assertAddressesAllowed(hostname: string, addresses: readonly LookupAddress[]): void {
    for (const { address } of addresses) {
      if (!this.#isAllowed(address)) {
        throw refused(`${hostname} is not a public address, and its network is not among the allowed ones.`);
      }
      if (this.#within.length > 0 && !isIn(this.#within, ipaddr.process(address))) {
        throw refused(`${hostname} is at an address outside the allowed_ips of this endpoint.`);
      }
    }
  }

  #mayBePlain(target: URL): boolean {
    if (this.#httpsOnly !== 'public') return !this.#httpsOnly;
    const literal = literalOf(target);
    return literal !== undefined && isIn(this.#allowed, ipaddr.process(literal));
  }

  #isAllowed(text: string): boolean {
    if (!ipaddr.isValid(text)) return false;
    const address = ipaddr.process(text);
    if (isIn(this.#allowed, address)) return true;
    if (address.range() !== 'unicast') return false;
    return address instanceof ipaddr.IPv4 || address.match(GLOBAL_IPV6);
  }
}

/** True for an address, or a network in CIDR notation. */
export const isAddressOrNetwork = (text: string): boolean => ipaddr.isValidCIDR(text) || isWholeAddress(text);

/** Four numbers or IPv6: the shorter spellings that ipaddr.js takes too are no way to write a list. */
const isWholeAddress = (text: string): boolean => ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);

function networkOf(text: string): Network {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text);
  const address = ipaddr.process(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

const isIn = (networks: readonly Network[], address: ipaddr.IPv4 | ipaddr.IPv6): boolean =>
  networks.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));

/** The address a url names by itself, in whatever spelling; undefined for a name. */
function literalOf(target: URL): string | undefined {
  const host = target.hostname.replace(/^\[|\]$/g, '');
  return ipaddr.isValid(host) ? host : undefined;
}

const refused = (detail: string) =>
  new AppError('webhook.target_refused', { detail, errors: [{ field: 'url', code: 'INVALID', message: detail }] });
