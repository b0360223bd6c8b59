import { createHash, randomUUID } from 'node:crypto';
import { readInvoice, UnreadableInvoice } from '../documents/invoice-facts.js';
import { ApiError } from './api-error.js';

export interface LifecycleEvent {
  readonly status_code: number;
  readonly reason: string | null;
  readonly reason_message: string | null;
  readonly timestamp: string;
}

export interface Invoice {
  readonly id: string;
  readonly kind: 'client' | 'supplier';
  readonly number: string | null;
  readonly fileName: string;
  readonly file: Buffer;
  readonly attachmentId: string;
  readonly electronic: boolean;
  readonly createdAt: string;
  updatedAt: string;
  /** How often the network was asked to carry it and did. */
  sent: number;
  status: string | null;
  readonly events: LifecycleEvent[];
}

export interface Subscription {
  readonly id: string;
  readonly callbackUrl: string;
  readonly types: readonly string[];
  readonly secret: string;
}

const LARGEST_FILE = 5 * 1024 * 1024;
const KEY_LIFE_MS = 30 * 60_000;

/** One organisation at Qonto: its authorization header is its name. State is kept in memory. */
export class Organization {
  readonly invoices: Invoice[] = [];
  readonly subscriptions: Subscription[] = [];
  settings = { sending_status: 'enabled', receiving_status: 'enabled' };
  /** Whether the network knows the clients invoices are for. */
  reachable = true;
  clockOffMs = 0;
  onChange: (invoice: Invoice, what: 'created' | 'updated') => void = () => undefined;
  readonly #answers = new Map<string, { status: number; body: unknown; at: number }>();
  #lastAt = 0;

  /** Its clock; no two moments are equal. */
  now(): string {
    this.#lastAt = Math.max(Date.now() + this.clockOffMs, this.#lastAt + 1);
    return new Date(this.#lastAt).toISOString();
  }

  setClock(offMs: number): void {
    this.clockOffMs = offMs;
    this.#lastAt = 0;
  }

  /** The answer kept for an idempotency key. Keys are kept for 30 minutes, whatever the route: the worst case. */
  answered(key: string | undefined): { status: number; body: unknown } | undefined {
    const kept = key === undefined ? undefined : this.#answers.get(key);
    return kept !== undefined && kept.at > Date.now() - KEY_LIFE_MS ? kept : undefined;
  }

  keepAnswer(key: string | undefined, status: number, body: unknown): void {
    if (key !== undefined) this.#answers.set(key, { status, body, at: Date.now() });
  }

  forgetKeys(): void {
    this.#answers.clear();
  }

  /** All or nothing. A file that was imported before gives the same invoice. */
  importFiles(files: readonly { name: string; bytes: Buffer }[]): Invoice[] {
    if (files.length < 1 || files.length > 5) throw new ApiError(422, 'invalid_files', '1 to 5 files are taken');
    if (files.some(({ bytes }) => bytes.length > LARGEST_FILE)) {
      throw new ApiError(413, 'file_too_large', 'A file is larger than 5 MB');
    }
    const numbers = files.map(({ bytes }) => numberOf(bytes));
    return files.map(({ name, bytes }, index) => {
      const known = this.invoices.find(({ kind, file }) => kind === 'client' && sha256(file) === sha256(bytes));
      return known ?? this.#add('client', bytes, name, numbers[index] ?? null, true);
    });
  }

  receive(file: Buffer, name: string, electronic: boolean): Invoice {
    return this.#add('supplier', file, name, null, electronic);
  }

  /** Asked a second time it does nothing. */
  send(invoice: Invoice): void {
    if (this.settings.sending_status !== 'enabled') throw new ApiError(403, 'forbidden', 'E-invoicing is not active');
    if (invoice.status !== null) return;
    if (!this.reachable) throw new ApiError(422, 'client_not_reachable', 'The client is not reachable');
    invoice.sent += 1;
    invoice.status = 'pending';
    this.touch(invoice);
  }

  tell(invoice: Invoice, status: string | null, event: Omit<LifecycleEvent, 'timestamp'> | null): void {
    if (status !== null) invoice.status = status;
    if (event !== null) invoice.events.push({ ...event, timestamp: this.now() });
    this.touch(invoice);
  }

  touch(invoice: Invoice): void {
    invoice.updatedAt = this.now();
    this.onChange(invoice, 'updated');
  }

  find(kind: Invoice['kind'], id: string): Invoice {
    const found = this.invoices.find((each) => each.kind === kind && each.id === id);
    if (found === undefined) throw new ApiError(404, 'not_found', 'Not found');
    return found;
  }

  subscribe(callbackUrl: string, types: readonly string[], secret: string): Subscription {
    const subscription = { id: randomUUID(), callbackUrl, types, secret };
    this.subscriptions.push(subscription);
    return subscription;
  }

  #add(kind: Invoice['kind'], file: Buffer, fileName: string, number: string | null, electronic: boolean): Invoice {
    const at = this.now();
    const invoice: Invoice = {
      id: randomUUID(),
      kind,
      number,
      fileName,
      file,
      attachmentId: randomUUID(),
      electronic,
      createdAt: at,
      updatedAt: at,
      sent: 0,
      status: null,
      events: [],
    };
    this.invoices.push(invoice);
    this.onChange(invoice, 'created');
    return invoice;
  }
}

const sha256 = (file: Buffer): string => createHash('sha256').update(file).digest('hex');

function numberOf(file: Buffer): string {
  if (!file.subarray(0, 1024).includes('%PDF-')) {
    throw new ApiError(422, 'unsupported_format', 'Only PDF files are taken');
  }
  try {
    return readInvoice(file, 'Factur-X').number;
  } catch (error) {
    if (error instanceof UnreadableInvoice) throw new ApiError(422, 'unsupported_format', error.message);
    throw error;
  }
}
