import { sum, ZERO, type Decimal } from '../money.js';
import { lifecycleCode, type InvoiceStatus, type LifecycleCode } from './codes.js';

/** An amount that a 212 carries (MDT-207, MDT-215, MDT-224). */
export interface StatusAmount {
  /** MEN collected, ESC discount for early payment; others are kept and not counted */
  readonly type: string;
  readonly amount: Decimal;
  /** In percent */
  readonly vat_rate?: Decimal | undefined;
}

/** One recorded event of an invoice, whatever it came from. */
export interface LifecycleEvent {
  /** Identity: an event recorded twice under one id counts once */
  readonly id: string;
  /** Official time, ISO 8601 */
  readonly at: string;
  readonly kind: 'created' | 'code' | 'cancel_command' | 'retry_command' | 'acknowledgement_error';
  /** With kind `code` */
  readonly code?: string | undefined;
  readonly amounts?: readonly StatusAmount[] | undefined;
  /** The submission it answers, from 1; none for what people say */
  readonly attempt?: number | undefined;
}

/** Where an invoice stands. */
export interface LifecycleState {
  readonly status: InvoiceStatus;
  /** The official code that says so; none for a draft */
  readonly lifecycle_code?: string;
  /** Σ MEN */
  readonly paid_amount: Decimal;
  /** Σ ESC */
  readonly discount_amount: Decimal;
  /** True once 200 was recorded: the number cannot be used again */
  readonly number_spent: boolean;
}

const START: LifecycleState = { status: 'DRAFT', paid_amount: ZERO, discount_amount: ZERO, number_spent: false };
const HEIGHT: Readonly<Record<InvoiceStatus, number>> = {
  DRAFT: 0,
  SUBMITTED: 1,
  RECEIVED: 2,
  APPROVED: 3,
  PAID: 4,
  REJECTED: 5,
  CANCELLED: 6,
};

/**
 * The state of an invoice: a pure fold over the set of its events, sorted by (official time, attempt, code rank, id), so that
 * neither the order of arrival nor repeats matter. `amountDue` is BT-115.
 *
 * - 200–204, 205, 206, 209, 211, 214 only lift; 207 and 208 take an approval back; PAID rests on figures alone.
 * - 212 makes it PAID when Σ MEN + ESC covers the amount due, else APPROVED; negative figures can reopen it. A 212
 *   without figures proves no amount.
 * - 210, 213 and 220 end it; nothing but 220 or a cancel moves a REJECTED one, except a 200 of a new attempt after a
 *   213 that came before any 200 (the number was not spent).
 * - A cancel command works on DRAFT and REJECTED. Errors of acknowledgement, 221, 500, 501 and unknown codes move nothing.
 */
export function foldLifecycle(events: Iterable<LifecycleEvent>, amountDue: Decimal): LifecycleState {
  const once = new Map<string, LifecycleEvent>();
  for (const event of events) {
    const seen = once.get(event.id);
    if (seen === undefined || byOfficialTime(event, seen) < 0) once.set(event.id, event);
  }
  let state = START;
  for (const event of [...once.values()].toSorted(byOfficialTime)) state = step(state, event, amountDue);
  return state;
}

/**
 * The order of the fold: creation, whatever the platform's clock says; then official time; within one moment (platforms
 * speak in whole seconds) what answers an earlier attempt comes first and people last; then rank, then id.
 */
export function byOfficialTime(a: LifecycleEvent, b: LifecycleEvent): number {
  const creation = Number(b.kind === 'created') - Number(a.kind === 'created');
  return (
    creation ||
    Date.parse(a.at) - Date.parse(b.at) ||
    attemptOf(a) - attemptOf(b) ||
    rankOf(a) - rankOf(b) ||
    compare(a.id, b.id)
  );
}

function attemptOf(event: LifecycleEvent): number {
  return event.attempt ?? Number.MAX_SAFE_INTEGER;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function rankOf(event: LifecycleEvent): number {
  if (event.kind === 'created') return 0;
  if (event.kind === 'acknowledgement_error' || event.kind === 'retry_command') return 1;
  return event.kind === 'cancel_command' ? 150 : lifecycleCode(event.code ?? '').rank;
}

function step(state: LifecycleState, event: LifecycleEvent, amountDue: Decimal): LifecycleState {
  if (event.kind === 'cancel_command') {
    return state.status === 'DRAFT' || state.status === 'REJECTED' ? { ...state, status: 'CANCELLED' } : state;
  }
  if (event.kind !== 'code' || event.code === undefined) return state;
  return applyCode(state, lifecycleCode(event.code), event, amountDue);
}

function applyCode(
  state: LifecycleState,
  row: LifecycleCode,
  event: LifecycleEvent,
  amountDue: Decimal,
): LifecycleState {
  const spent = state.number_spent || row.code === '200';
  if (state.status === 'CANCELLED') return { ...state, number_spent: spent };
  if (state.status === 'REJECTED') return afterRejection(state, row, spent);
  const next = { ...state, number_spent: spent };
  switch (row.effect) {
    case 'raise':
      return raise(next, row);
    case 'reopen':
      return state.status === 'PAID' ? next : { ...next, status: row.status ?? state.status, lifecycle_code: row.code };
    case 'collect':
      return collect(next, row.code, event.amounts ?? [], amountDue);
    case 'end':
      return { ...next, status: row.status ?? state.status, lifecycle_code: row.code };
    case 'inform':
      return state.status === 'PAID' ? next : { ...next, lifecycle_code: row.code };
    case 'ignore':
      return next;
  }
}

/** A later code of the same height replaces the shown one; a lower one does not, nor a platform's after a party's. */
function raise(state: LifecycleState, row: LifecycleCode): LifecycleState {
  const target = row.status ?? state.status;
  if (HEIGHT[target] < HEIGHT[state.status]) return state;
  const shown = state.lifecycle_code === undefined ? undefined : lifecycleCode(state.lifecycle_code);
  const stale =
    HEIGHT[target] === HEIGHT[state.status] && row.phase === 'transmission' && (shown?.rank ?? 0) > row.rank;
  return { ...state, status: target, lifecycle_code: stale ? state.lifecycle_code : row.code };
}

function afterRejection(state: LifecycleState, row: LifecycleCode, spent: boolean): LifecycleState {
  if (row.code === '220') return { ...state, status: 'CANCELLED', lifecycle_code: row.code, number_spent: spent };
  if (row.code === '200' && !state.number_spent && state.lifecycle_code === '213') {
    return { ...state, status: 'SUBMITTED', lifecycle_code: row.code, number_spent: true };
  }
  return { ...state, number_spent: spent };
}

function collect(
  state: LifecycleState,
  code: string,
  amounts: readonly StatusAmount[],
  amountDue: Decimal,
): LifecycleState {
  const paid = state.paid_amount.plus(total(amounts, 'MEN'));
  const discount = state.discount_amount.plus(total(amounts, 'ESC'));
  const settled = paid.plus(discount);
  const covered = amountDue.isNegative() ? settled.lte(amountDue) : settled.gte(amountDue);
  return {
    ...state,
    status: covered ? 'PAID' : 'APPROVED',
    lifecycle_code: code,
    paid_amount: paid,
    discount_amount: discount,
  };
}

function total(amounts: readonly StatusAmount[], type: string): Decimal {
  return sum(amounts.filter((amount) => amount.type === type).map(({ amount }) => amount));
}
