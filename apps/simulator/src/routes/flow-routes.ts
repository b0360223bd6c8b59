import { invoiceXmlInPdf } from '../documents/pdf-attachment.js';
import { writeStatusDocument } from '../documents/status-document.js';
import { flowInfo, searchParams, type Flow } from '../flows/flow.js';
import { searchFlows } from '../flows/search.js';
import type { Submitter } from '../flows/submit.js';
import { parseJson, type Exchange } from '../http/exchange.js';
import { partBytes, partText, readParts } from '../http/multipart.js';
import type { Route } from '../http/router.js';
import { badRequest, notFound, WireError } from '../http/wire-error.js';
import type { Store } from '../state/store.js';
import type { StoredFlow } from '../state/tenant.js';

const LARGEST_FILE = 100 * 1024 * 1024;
const FORM_OVERHEAD = 64 * 1024;
/** Official times have whole seconds: one between two statuses keeps their order readable. */
const OFFICIAL_STEP_MS = 1000;

export interface FlowServices {
  readonly store: Store;
  readonly submitter: Submitter;
  readonly holdMs: number;
}

/** Flow Service of XP Z12-013 1.3.0: post, search, read. */
export function flowRoutes(services: FlowServices): Route[] {
  const { store } = services;
  return [
    { method: 'POST', path: '/v1/flows', handle: (exchange) => post(exchange, services) },
    {
      method: 'POST',
      path: '/v1/flows/search',
      async handle(exchange) {
        const params = await exchange.json(searchParams);
        exchange.send(200, searchFlows(store.tenant(exchange.organization), params));
      },
    },
    {
      method: 'GET',
      path: '/v1/flows/{flowId}',
      async handle(exchange) {
        const stored = store.tenant(exchange.organization).flows.get(exchange.param('flowId'));
        if (stored === undefined) throw notFound();
        await show(exchange, stored, services);
      },
    },
    { method: 'GET', path: '/v1/healthcheck', handle: (exchange) => exchange.send(200) },
  ];
}

async function post(exchange: Exchange, { store, submitter, holdMs }: FlowServices): Promise<void> {
  const form = await readParts(exchange.header('content-type'), await exchange.body(LARGEST_FILE + FORM_OVERHEAD));
  const info = parseJson(await partText(form, 'flowInfo'), flowInfo);
  const file = await partBytes(form, 'file');
  if (file.length > LARGEST_FILE) throw new WireError(413, 'FILE_SIZE_EXCEEDED', 'Provided file is too big');
  const { stored, loseAnswer } = await submitter.submit(exchange.organization, info, file);
  if (loseAnswer) exchange.cutAfterMs = holdMs;
  const { flowId, submittedAt } =
    store.tenant(exchange.organization).flows.get(stored.flow.flowId)?.flow ?? stored.flow;
  exchange.send(202, { flowId, submittedAt, ...info });
}

async function show(exchange: Exchange, stored: StoredFlow, services: FlowServices): Promise<void> {
  const kind = exchange.url.searchParams.get('docType') ?? 'Metadata';
  switch (kind) {
    case 'Metadata':
      return exchange.send(200, stored.flow);
    case 'Original':
      return download(exchange, await original(stored, services), stored.flow.name);
    case 'Converted': {
      const xml = isFacturX(stored) ? invoiceXmlInPdf(await original(stored, services)) : undefined;
      if (xml === undefined) throw notFound('This flow was not converted');
      return download(exchange, xml, 'factur-x.xml');
    }
    case 'ReadableView':
      if (!isFacturX(stored)) throw notFound('This flow has no readable view');
      return download(exchange, await original(stored, services), stored.flow.name);
    default:
      throw badRequest('docType must be Metadata, Original, Converted or ReadableView');
  }
}

const isFacturX = ({ flow, status }: { flow: Flow; status: unknown }): boolean =>
  status === undefined && flow.flowSyntax === 'Factur-X';

async function original({ submission, status }: StoredFlow, { store }: FlowServices): Promise<Buffer> {
  const { invoice, acceptedAt } = submission;
  if (status === undefined || invoice === undefined) return store.readFile(submission.file);
  const { code, rank, reason, amounts } = status.step;
  const statedAt = new Date(Date.parse(acceptedAt) + (rank - 1) * OFFICIAL_STEP_MS).toISOString();
  const document = writeStatusDocument({ invoice, code, receivedAt: acceptedAt, statedAt, reason, amounts });
  return Buffer.from(document, 'utf8');
}

function download(exchange: Exchange, content: Buffer, name: string): void {
  const safe = name.replaceAll(/[^\w.+-]/g, '_');
  exchange.send(200, content, { 'content-disposition': `attachment;filename="${safe}"` });
}
