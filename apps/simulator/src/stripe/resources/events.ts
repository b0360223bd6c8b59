import { z } from 'zod';
import { endpoint, type Endpoint } from '../endpoint.js';
import type { Account } from '../state/account.js';
import { invalidRequest, noSuch } from '../wire/fault.js';
import { pageOf } from '../wire/lists.js';
import type { StripeEvent } from '../wire/objects.js';
import { filled, flag, isWithin, paging, when } from '../wire/params.js';

export const eventEndpoints: readonly Endpoint[] = [
  endpoint('GET', '/v1/events/{id}', {}, (_, { account, ids }) => shown(account, eventOf(account, ids('id')))),
  endpoint(
    'GET',
    '/v1/events',
    {
      ...paging,
      created: when.optional(),
      delivery_success: flag.optional(),
      type: filled.optional(),
      types: z.array(filled).max(20).optional(),
    },
    (params, { account }) => {
      const { type, types, delivery_success: delivered } = params;
      if (type !== undefined && types !== undefined) {
        throw invalidRequest('You may only specify one of these parameters: type, types.', 'parameters_exclusive');
      }
      const found = account.events.filter(
        (each) =>
          (type === undefined || isOfType(each, type)) &&
          (types === undefined || types.some((wanted) => isOfType(each, wanted))) &&
          (delivered === undefined || account.courier.isUndelivered(each) !== delivered) &&
          isWithin(each.created, params.created),
      );
      const page = pageOf(found, '/v1/events', params);
      return { ...page, data: page.data.map((each) => shown(account, each)) };
    },
  ),
];

export function eventOf({ events }: Account, id: string): StripeEvent {
  const found = events.find((each) => each.id === id);
  if (found === undefined) throw noSuch('event', id);
  return found;
}

const isOfType = ({ type }: StripeEvent, wanted: string): boolean =>
  wanted.endsWith('*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted;

const shown = ({ courier }: Account, event: StripeEvent): StripeEvent => ({
  ...event,
  pending_webhooks: courier.pending(event),
});
