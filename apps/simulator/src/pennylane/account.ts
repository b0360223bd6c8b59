import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readInvoice, UnreadableInvoice, type InvoiceFacts } from '../documents/invoice-facts.js';
import { ApiError } from './api-error.js';

export type Collection = 'customer_invoices' | 'supplier_invoices';

export interface Change {
  readonly collection: Collection;
  readonly id: number;
  readonly operation: 'insert' | 'update' | 'delete';
  readonly at: string;
}

export interface Invoice {
  readonly id: number;
  readonly collection: Collection;
  readonly number: string | null;
  readonly reference: string | null;
  readonly filename: string;
  readonly file: Buffer;
  readonly fileToken: string;
  readonly pdf: boolean;
  readonly amount: string | null;
  readonly createdAt: string;
  updatedAt: string;
  schematron: string | null;
  /** Null: no e-invoice, or not sent. */
  eInvoicing: { status: string | null; reason: string | null; flowId: string } | null;
}

export interface Subscription {
  readonly id: number;
  readonly callbackUrl: string;
  readonly events: readonly string[];
  readonly secret: string;
}

const RETENTION_MS = 28 * 86_400_000;

/** One company at Pennylane: its token is its name. State is kept in memory. */
export class Account {
  readonly invoices: Invoice[] = [];
  readonly changes: Change[] = [];
  readonly subscriptions: Subscription[] = [];
  /** Imports of e-invoices that were taken. */
  taken = 0;
  /** What becomes of a file, a reference or a number that is there already. */
  duplicates: 'taken' | 'refused' = 'taken';
  /** Whether the reference given with an import is kept. */
  keepsReferences = true;
  /** Words that a sent invoice goes through by itself, and the pause between them. */
  life: { readonly words: readonly string[]; readonly stepMs: number } = { words: [], stepMs: 0 };
  clockOffMs = 0;
  onStatus: (invoice: Invoice, before: string | null) => void = () => undefined;
  onReceived: (invoice: Invoice) => void = () => undefined;
  #lastId = 0;
  #lastAt = 0;

  /** Its clock; no two moments are equal. */
  now(): string {
    this.#lastAt = Math.max(Date.now() + this.clockOffMs, this.#lastAt + 1);
    return new Date(this.#lastAt).toISOString();
  }

  get retainedSince(): string {
    return new Date(Date.now() + this.clockOffMs - RETENTION_MS).toISOString();
  }

  setClock(offMs: number): void {
    this.clockOffMs = offMs;
    this.#lastAt = 0;
  }

  importCustomerInvoice(file: Buffer, filename: string, reference: string | null, send: boolean): Invoice {
    const facts = factsOf(file);
    if (this.duplicates === 'refused') this.#refuseDouble(file, reference, facts.number);
    this.taken += 1;
    const kept = this.keepsReferences ? reference : null;
    return this.#add('customer_invoices', file, filename, { facts, reference: kept, sent: send });
  }

  receive(file: Buffer, filename: string, electronic: boolean): Invoice {
    const invoice = this.#add('supplier_invoices', file, filename, { facts: null, reference: null, sent: electronic });
    this.onReceived(invoice);
    return invoice;
  }

  /** Moves an e-invoice to a word; null for `schematron` leaves that check as it is. */
  setStatus(invoice: Invoice, status: string | null, reason: string | null, schematron: string | null): void {
    const before = invoice.eInvoicing?.status ?? null;
    if (status !== null) {
      invoice.eInvoicing = { flowId: invoice.eInvoicing?.flowId ?? randomUUID(), status, reason };
    }
    if (schematron !== null) invoice.schematron = schematron;
    this.#changed(invoice);
    if (status !== null && invoice.collection === 'customer_invoices') this.onStatus(invoice, before);
  }

  remove(invoice: Invoice): void {
    this.invoices.splice(this.invoices.indexOf(invoice), 1);
    this.changes.push({ collection: invoice.collection, id: invoice.id, operation: 'delete', at: this.now() });
  }

  find(collection: Collection, id: string): Invoice {
    const found = this.invoices.find((each) => each.collection === collection && String(each.id) === id);
    if (found === undefined) throw new ApiError(404, 'Not found');
    return found;
  }

  subscribe(callbackUrl: string, events: readonly string[]): Subscription {
    this.#lastId += 1;
    const subscription = { id: this.#lastId, callbackUrl, events, secret: randomBytes(32).toString('hex') };
    this.subscriptions.push(subscription);
    return subscription;
  }

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  #add(
    collection: Collection,
    file: Buffer,
    filename: string,
    known: { facts: InvoiceFacts | null; reference: string | null; sent: boolean },
  ): Invoice {
    const at = this.now();
    const invoice: Invoice = {
      id: this.nextId(),
      collection,
      number: known.facts?.number ?? null,
      reference: known.reference,
      filename,
      file,
      fileToken: randomUUID(),
      pdf: isPdf(file),
      amount: known.facts?.due ?? null,
      createdAt: at,
      updatedAt: at,
      schematron: collection === 'customer_invoices' ? 'pending' : null,
      eInvoicing: known.sent ? { status: null, reason: null, flowId: randomUUID() } : null,
    };
    this.invoices.push(invoice);
    this.changes.push({ collection, id: invoice.id, operation: 'insert', at });
    return invoice;
  }

  #changed(invoice: Invoice): void {
    invoice.updatedAt = this.now();
    const { collection, id, updatedAt: at } = invoice;
    this.changes.push({ collection, id, operation: 'update', at });
  }

  #refuseDouble(file: Buffer, reference: string | null, number: string): void {
    const own = this.invoices.filter(({ collection }) => collection === 'customer_invoices');
    if (own.some((each) => sha256(each.file) === sha256(file))) throw new ApiError(409, 'Resource already exists.');
    if (reference !== null && own.some((each) => each.reference === reference)) {
      throw new ApiError(422, 'External reference already exists');
    }
    if (own.some((each) => each.number === number)) throw new ApiError(422, 'Invoice number already exists');
  }
}

const isPdf = (file: Buffer): boolean => file.subarray(0, 1024).includes('%PDF-');
const sha256 = (file: Buffer): string => createHash('sha256').update(file).digest('hex');

function factsOf(file: Buffer): InvoiceFacts {
  const start = file.subarray(0, 4096).toString('utf8');
  const syntax = isPdf(file) ? 'Factur-X' : /CrossIndustryInvoice/.test(start) ? 'CII' : 'UBL';
  try {
    return readInvoice(file, syntax);
  } catch (error) {
    if (error instanceof UnreadableInvoice) throw new ApiError(422, `The e-invoice cannot be read: ${error.message}`);
    throw error;
  }
}
