import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../money.js';
import { INVOICE_STATUSES, LIFECYCLE_CODES, lifecycleCode } from './codes.js';
import { canCommand, commandRefusal, type InvoiceCommand } from './commands.js';
import { eventType } from './event-type.js';
import { byOfficialTime, foldLifecycle, type LifecycleEvent, type StatusAmount } from './fold.js';
import { explainReason, REASONS } from './reasons.js';

const DUE = new Decimal(1800);
const second = (at: number) => new Date(Date.UTC(2026, 5, 1, 10, 0, at)).toISOString();
const code = (value: string, at: number, amounts?: StatusAmount[]): LifecycleEvent => ({
  id: `${value}-${at}`,
  at: second(at),
  kind: 'code',
  code: value,
  amounts,
});
const paid = (at: number, amount: string, type = 'MEN') =>
  code('212', at, [{ type, amount: new Decimal(amount), vat_rate: new Decimal(20) }]);
const created: LifecycleEvent = { id: 'created', at: second(0), kind: 'created' };
const cancel = (at: number): LifecycleEvent => ({ id: `cancel-${at}`, at: second(at), kind: 'cancel_command' });
const codes = (...values: string[]) => [created, ...values.map((value, index) => code(value, index + 1))];
const status = (events: LifecycleEvent[]) => foldLifecycle(events, DUE).status;

