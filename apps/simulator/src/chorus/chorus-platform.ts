import { randomInt } from 'node:crypto';
import { readInvoice, UnreadableInvoice, type InvoiceFacts } from '../documents/invoice-facts.js';
import { magicBuyers } from '../life/outcomes.js';
import { chorusLife, type ChorusLife, type ChorusStatus } from './outcomes.js';

/** Steps before a flow is integrated: received, in hand. */
const FLOW_STATES = ['IN_DEPOT_PORTAIL_EN_ATTENTE_TRAITEMENT_SE_CPP', 'IN_EN_COURS_TRAITEMENT_CPP'] as const;
const SYNTAXES: Readonly<Record<string, 'Factur-X' | 'CII' | 'UBL'>> = {
  IN_DP_E2_CII_FACTURX: 'Factur-X',
  IN_DP_E1_CII_16B: 'CII',
  IN_DP_E1_UBL_INVOICE: 'UBL',
};

/** A public body. */
export interface Structure {
  readonly siret: string;
  readonly name: string;
  readonly service_code: boolean;
  readonly commitment: boolean;
  readonly either: boolean;
  readonly active: boolean;
  readonly services: readonly {
    readonly code: string;
    readonly name: string;
    readonly active: boolean;
    readonly commitment: boolean;
  }[];
}

/** A deposited flow and the invoice it becomes. */
export interface Deposit {
  readonly number: string;
  readonly fileName: string;
  readonly account: string;
  readonly at: number;
  readonly invoiceId: number;
  readonly invoice: InvoiceFacts | undefined;
  readonly life: ChorusLife;
  /** ms between two steps */
  readonly stepMs: number;
  /** set by a test in place of the flow's own state */
  state?: string;
  /** set by a test: the billing frame of the invoice */
  frame?: string;
  /** set by a test: entries after those of the life */
  readonly added: { readonly status: ChorusStatus; readonly at: number }[];
  completed?: { readonly at: number; readonly comment: string };
}

/** What a file says, or why it is refused. */
export interface OpenedFile {
  readonly invoice?: InvoiceFacts;
  readonly refusal?: string;
}

/** A status and when it was set. */
export interface DatedStatus extends ChorusStatus {
  readonly at: number;
}

/** What Chorus Pro keeps, in memory. Lives advance with the clock: nothing runs by itself. */
export class ChorusPlatform {
  readonly deposits: Deposit[] = [];
  readonly #structures = new Map<string, Structure>();
  readonly #turnedAway = new Map<string, number>();
  /** ms added to the clock of this machine */
  clockOffsetMs = 0;
  passwordExpired = false;

  constructor(private readonly stepMs: number) {}

  get now(): number {
    return Date.now() + this.clockOffsetMs;
  }

  reset(): void {
    this.deposits.length = 0;
    this.#structures.clear();
    this.#turnedAway.clear();
    this.clockOffsetMs = 0;
    this.passwordExpired = false;
  }

  /** What a file says, before it is taken. */
  opened(file: Buffer, syntax: string): OpenedFile {
    return open(file, syntax);
  }

  deposit(account: string, fileName: string, { invoice, refusal }: OpenedFile): Deposit {
    const doubled = invoice !== undefined && this.#invoiceOf(account, invoice) !== undefined;
    const life = doubled
      ? { refusal: 'La facture existe déjà : doublon (fournisseur, numéro, année)', statuses: [] }
      : refusal === undefined
        ? chorusLife(invoice?.buyer.siren ?? '')
        : { refusal, statuses: [] };
    const count = this.deposits.length + 1;
    const deposit: Deposit = {
      number: `CPP00111170000000${String(Math.floor(this.now / 1000)).slice(-6)}${String(count).padStart(6, '0')}`,
      fileName,
      account,
      at: this.now,
      invoiceId: 10_000_000 + count * 1000 + randomInt(1000),
      invoice,
      life,
      stepMs: invoice?.buyer.siren === magicBuyers.atOnce ? 0 : this.stepMs,
      added: [],
    };
    this.deposits.push(deposit);
    return deposit;
  }

  /** How often this invoice was turned away before, this time included. */
  turnAway(key: string): number {
    const times = (this.#turnedAway.get(key) ?? 0) + 1;
    this.#turnedAway.set(key, times);
    return times;
  }

  /** Where the flow stands. */
  stateOf(deposit: Deposit): string {
    if (deposit.state !== undefined) return deposit.state;
    const running = FLOW_STATES[this.#steps(deposit)];
    return running ?? (deposit.life.refusal === undefined ? 'IN_INTEGRE' : 'IN_REJETE');
  }

  /** The history of the invoice a flow became; empty while it is none. */
  historyOf(deposit: Deposit): DatedStatus[] {
    const { life, at, stepMs, completed, added } = deposit;
    const integrated = FLOW_STATES.length;
    const reached = this.#steps(deposit) - integrated + 1;
    const own = life.statuses
      .slice(0, Math.max(0, reached))
      .map((status, index) => ({ ...status, at: at + (integrated + index) * stepMs }));
    const later = (completed === undefined ? [] : (life.afterCompletion ?? [])).flatMap((status, index) => {
      const set = (completed?.at ?? 0) + index * stepMs;
      const comment = index === 0 ? { comment: completed?.comment ?? '' } : {};
      return set <= this.now ? [{ ...status, ...comment, at: set }] : [];
    });
    return [...own, ...later, ...added.map(({ status, at: set }) => ({ ...status, at: set }))];
  }

  find(number: string): Deposit | undefined {
    return this.deposits.find((each) => each.number === number);
  }

  /** The flows of an account that have become invoices, the youngest first. */
  invoicesOf(account: string): Deposit[] {
    const isInvoice = (each: Deposit): boolean => each.account === account && this.historyOf(each).length > 0;
    return this.deposits.filter(isInvoice).toReversed();
  }

  setStructure(structure: Structure): void {
    this.#structures.set(structure.siret, structure);
  }

  /** Each SIRET is a public body that wants nothing, unless a test said otherwise or it is one of the unlisted buyer's. */
  structure(siret: string): Structure | undefined {
    const known = this.#structures.get(siret);
    if (known !== undefined || !/^\d{14}$/.test(siret) || siret.startsWith(magicBuyers.unlisted)) return known;
    return {
      siret,
      name: `Collectivité ${siret}`,
      service_code: false,
      commitment: false,
      either: false,
      active: true,
      services: [{ code: 'FACTURES_PUBLIQUES', name: 'Factures publiques', active: true, commitment: false }],
    };
  }

  #invoiceOf(account: string, wanted: InvoiceFacts): Deposit | undefined {
    return this.deposits.find(({ account: owner, invoice, life }) => {
      if (owner !== account || invoice === undefined || life.refusal !== undefined) return false;
      const same = invoice.number === wanted.number && invoice.seller.siren === wanted.seller.siren;
      return same && invoice.issueDate.slice(0, 4) === wanted.issueDate.slice(0, 4);
    });
  }

  #steps({ at, stepMs }: Deposit): number {
    return stepMs === 0 ? Number.MAX_SAFE_INTEGER : Math.floor((this.now - at) / stepMs);
  }
}

function open(file: Buffer, syntax: string): OpenedFile {
  const declared = Object.hasOwn(SYNTAXES, syntax) ? SYNTAXES[syntax] : undefined;
  if (declared === undefined) return { refusal: `La syntaxe ${syntax} est inconnue` };
  try {
    return { invoice: readInvoice(file, declared) };
  } catch (error) {
    if (!(error instanceof UnreadableInvoice)) throw error;
    return { refusal: `Le fichier est illisible : ${error.message}` };
  }
}
