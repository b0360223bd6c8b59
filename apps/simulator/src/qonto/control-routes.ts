import { z } from 'zod';
import type { Exchange } from '../http/exchange.js';
import { mishap } from '../http/mishaps.js';
import type { Handler, Route } from '../http/router.js';
import { ApiError, inQontoWords } from './api-error.js';
import type { Invoice, Organization } from './organization.js';
import type { Qonto } from './qonto.js';

const FILE_LIMIT = 50 * 1024 * 1024;

const statusWish = z.object({
  id: z.string().optional(),
  number: z.string().optional(),
  einvoicing_status: z.string().optional(),
  event: z
    .object({ status_code: z.number().int(), reason: z.string().nullish(), reason_message: z.string().nullish() })
    .optional(),
});
const behaviour = z.object({
  sending_status: z.string().optional(),
  receiving_status: z.string().optional(),
  reachable: z.boolean().optional(),
  clock_off_ms: z.number().optional(),
  forget_keys: z.boolean().optional(),
  limit: z.object({ requests: z.number().positive(), per_ms: z.number().positive() }).optional(),
});

const route = (method: Route['method'], path: string, handle: Handler): Route => ({
  method,
  path: `/_simulator/qonto${path}`,
  handle: inQontoWords(handle),
});

/** For tests: what arrived, and how the platform shall behave. The organisation is that of the credentials. */
export function controlRoutes(qonto: Qonto): Route[] {
  const organizationOf = (exchange: Exchange): Organization => qonto.organizationOf(qonto.nameOf(exchange));
  return [
    route('GET', '/organization', (exchange) => {
      const invoices = organizationOf(exchange).invoices.map(({ file, ...shown }) => ({
        ...shown,
        bytes: file.length,
      }));
      exchange.send(200, { taken: invoices.reduce((sum, { sent }) => sum + sent, 0), invoices });
    }),
    route('POST', '/mishaps', async (exchange) => {
      qonto.mishaps.add(await exchange.json(mishap));
      exchange.send(204);
    }),
    route('POST', '/behaviour', async (exchange) => {
      behave(qonto, organizationOf(exchange), await exchange.json(behaviour));
      exchange.send(204);
    }),
    route('POST', '/statuses', async (exchange) => {
      const organization = organizationOf(exchange);
      const { event, einvoicing_status = null, ...which } = await exchange.json(statusWish);
      const { reason = null, reason_message = null } = event ?? {};
      const told = event === undefined ? null : { status_code: event.status_code, reason, reason_message };
      organization.tell(chosen(organization, which), einvoicing_status, told);
      exchange.send(204);
    }),
    route('POST', '/supplier_invoices', async (exchange) => {
      const query = exchange.url.searchParams;
      const file = await exchange.body(FILE_LIMIT);
      const name = query.get('filename') ?? 'facture.pdf';
      const { id } = organizationOf(exchange).receive(file, name, query.get('electronic') !== 'false');
      exchange.send(201, { id });
    }),
    route('POST', '/supplier_invoices/{id}/touch', (exchange) => {
      const organization = organizationOf(exchange);
      organization.touch(organization.find('supplier', exchange.param('id')));
      exchange.send(204);
    }),
    route('POST', '/tokens/revoke', (exchange) => {
      qonto.revoke(qonto.nameOf(exchange));
      exchange.send(204);
    }),
    route('POST', '/reset', (exchange) => {
      qonto.reset();
      exchange.send(204);
    }),
  ];
}

function behave(qonto: Qonto, organization: Organization, wish: z.output<typeof behaviour>): void {
  const { sending_status, receiving_status } = wish;
  organization.settings = {
    sending_status: sending_status ?? organization.settings.sending_status,
    receiving_status: receiving_status ?? organization.settings.receiving_status,
  };
  if (wish.reachable !== undefined) organization.reachable = wish.reachable;
  if (wish.clock_off_ms !== undefined) organization.setClock(wish.clock_off_ms);
  if (wish.forget_keys === true) organization.forgetKeys();
  if (wish.limit !== undefined) {
    qonto.limit.requests = wish.limit.requests;
    qonto.limit.perMs = wish.limit.per_ms;
  }
}

function chosen({ invoices }: Organization, which: { id?: string | undefined; number?: string | undefined }): Invoice {
  const found = invoices.find(({ id, number }) => id === which.id || (number !== null && number === which.number));
  if (found === undefined) throw new ApiError(404, 'not_found', 'Not found');
  return found;
}
