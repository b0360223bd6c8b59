import { z } from 'zod';
import { directoryLineOf, legalUnitOf } from '../directory/directory.js';
import type { Route } from '../http/router.js';
import { notFound, WireError } from '../http/wire-error.js';

const filter = z.object({ op: z.string().optional(), value: z.string().max(150) }).optional();
const page = { limit: z.number().int().min(0).optional(), ignore: z.number().int().min(0).optional() };
const sirenSearch = z.looseObject({ filters: z.looseObject({ siren: filter }).default({}), ...page });
const lineSearch = z.looseObject({
  filters: z.looseObject({ siren: filter, addressingIdentifier: filter }).default({}),
  include: z.array(z.string()).optional(),
  ...page,
});

/** Directory Service of XP Z12-013 1.3.0 for companies and their addresses. */
export function directoryRoutes(): Route[] {
  return [
    {
      method: 'GET',
      path: '/v1/siren/code-insee:{siren}',
      handle(exchange) {
        const siren = exchange.param('siren');
        if (!/^\d{9}$/.test(siren)) throw new WireError(400, 'INVALID_PARAMETER', 'A SIREN has nine digits');
        exchange.send(200, legalUnitOf(siren) ?? missing());
      },
    },
    {
      method: 'POST',
      path: '/v1/siren/search',
      async handle(exchange) {
        const search = await exchange.json(sirenSearch);
        const found = legalUnitOf(search.filters.siren?.value ?? '');
        exchange.send(200, results(search, found));
      },
    },
    {
      method: 'GET',
      path: '/v1/directory-line/code:{identifier}',
      handle(exchange) {
        const included = exchange.url.searchParams.get('include')?.split(',').includes('siren') ?? false;
        exchange.send(200, directoryLineOf(exchange.param('identifier'), included) ?? missing());
      },
    },
    {
      method: 'POST',
      path: '/v1/directory-line/search',
      async handle(exchange) {
        const search = await exchange.json(lineSearch);
        const { addressingIdentifier, siren } = search.filters;
        const line = directoryLineOf(
          addressingIdentifier?.value ?? siren?.value ?? '',
          search.include?.includes('siren') ?? false,
        );
        const found = siren === undefined || line?.siren === siren.value ? line : undefined;
        exchange.send(200, results(search, found && { ...found, directoryLineStatus: 'Enabled' }));
      },
    },
    ...(['siret', 'routing-code'] as const).map((resource): Route => ({
      method: 'POST',
      path: `/v1/${resource}/search`,
      handle() {
        throw new WireError(501, 'NOT_IMPLEMENTED', `The simulator keeps no ${resource}`);
      },
    })),
    { method: 'GET', path: '/v1/healthcheck', handle: (exchange) => exchange.send(200) },
  ];
}

function results<Found>(search: { ignore?: number; limit?: number }, found: Found | undefined): object {
  const shown = found === undefined || (search.ignore ?? 0) > 0 || search.limit === 0 ? [] : [found];
  return { search, totalNumberOfResults: found === undefined ? 0 : 1, results: shown };
}

function missing(): never {
  throw notFound();
}
