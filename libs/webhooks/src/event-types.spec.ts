import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventExample, eventSchema } from './event-data.js';
import { isSubscribed, isSubscription, WEBHOOK_EVENT_TYPES } from './event-types.js';

const types = WEBHOOK_EVENT_TYPES.map(({ type }) => type);
const anyType = fc.constantFrom(...types);

describe('the catalogue', () => {
  it('names each type once, in both languages, without what a signature could stumble over', () => {
    expect(new Set(types).size).toBe(types.length);
    for (const { type, description, description_fr } of WEBHOOK_EVENT_TYPES) {
      expect(type).toMatch(/^[a-z_]+(\.[a-z_]+)+$/);
      expect(description).toMatch(/\.$/);
      expect(description_fr).toMatch(/\.$/);
    }
  });
});

describe('what is told', () => {
  it.each(WEBHOOK_EVENT_TYPES.map(({ type, data }) => [type, data] as const))(
    '%s has an example of its schema',
    (type, data) => {
      expect(eventSchema(type, data).parse(eventExample(type, data))).toEqual(eventExample(type, data));
    },
  );
});

describe(isSubscription.name, () => {
  it.each(['*', 'invoice.*', 'webhook.*', 'webhook.endpoint.*', ...types])('takes %s', (wanted) => {
    expect(isSubscription(wanted)).toBe(true);
  });

  it.each([
    '',
    '.*',
    'invoice',
    'invoice.',
    'invoice.pa*',
    'payment.*',
    'invoice.unknown',
    '**',
    'INVOICE.PAID',
    '*.*',
  ])('refuses %j', (wanted) => {
    expect(isSubscription(wanted)).toBe(false);
  });
});

describe(isSubscribed.name, () => {
  it('gives everything to a star, a family to its prefix, and else what was named', () => {
    fc.assert(
      fc.property(anyType, fc.subarray(types), (type, wanted) => {
        expect(isSubscribed(['*'], type)).toBe(true);
        expect(isSubscribed(['invoice.*'], type)).toBe(type.startsWith('invoice.'));
        expect(isSubscribed(wanted, type)).toBe(wanted.includes(type));
      }),
    );
  });

  it('gives nothing to nobody, and no type to the prefix of another family', () => {
    expect(isSubscribed([], 'invoice.paid')).toBe(false);
    expect(isSubscribed(['inv.*'], 'invoice.paid')).toBe(false);
  });
});
