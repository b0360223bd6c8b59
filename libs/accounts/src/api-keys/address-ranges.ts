import ipaddr from 'ipaddr.js';
import { z } from 'zod';

type Network = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** An address or a network in CIDR notation, as it is stored. */
export const AddressRange = z
  .string()
  .trim()
  .refine((text) => networkOf(text) !== undefined, {
    error: 'must be an IP address or a network such as 203.0.113.0/24',
  });

/** Networks that a key may be used from. */
export class AddressRanges {
  readonly #networks: readonly Network[];

  /** @param ranges as AddressRange took them; what is none lets nobody in */
  constructor(ranges: readonly string[]) {
    this.#networks = ranges.flatMap((range) => {
      const network = networkOf(range);
      return network ? [network] : [];
    });
  }

  /** An IPv4 address may come in its IPv6 form (`::ffff:203.0.113.7`). */
  includes(address: string): boolean {
    if (!ipaddr.isValid(address)) return false;
    const own = ipaddr.process(address);
    return this.#networks.some(([base, bits]) => own.kind() === base.kind() && own.match(base, bits));
  }
}

function networkOf(text: string): Network | undefined {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text);
  // Short forms such as 127.1 or 0x7f.1 are read in different ways by different programs.
  if (!ipaddr.IPv6.isValid(text) && !ipaddr.IPv4.isValidFourPartDecimal(text)) return undefined;
  const address = ipaddr.process(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}