describe('the fold', () => {
  it.each([
    [[], 'DRAFT'],
    [['200'], 'SUBMITTED'],
    [['200', '201'], 'SUBMITTED'],
    [['200', '201', '202'], 'RECEIVED'],
    [['200', '202', '203', '204'], 'RECEIVED'],
    [['200', '202', '214'], 'RECEIVED'],
    [['200', '202', '205'], 'APPROVED'],
    [['200', '202', '206'], 'APPROVED'],
    [['200', '202', '207'], 'RECEIVED'],
    [['200', '202', '207', '205'], 'APPROVED'],
    [['200', '202', '205', '207'], 'RECEIVED'],
    [['200', '202', '208', '209', '205'], 'APPROVED'],
    [['200', '202', '205', '204'], 'APPROVED'],
    [['200', '202', '205', '203'], 'APPROVED'],
    [['200', '202', '211'], 'APPROVED'],
    [['200', '210'], 'REJECTED'],
    [['213'], 'REJECTED'],
    [['200', '202', '210', '205'], 'REJECTED'],
    [['200', '202', '220'], 'CANCELLED'],
    [['200', '210', '220'], 'CANCELLED'],
    [['200', '221'], 'SUBMITTED'],
    [['501'], 'DRAFT'],
    [['500', '200'], 'SUBMITTED'],
    [['200', '202', '225'], 'RECEIVED'],
    [['200', '202', '999'], 'RECEIVED'],
  ])('%j leads to %s', (values, expected) => expect(status(codes(...values))).toBe(expected));

  it('counts what is collected and discounted against the amount due', () => {
    const life = codes('200', '202', '205');
    expect(foldLifecycle([...life, paid(10, '1000')], DUE)).toMatchObject({
      status: 'APPROVED',
      lifecycle_code: '212',
    });
    const whole = foldLifecycle([...life, paid(10, '1000'), paid(11, '800')], DUE);
    expect(whole.status).toBe('PAID');
    expect(whole.paid_amount.toFixed()).toBe('1800');
    const discounted = foldLifecycle([...life, paid(10, '1764'), paid(11, '36', 'ESC')], DUE);
    expect(discounted.status).toBe('PAID');
    expect(discounted.discount_amount.toFixed()).toBe('36');
    expect(status([...life, paid(10, '1800', 'RAP')])).toBe('APPROVED');
    expect(status([...life, code('212', 10)])).toBe('APPROVED');
  });

  it('reopens on a negative amount and stays paid otherwise', () => {
    const life = [...codes('200', '202', '205'), paid(10, '1800')];
    expect(status([...life, code('207', 11), code('205', 12), code('204', 13)])).toBe('PAID');
    expect(status([...life, paid(11, '-300')])).toBe('APPROVED');
    expect(status([...life, paid(11, '-300'), paid(12, '300')])).toBe('PAID');
    expect(status([...life, code('210', 11)])).toBe('REJECTED');
  });

  it('takes a credit of negative amount the other way round', () => {
    const life = codes('200', '202');
    expect(foldLifecycle([...life, paid(9, '-50')], new Decimal(-100)).status).toBe('APPROVED');
    expect(foldLifecycle([...life, paid(9, '-100')], new Decimal(-100)).status).toBe('PAID');
  });

  it('takes what answers an earlier attempt first within one second, and what people say last', () => {
    const at = '2026-09-04T10:00:00Z';
    const rejected: LifecycleEvent = { id: 'z', at, kind: 'code', code: '213', attempt: 1 };
    const filed: LifecycleEvent = { id: 'a', at, kind: 'code', code: '200', attempt: 2 };
    const cancelled: LifecycleEvent = { id: 'b', at, kind: 'code', code: '220' };
    for (const events of [
      [rejected, filed],
      [filed, rejected],
    ]) {
      expect(foldLifecycle(events, DUE)).toMatchObject({ status: 'SUBMITTED', lifecycle_code: '200' });
    }
    expect(foldLifecycle([cancelled, filed, rejected], DUE).status).toBe('CANCELLED');
    expect(foldLifecycle([{ ...rejected, attempt: 2 }, filed], DUE).status).toBe('REJECTED');
  });

  it('lets a new attempt live after a 213 that came before any 200, and no other', () => {
    const retried = foldLifecycle(codes('213', '200', '202'), DUE);
    expect(retried).toMatchObject({ status: 'RECEIVED', number_spent: true });
    expect(foldLifecycle(codes('213'), DUE).number_spent).toBe(false);
    expect(status(codes('200', '213', '200'))).toBe('REJECTED');
    expect(status(codes('210', '200'))).toBe('REJECTED');
  });

  it('cancels drafts and rejected invoices by command, others not', () => {
    expect(status([created, cancel(1)])).toBe('CANCELLED');
    expect(status([...codes('200', '210'), cancel(9)])).toBe('CANCELLED');
    expect(status([...codes('200', '202'), cancel(9)])).toBe('RECEIVED');
    expect(status([created, cancel(1), code('202', 2)])).toBe('CANCELLED');
  });

  it('begins with the creation, though official times are whole seconds', () => {
    const late: LifecycleEvent = { ...created, at: '2026-06-01T10:00:01.900Z' };
    expect([code('200', 1), late].toSorted(byOfficialTime).map(({ id }) => id)).toEqual(['created', '200-1']);
  });

  it('shows the code that tells most', () => {
    expect(foldLifecycle(codes('200', '201'), DUE).lifecycle_code).toBe('201');
    expect(foldLifecycle(codes('200', '203', '202'), DUE).lifecycle_code).toBe('203');
    expect(foldLifecycle(codes('200', '202', '204', '203'), DUE).lifecycle_code).toBe('204');
    expect(foldLifecycle(codes('200', '202', '225'), DUE).lifecycle_code).toBe('225');
    expect(foldLifecycle(codes('200', '999', '221'), DUE).lifecycle_code).toBe('200');
    expect(foldLifecycle([created], DUE).lifecycle_code).toBeUndefined();
  });

  const anyEvent = fc.oneof(
    fc
      .record({ value: fc.constantFrom(...LIFECYCLE_CODES.keys(), '999'), at: fc.nat(20) })
      .map(({ value, at }) => code(value, at)),
    fc
      .record({ at: fc.nat(20), amount: fc.integer({ min: -900, max: 1800 }) })
      .map(({ at, amount }) => paid(at, `${amount}`)),
    fc.nat(20).map(cancel),
    fc.nat(20).map((at): LifecycleEvent => ({ id: `ack-${at}`, at: second(at), kind: 'acknowledgement_error' })),
  );
  const anyLife = fc.uniqueArray(anyEvent, { maxLength: 14, selector: ({ id }) => id });

  it('does not depend on the order of arrival, nor on repeats', () => {
    fc.assert(
      fc.property(
        anyLife.chain((life) =>
          fc.tuple(fc.constant(life), fc.shuffledSubarray([...life, ...life], { minLength: life.length * 2 })),
        ),
        ([life, shuffled]) => {
          expect(foldLifecycle(shuffled, DUE)).toEqual(foldLifecycle(life, DUE));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is PAID only when the figures say so', () => {
    fc.assert(
      fc.property(anyLife, (life) => {
        const state = foldLifecycle(life, DUE);
        const covered = state.paid_amount.plus(state.discount_amount).gte(DUE);
        expect(state.status === 'PAID' && !covered).toBe(false);
      }),
    );
  });

  it('never leaves CANCELLED', () => {
    fc.assert(
      fc.property(anyLife, (life) => {
        expect(status([created, { ...cancel(0), at: second(-1) }, ...life])).toBe('CANCELLED');
      }),
    );
  });
});

const type = (before: string[], next: string, seen: string[] = []) => {
  const earlier = codes(...before);
  const event = code(next, 99);
  return eventType(foldLifecycle(earlier, DUE), foldLifecycle([...earlier, event], DUE), event, seen);
};

describe('event types', () => {
  it('follow the state, once for submitted, received and approved', () => {
    expect(eventType({ status: 'DRAFT' }, { status: 'DRAFT' }, created)).toBe('invoice.created');
    expect(type([], '200')).toBe('invoice.submitted');
    expect(type(['200'], '201', ['invoice.submitted'])).toBe('invoice.status_changed');
    expect(type(['200'], '202')).toBe('invoice.received');
    expect(type(['200', '202'], '203', ['invoice.received'])).toBe('invoice.status_changed');
    expect(type(['200', '202'], '205')).toBe('invoice.approved');
    expect(type(['200', '202', '205'], '207', ['invoice.received', 'invoice.approved'])).toBe('invoice.status_changed');
    expect(type(['200', '202', '205', '207'], '205', ['invoice.approved'])).toBe('invoice.status_changed');
    expect(type(['200', '202'], '210')).toBe('invoice.rejected');
    expect(type(['200', '202'], '213')).toBe('invoice.rejected');
    expect(type(['200', '202'], '220')).toBe('invoice.cancelled');
    expect(type(['200'], '221')).toBe('invoice.status_changed');
    expect(type(['200'], '999')).toBe('invoice.status_changed');
  });

  it('tell payment each time it becomes whole', () => {
    const seen = ['invoice.paid'];
    expect(eventType({ status: 'APPROVED' }, { status: 'PAID' }, paid(1, '1'), seen)).toBe('invoice.paid');
    expect(eventType({ status: 'APPROVED' }, { status: 'APPROVED' }, paid(1, '1'))).toBe('invoice.status_changed');
    expect(eventType({ status: 'PAID' }, { status: 'APPROVED' }, paid(1, '-1'), ['invoice.approved'])).toBe(
      'invoice.status_changed',
    );
  });
});

const allowed = (command: InvoiceCommand) => INVOICE_STATUSES.filter((state) => canCommand(state, command));

describe('commands', () => {
  it('fit these states', () => {
    expect(allowed('submit')).toEqual(['DRAFT']);
    expect(allowed('patch')).toEqual(['DRAFT']);
    expect(allowed('delete')).toEqual(['DRAFT']);
    expect(allowed('cancel')).toEqual(['DRAFT', 'REJECTED']);
    expect(allowed('retry')).toEqual(['REJECTED']);
    expect(allowed('payments')).toEqual(['SUBMITTED', 'RECEIVED', 'APPROVED', 'PAID']);
  });

  it('wait while the invoice is on its way', () => {
    for (const command of ['submit', 'cancel', 'patch', 'delete', 'retry'] as const) {
      expect(commandRefusal('DRAFT', command, 'queued')).toContain('queued');
      expect(canCommand('DRAFT', command, 'failed')).toBe(command !== 'delete');
    }
    expect(canCommand('REJECTED', 'retry', 'accepted')).toBe(true);
    expect(canCommand('REJECTED', 'retry', 'queued')).toBe(false);
    expect(canCommand('SUBMITTED', 'retry', 'failed')).toBe(true);
    expect(canCommand('CANCELLED', 'retry', 'failed')).toBe(false);
  });

  it('say why not', () =>
    expect(commandRefusal('PAID', 'cancel')).toBe(
      'Only a DRAFT or REJECTED invoice can be cancelled; this one is PAID.',
    ));
});

describe('codes and reasons', () => {
  it('have labels in both languages', () => {
    const bare = [...LIFECYCLE_CODES.values()].filter((row) => row.label === '' || row.label_fr === '');
    expect(bare).toEqual([]);
    expect(LIFECYCLE_CODES.size).toBe(31);
    expect(lifecycleCode('299')).toMatchObject({ effect: 'ignore', label_fr: 'Statut inconnu 299' });
  });

  it('explain what is known and name what is not', () => {
    expect(explainReason('DOUBLON').fr).toContain('déjà');
    expect(explainReason('NEUF').en).toContain('NEUF');
    expect(explainReason('constructor').en).toContain('constructor');
    expect(Object.values(REASONS).filter((reason) => !/[.]$/.test(reason.en) || !/[.]$/.test(reason.fr))).toEqual([]);
  });
});
