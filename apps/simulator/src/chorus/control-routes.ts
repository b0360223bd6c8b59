import { z } from 'zod';
import type { Exchange } from '../http/exchange.js';
import { mishap, type Mishaps } from '../http/mishaps.js';
import type { Route } from '../http/router.js';
import { notFound } from '../http/wire-error.js';
import type { ChorusPlatform, Deposit } from './chorus-platform.js';
import type { Piste } from './piste.js';

/** What the control routes reach. */
export interface ChorusControl {
  readonly platform: ChorusPlatform;
  readonly piste: Piste;
  readonly mishaps: Mishaps;
  readonly reset: () => void;
}

const service = z.object({
  code: z.string().min(1),
  name: z.string().min(1),
  active: z.boolean().default(true),
  commitment: z.boolean().default(false),
});
const structure = z.object({
  siret: z.string().regex(/^\d{14}$/),
  name: z.string().min(1).default('Collectivité'),
  service_code: z.boolean().default(false),
  commitment: z.boolean().default(false),
  either: z.boolean().default(false),
  active: z.boolean().default(true),
  services: z.array(service).default([]),
});
const change = z.object({
  state: z.string().min(1).optional(),
  frame: z.string().min(1).optional(),
  status: z.object({ code: z.string().min(1), comment: z.string().min(1).optional() }).optional(),
});

/** For people and tests: what was deposited, and what goes wrong. */
export function chorusControlRoutes({ platform, piste, mishaps, reset }: ChorusControl): Route[] {
  return [
    {
      method: 'GET',
      path: '/_simulator/chorus/deposits',
      handle: (exchange) => exchange.send(200, { data: platform.deposits.map((each) => shown(platform, each)) }),
    },
    post('reset', z.object({}), reset),
    post('mishaps', mishap, (wanted) => mishaps.add(wanted)),
    post('expire-tokens', z.object({}), () => piste.expireTokens()),
    post('clock', z.object({ offset_ms: z.number().int() }), ({ offset_ms: offset }) => {
      platform.clockOffsetMs = offset;
    }),
    post('password', z.object({ expired: z.boolean() }), ({ expired }) => {
      platform.passwordExpired = expired;
    }),
    post('structures', structure, (wanted) => platform.setStructure(wanted)),
    post('deposits/{number}', change, ({ state, frame, status }, exchange) => {
      const deposit = platform.find(exchange.param('number'));
      if (deposit === undefined) throw notFound();
      if (state !== undefined) deposit.state = state;
      if (frame !== undefined) deposit.frame = frame;
      if (status === undefined) return;
      const { code, comment } = status;
      deposit.added.push({ status: { code, ...(comment === undefined ? {} : { comment }) }, at: platform.now });
    }),
  ];
}

function shown(platform: ChorusPlatform, deposit: Deposit): object {
  return {
    number: deposit.number,
    file_name: deposit.fileName,
    account: deposit.account,
    invoice_number: deposit.invoice?.number ?? null,
    buyer_siren: deposit.invoice?.buyer.siren ?? null,
    state: platform.stateOf(deposit),
    statuses: platform.historyOf(deposit).map(({ code, comment }) => ({ code, comment: comment ?? null })),
    completion: deposit.completed?.comment ?? null,
  };
}

/** A control route that answers nothing. */
const post = <Shape extends z.ZodType>(
  path: string,
  body: Shape,
  act: (wanted: z.output<Shape>, exchange: Exchange) => void,
): Route => ({
  method: 'POST',
  path: `/_simulator/chorus/${path}`,
  async handle(exchange) {
    act(await exchange.json(body), exchange);
    exchange.send(204);
  },
});
