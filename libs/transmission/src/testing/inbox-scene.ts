import type { PlatformFlow } from '@onefacture/adapters';
import { conversionSource, convertInvoice, type ConversionTarget } from '@onefacture/formats';
import { ReceivedInvoiceRepository, ReceivedTimelineService, type ReceivedInvoice } from '@onefacture/invoicing';
import { stringify } from 'lossless-json';
import { randomUUID } from 'node:crypto';
import { quickStart } from '../../../invoice/src/testing/bodies.js';
import { OutgoingMessageRepository } from '../messages/outgoing-message.repository.js';
import { ReceivingService } from '../receive/receiving.service.js';
import { flow, page } from './scripted-gateway.js';
import type { TransmissionBench } from './transmission-bench.js';

/** A supplier's invoice as a file. */
export async function supplierFile(change: object = {}, to: ConversionTarget = 'cii'): Promise<Uint8Array> {
  const source = conversionSource(Buffer.from(JSON.stringify({ ...quickStart, ...change })));
  const options = { to, createdAt: new Date('2026-06-01T08:00:00Z'), generator: 'supplier 1.0' };
  return (await convertInvoice(source, options)).bytes;
}

/** A flow that brings an invoice, as the platform lists it. */
export const supplierFlow = (change: Partial<PlatformFlow> = {}): PlatformFlow =>
  flow({ type: 'SupplierInvoice', syntax: 'CII', name: 'facture.xml', raw: { flowSyntax: 'CII' }, ...change });

/** The inbox of one organisation. */
export interface InboxScene {
  readonly organisation: string;
  /** The platform lists these flows, and is polled. */
  list(...flows: PlatformFlow[]): Promise<void>;
  /** All that was received, oldest first. */
  all(): Promise<ReceivedInvoice[]>;
  /** Lets the fetch of an invoice come due, and takes it. */
  fetch(id: string): Promise<ReceivedInvoice>;
  get(id: string): Promise<ReceivedInvoice>;
  timeline(id: string): Promise<Record<string, unknown>[]>;
  answers(id: string): ReturnType<OutgoingMessageRepository['listAnswers']>;
  /** A received invoice whose file is stored. */
  received(change?: object): Promise<ReceivedInvoice>;
}

export async function inboxScene(bench: TransmissionBench): Promise<InboxScene> {
  const organisation = await bench.organisation();
  const within = <T>(work: Parameters<typeof bench.within<T>>[1]) => bench.within(organisation, work);
  const receiving = bench.app.get(ReceivingService);
  const get = (id: string) => within((tx) => new ReceivedInvoiceRepository(tx).get(id));
  const scene: InboxScene = {
    organisation,
    async list(...flows) {
      await within((tx) => tx.manager.query('UPDATE platform_connections SET poll_due_at = $1', [bench.clock.now()]));
      bench.gateway.onChanges(page(flows));
      await bench.poll(organisation);
    },
    all: async () => (await within((tx) => new ReceivedInvoiceRepository(tx).list({ limit: 100 }))).toReversed(),
    async fetch(id) {
      bench.clock.reach((await get(id)).dueAt);
      await receiving.receive({ organization_id: organisation, id });
      return get(id);
    },
    get,
    async timeline(id) {
      const entries = await within((tx) => bench.app.get(ReceivedTimelineService).read(tx, id));
      return JSON.parse(stringify(entries) ?? '[]') as Record<string, unknown>[];
    },
    answers: (id) => within((tx) => new OutgoingMessageRepository(tx).listAnswers(id)),
    async received(change = {}) {
      const one = supplierFlow();
      const file = await supplierFile({ number: `S-${randomUUID().slice(0, 8)}`, ...change });
      bench.gateway.files.set(one.flow_id, file);
      await scene.list(one);
      const listed = (await scene.all()).find(({ flowId }) => flowId === one.flow_id);
      return scene.fetch(listed?.id ?? '');
    },
  };
  return scene;
}
