import type { z } from 'zod';
import { legalUnitOf } from '../directory/directory.js';
import {
  answerOf,
  directorySearch,
  findCompanies,
  findLines,
  findParts,
  shown,
  type DirectorySearch,
} from '../directory/search.js';
import type { Exchange } from '../http/exchange.js';
import type { Route } from '../http/router.js';
import { notFound, WireError } from '../http/wire-error.js';

type Answer = ReturnType<typeof answerOf>;

/** Directory Service of XP Z12-013 1.3.0: companies, facilities, routing codes and their addresses. */
export function directoryRoutes(): Route[] {
  return [
    searchRoute('siren', (search) => answerOf(search, findCompanies(search))),
    searchRoute('siret', (search) => answerOf(search, findParts(search, 'facility'))),
    searchRoute('routing-code', (search) => answerOf(search, findParts(search, 'routingCode'))),
    searchRoute('directory-line', (search) =>
      answerOf(search, findLines(search), (line) => shown(line, search.include)),
    ),
    getRoute('/v1/siren/code-insee:{siren}', (exchange) => legalUnitOf(digits(exchange, 'siren', 9))),
    getRoute('/v1/siret/code-insee:{siret}', (exchange) => one('facility', { siret: digits(exchange, 'siret', 14) })),
    getRoute('/v1/routing-code/siret:{siret}/code:{code}', (exchange) =>
      one('routingCode', { siret: digits(exchange, 'siret', 14), routingIdentifier: exchange.param('code') }),
    ),
    getRoute('/v1/directory-line/code:{identifier}', (exchange) => {
      const { entries } = findLines(searchFor({ addressingIdentifier: exchange.param('identifier') }));
      const [line] = entries;
      if (line === undefined) return undefined;
      const now = line.directoryLineStatus === 'Upcoming' ? { directoryLineStatus: 'Disabled' as const } : {};
      return shown({ ...line, ...now }, exchange.url.searchParams.get('include')?.split(',') ?? []);
    }),
    { method: 'GET', path: '/v1/healthcheck', handle: (exchange) => exchange.send(200) },
  ];
}

function searchRoute(resource: string, find: (search: DirectorySearch) => Answer): Route {
  return {
    method: 'POST',
    path: `/v1/${resource}/search`,
    async handle(exchange) {
      const { status, body } = find(await exchange.json(directorySearch));
      exchange.send(status, body);
    },
  };
}

function getRoute(path: string, find: (exchange: Exchange) => object | undefined): Route {
  return {
    method: 'GET',
    path,
    handle(exchange) {
      const found = find(exchange);
      if (found === undefined) throw notFound();
      exchange.send(200, found);
    },
  };
}

function one(part: 'facility' | 'routingCode', wanted: Record<string, string>): object | undefined {
  return findParts(searchFor(wanted), part).entries[0];
}

function searchFor(wanted: Record<string, string>): DirectorySearch {
  const filters = Object.fromEntries(Object.entries(wanted).map(([name, value]) => [name, { value }]));
  const search: z.input<typeof directorySearch> = { filters };
  return directorySearch.parse(search);
}

function digits(exchange: Exchange, name: string, count: number): string {
  const value = exchange.param(name);
  if (new RegExp(`^\\d{${count}}$`).test(value)) return value;
  throw new WireError(400, 'INVALID_PARAMETER', `A ${name.toUpperCase()} has ${count} digits`);
}
