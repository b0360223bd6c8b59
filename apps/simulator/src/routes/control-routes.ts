import { z } from 'zod';
import type { Exchange } from '../http/exchange.js';
import type { Route } from '../http/router.js';
import { faults } from '../state/events.js';
import type { Store } from '../state/store.js';
import { numberKey, type Submission } from '../state/tenant.js';
import { indexPage } from './index-page.js';

const INBOX_LIMIT = 5 * 1024 * 1024;

export interface Control {
  readonly store: Store;
  readonly reset: () => Promise<void>;
  readonly reseed: (seed: number) => void;
}

/** For people and tests: what arrived, what was sent, receivers of webhooks, faults. */
export function controlRoutes({ store, reset, reseed }: Control): Route[] {
  const show = (inbox: string) => (exchange: Exchange) => exchange.send(200, { data: store.inboxes.get(inbox) ?? [] });
  const receive = async (inbox: string, exchange: Exchange): Promise<void> => {
    const body = (await exchange.body(INBOX_LIMIT)).toString('utf8');
    const headers = z.record(z.string(), z.string()).parse(flatHeaders(exchange));
    await store.record((at) => ({ type: 'received', at, inbox, headers, body }));
    exchange.send(answerStatus(exchange), { received: true });
  };
  return [
    {
      method: 'GET',
      path: '/',
      handle: (exchange) => exchange.send(200, indexPage(store), { 'content-type': 'text/html; charset=utf-8' }),
    },
    { method: 'GET', path: '/_simulator/submissions', handle: (exchange) => exchange.send(200, list(exchange, store)) },
    {
      method: 'GET',
      path: '/_simulator/messages',
      handle: (exchange) => exchange.send(200, { data: narrowed(exchange, messagesOf(store)) }),
    },
    {
      method: 'POST',
      path: '/_simulator/reset',
      async handle(exchange) {
        await reset();
        exchange.send(204);
      },
    },
    { method: 'GET', path: '/_simulator/faults', handle: (exchange) => exchange.send(200, store.faults) },
    {
      method: 'POST',
      path: '/_simulator/faults',
      async handle(exchange) {
        const wanted = await exchange.json(faults);
        await store.record(() => ({ type: 'faults_set', faults: wanted }));
        reseed(wanted.seed);
        exchange.send(200, wanted);
      },
    },
    {
      method: 'GET',
      path: '/_simulator/hooks/{name}',
      handle: (exchange) => show(hookInbox(exchange))(exchange),
    },
    {
      method: 'POST',
      path: '/_simulator/hooks/{name}',
      handle: (exchange) => receive(hookInbox(exchange), exchange),
    },
  ];
}

const hookInbox = (exchange: Exchange): string => `hooks/${exchange.param('name')}`;

/** `?status=500` lets a receiver fail. */
function answerStatus(exchange: Exchange): number {
  const wanted = Number(exchange.url.searchParams.get('status') ?? 200);
  return Number.isInteger(wanted) && wanted >= 200 && wanted <= 599 ? wanted : 200;
}

function flatHeaders(exchange: Exchange): Record<string, string> {
  const entries = Object.entries(exchange.request.headers);
  return Object.fromEntries(entries.map(([name, value]) => [name, [value ?? ''].flat().join(', ')]));
}

/** Filters: organization_id, number, tracking_id. `accepted` counts the flows that carry the same invoice number. */
function list(exchange: Exchange, store: Store): object {
  const counts = new Map<string, number>();
  for (const each of store.submissions) counts.set(countKey(each), (counts.get(countKey(each)) ?? 0) + 1);
  const described = store.submissions.map((each) => describe(each, store, counts.get(countKey(each)) ?? 1));
  return { data: narrowed(exchange, described) };
}

interface Listed {
  readonly organization_id: string;
  readonly number: string | null;
  readonly tracking_id: string | null;
}

function narrowed<Each extends Listed>({ url: { searchParams: wanted } }: Exchange, all: readonly Each[]): Each[] {
  const names = ['organization_id', 'number', 'tracking_id'] as const;
  return all.filter((each) => names.every((name) => !wanted.has(name) || wanted.get(name) === each[name]));
}

/** The lifecycle messages that clients posted and that could be read. */
function messagesOf(store: Store) {
  return store.submissions.flatMap(({ organization, flowId, message, acceptedAt, repeats, done, plan }) => {
    if (message === undefined) return [];
    const flow = store.tenant(organization).flows.get(flowId)?.flow;
    return {
      organization_id: organization,
      flow_id: flowId,
      tracking_id: flow?.trackingId ?? null,
      accepted_at: acceptedAt,
      issuer: message.issuer,
      code: message.code,
      number: message.number,
      seller_siren: message.sellerSiren,
      reason: message.reason ?? null,
      comment: message.comment ?? null,
      amounts: message.amounts,
      repeats,
      acknowledgement: flow?.acknowledgement ?? null,
      finished: done >= plan.length,
    };
  });
}

const countKey = ({ organization, flowId, invoice }: Submission): string =>
  `${organization}|${invoice === undefined ? flowId : numberKey(invoice)}`;

export function describe(submission: Submission, store: Store, accepted: number) {
  const { organization, flowId, invoice, acceptedAt, repeats, sent, done, plan } = submission;
  const tenant = store.tenant(organization);
  const flow = tenant.flows.get(flowId)?.flow;
  return {
    organization_id: organization,
    flow_id: flowId,
    tracking_id: flow?.trackingId ?? null,
    accepted_at: acceptedAt,
    syntax: flow?.flowSyntax ?? null,
    name: flow?.name ?? null,
    number: invoice?.number ?? null,
    type_code: invoice?.typeCode ?? null,
    seller_siren: invoice?.seller.siren ?? null,
    buyer_siren: invoice?.buyer.siren ?? null,
    amount_due: invoice?.due ?? null,
    currency: invoice?.currency ?? null,
    accepted,
    repeats,
    acknowledgement: flow?.acknowledgement ?? null,
    finished: done >= plan.length,
    statuses: sent.map((status) => ({
      code: status.step.code,
      flow_id: status.flowId,
      sent_at: tenant.flows.get(status.flowId)?.flow.submittedAt ?? null,
      amounts: status.step.amounts ?? [],
    })),
  };
}
