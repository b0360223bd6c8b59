import { describe, expect, it } from 'vitest';
import { AddressRange, AddressRanges } from './address-ranges.js';

describe(AddressRanges.name, () => {
  const ranges = new AddressRanges(['203.0.113.0/24', '198.51.100.7', '2001:db8::/32', '2001:db9::1']);

  it.each(['203.0.113.0', '203.0.113.255', '::ffff:203.0.113.9', '198.51.100.7', '2001:db8:1::5', '2001:db9::1'])(
    'lets %s in',
    (address) => {
      expect(ranges.includes(address)).toBe(true);
    },
  );

  it.each(['203.0.114.0', '198.51.100.8', '2001:db9::2', '::1', '', 'somewhere', '203.0.113'])(
    'keeps %j out',
    (address) => {
      expect(ranges.includes(address)).toBe(false);
    },
  );

  it('lets nobody in by what is no network', () => {
    expect(new AddressRanges(['anywhere']).includes('203.0.113.1')).toBe(false);
    expect(new AddressRanges([]).includes('203.0.113.1')).toBe(false);
  });
});

describe('AddressRange', () => {
  it.each(['10.0.0.0/8', ' 10.1.2.3 ', '::/0', '2001:db8::1'])('takes %s', (text) => {
    expect(AddressRange.parse(text)).toBe(text.trim());
  });

  it.each(['10.0.0.0/33', '10.1', '0x7f.0.0.1', 'example.com', '', '10.0.0.0/8/8'])('refuses %j', (text) => {
    expect(AddressRange.safeParse(text).success).toBe(false);
  });
});
