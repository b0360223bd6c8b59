import { describe, expect, it } from 'vitest';
import { Decimal } from '../money.js';
import { answerRefusal, BUYER_ANSWER_NAMES, foldReceived, type ReceivedEvent, type ReceivedState } from './received.js';

const due = new Decimal(1800);
let at = 0;
const event = (kind: ReceivedEvent['kind'], more: Partial<ReceivedEvent> = {}): ReceivedEvent => {
  at += 1;
  return { id: String(at), at: new Date(at * 1_000).toISOString(), kind, ...more };
};
const code = (value: string, more: Partial<ReceivedEvent> = {}) => event('code', { code: value, ...more });
const paid = (amount: string) => code('212', { amounts: [{ type: 'MEN', amount: new Decimal(amount) }] });
const state = (...events: ReceivedEvent[]): ReceivedState => foldReceived(events, due);

describe('the state of a received invoice', () => {
  it('is RECEIVED from the start, whatever platforms say of its way', () => {
    expect(state(event('listed'), event('stored'))).toEqual({ status: 'RECEIVED' });
    expect(state(event('listed'), code('200'))).toEqual({ status: 'RECEIVED', lifecycle_code: '200' });
    expect(state(code('203'), code('202'))).toMatchObject({ status: 'RECEIVED', lifecycle_code: '203' });
  });

  it.each([
    ['204', 'RECEIVED'],
    ['205', 'APPROVED'],
    ['206', 'APPROVED'],
    ['207', 'RECEIVED'],
    ['208', 'RECEIVED'],
    ['210', 'REJECTED'],
    ['211', 'APPROVED'],
    ['213', 'REJECTED'],
    ['220', 'CANCELLED'],
  ])('after %s is %s', (value, status) => {
    expect(state(event('listed'), code(value))).toEqual({ status, lifecycle_code: value });
  });

  it('is PAID when the seller has received everything', () => {
    expect(state(code('205'), paid('1000'))).toMatchObject({ status: 'APPROVED', lifecycle_code: '212' });
    expect(state(code('205'), paid('1000'), paid('800'))).toMatchObject({ status: 'PAID' });
  });

  it('is as before when the platform refuses an answer, until it is given again', () => {
    const approval = code('205', { message_id: 'a' });
    const refusal = event('answer_refused', { message_id: 'a' });
    expect(state(code('204'), approval)).toMatchObject({ status: 'APPROVED' });
    expect(state(code('204'), approval, refusal)).toEqual({ status: 'RECEIVED', lifecycle_code: '204' });
    expect(state(approval, refusal, code('205', { message_id: 'b' }))).toMatchObject({ status: 'APPROVED' });
    expect(state(refusal, approval)).toEqual({ status: 'RECEIVED' });
  });

  it('keeps an answer of which nobody knows whether it arrived', () => {
    const events = [code('205', { message_id: 'a' }), event('answer_unclear', { message_id: 'a' })];
    expect(state(...events)).toMatchObject({ status: 'APPROVED' });
  });
});

const fitting = (status: ReceivedState['status'], lifecycle_code?: string) =>
  BUYER_ANSWER_NAMES.filter(
    (answer) => answerRefusal(answer, { status, ...(lifecycle_code ? { lifecycle_code } : {}) }) === undefined,
  );

describe('the answers that fit', () => {
  it.each<[ReceivedState['status'], string | undefined, string[]]>([
    ['RECEIVED', undefined, [...BUYER_ANSWER_NAMES]],
    ['RECEIVED', '203', [...BUYER_ANSWER_NAMES]],
    ['RECEIVED', '204', BUYER_ANSWER_NAMES.slice(1)],
    ['RECEIVED', '207', BUYER_ANSWER_NAMES.slice(1)],
    ['APPROVED', '205', ['dispute', 'suspend', 'payment-sent']],
    ['APPROVED', '206', ['approve', 'partial-approve', 'dispute', 'suspend', 'payment-sent']],
    ['APPROVED', '211', ['dispute', 'suspend', 'payment-sent']],
    ['PAID', '212', []],
    ['REJECTED', '210', []],
    ['CANCELLED', '220', []],
  ])('%s (%s): %j', (status, value, answers) => {
    expect(fitting(status, value)).toEqual(answers);
  });

  it('say why the others do not, in a sentence', () => {
    expect(answerRefusal('reject', { status: 'APPROVED', lifecycle_code: '205' })).toMatch(/dispute it \(207\)/);
    expect(answerRefusal('approve', { status: 'REJECTED' })).toMatch(/REJECTED/);
  });
});
