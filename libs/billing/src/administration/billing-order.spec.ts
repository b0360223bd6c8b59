import { describe, expect, it } from 'vitest';
import { BillingOrder } from './billing-order.js';

describe('an order of the operator', () => {
  it.each([['0'], ['1'], ['0.0250'], ['1.0000'], [0.025], [null]])('takes the commission rate %s', (rate) => {
    expect(BillingOrder.parse({ commission_rate: rate }).commission_rate).toBe(rate === null ? null : String(rate));
  });

  it.each([['1.01'], ['-0.1'], ['0.00001'], ['2'], ['a'], ['']])('refuses the commission rate %s', (rate) => {
    expect(BillingOrder.safeParse({ commission_rate: rate }).success).toBe(false);
  });

  it('refuses a feature twice, a feature without a name, and what it does not know', () => {
    const twice = { licences: [{ feature: 'beta' }, { feature: 'beta' }] };
    for (const order of [twice, { licences: [{ feature: 'B!' }] }, { tier: 'gold' }]) {
      expect(BillingOrder.safeParse(order).success).toBe(false);
    }
    expect(BillingOrder.parse({})).toEqual({});
  });
});
