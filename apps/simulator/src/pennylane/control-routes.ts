import { z } from 'zod';
import type { Exchange } from '../http/exchange.js';
import { mishap } from '../http/mishaps.js';
import type { Handler, Route } from '../http/router.js';
import type { Account, Invoice } from './account.js';
import { ApiError, inPennylaneWords } from './api-error.js';
import type { Pennylane } from './pennylane.js';

const FILE_LIMIT = 50 * 1024 * 1024;

const statusWish = z.object({
  id: z.number().optional(),
  external_reference: z.string().optional(),
  status: z.string().optional(),
  reason: z.string().nullish(),
  schematron: z.string().optional(),
});
const behaviour = z.object({
  duplicates: z.enum(['taken', 'refused']).optional(),
  keeps_references: z.boolean().optional(),
  clock_off_ms: z.number().optional(),
  life: z.object({ words: z.array(z.string()), step_ms: z.number().min(0) }).optional(),
  limit: z.object({ requests: z.number().positive(), per_ms: z.number().positive() }).optional(),
});

const route = (method: Route['method'], path: string, handle: Handler): Route => ({
  method,
  path: `/_simulator/pennylane${path}`,
  handle: inPennylaneWords(handle),
});

/** For tests: what arrived, and how the platform shall behave. The account is that of the bearer token. */
export function controlRoutes(pennylane: Pennylane): Route[] {
  const accountOf = (exchange: Exchange): Account => pennylane.accountOf(pennylane.tokenOf(exchange));
  return [
    route('GET', '/account', (exchange) => exchange.send(200, described(accountOf(exchange)))),
    route('POST', '/mishaps', async (exchange) => {
      pennylane.mishaps.add(await exchange.json(mishap));
      exchange.send(204);
    }),
    route('POST', '/behaviour', async (exchange) => {
      behave(pennylane, accountOf(exchange), await exchange.json(behaviour));
      exchange.send(204);
    }),
    route('POST', '/statuses', async (exchange) => {
      const account = accountOf(exchange);
      const wish = await exchange.json(statusWish);
      const { status = null, reason = null, schematron = null } = wish;
      account.setStatus(chosen(account, wish), status, reason, schematron);
      exchange.send(204);
    }),
    route('POST', '/supplier_invoices', async (exchange) => {
      const query = exchange.url.searchParams;
      const file = await exchange.body(FILE_LIMIT);
      const name = query.get('filename') ?? 'facture.xml';
      const { id } = accountOf(exchange).receive(file, name, query.get('electronic') !== 'false');
      exchange.send(201, { id });
    }),
    route('DELETE', '/customer_invoices/{id}', (exchange) => {
      const account = accountOf(exchange);
      account.remove(account.find('customer_invoices', exchange.param('id')));
      exchange.send(204);
    }),
    route('POST', '/tokens/revoke', (exchange) => {
      pennylane.revoke(pennylane.tokenOf(exchange));
      exchange.send(204);
    }),
    route('POST', '/reset', (exchange) => {
      pennylane.reset();
      exchange.send(204);
    }),
  ];
}

function behave(pennylane: Pennylane, account: Account, wish: z.output<typeof behaviour>): void {
  if (wish.duplicates !== undefined) account.duplicates = wish.duplicates;
  if (wish.keeps_references !== undefined) account.keepsReferences = wish.keeps_references;
  if (wish.clock_off_ms !== undefined) account.setClock(wish.clock_off_ms);
  if (wish.life !== undefined) account.life = { words: wish.life.words, stepMs: wish.life.step_ms };
  if (wish.limit !== undefined) {
    pennylane.limit.requests = wish.limit.requests;
    pennylane.limit.perMs = wish.limit.per_ms;
  }
}

function chosen({ invoices }: Account, wish: z.output<typeof statusWish>): Invoice {
  const found = invoices.find(
    ({ id, reference }) => id === wish.id || (reference !== null && reference === wish.external_reference),
  );
  if (found === undefined) throw new ApiError(404, 'Not found');
  return found;
}

function described({ taken, invoices, changes }: Account): object {
  return {
    taken,
    changes: changes.length,
    invoices: invoices.map(({ file, fileToken: _token, ...shown }) => ({ ...shown, bytes: file.length })),
  };
}
