import { AppError, type FieldFault } from '@onefacture/errors';
import { BUYER_SIDE, Decimal, SELLER_SIDE, STATEMENT_RULES } from '@onefacture/invoice';
import { describe, expect, it } from 'vitest';
import type { MessageParty } from '../lifecycle-message.js';
import { lifecycleMessageFor } from './lifecycle-statement.js';
import { type LifecycleStatement, TAX_PORTAL } from './statement.js';

const named = (role: string, siren: string): MessageParty => ({ role, id: { scheme: '0002', value: siren } });
const reachable = (party: MessageParty): MessageParty => ({
  ...party,
  electronic_address: { scheme: '0225', value: party.id?.value ?? '' },
});
const seller = named('SE', '732829320');
const buyer = named('BY', '552120222');

const collected: LifecycleStatement = {
  invoice: { number: 'INV-1', type_code: '380', issue_date: '2026-06-01', seller_siren: '732829320' },
  code: '212',
  at: '2026-06-30T10:00:00Z',
  from: { ...seller, name: 'Acme SAS' },
  to: [reachable(buyer)],
  amounts: [
    { vat_rate: new Decimal(20), amount: new Decimal('120.00') },
    { vat_rate: new Decimal('5.5'), amount: new Decimal('-10.55') },
  ],
  reason: { comment: 'Correction' },
};

/** The least that a code of the table takes. */
const least = (code: string): LifecycleStatement => {
  const rule = STATEMENT_RULES.get(code);
  const from = rule?.issuers.includes('WK') ? { role: 'WK' } : rule?.issuers.includes('BY') ? buyer : seller;
  const to = rule?.recipients.find((role) => role !== 'WK' && role !== from.role) ?? 'SE';
  const { amounts: _amounts, reason: _reason, ...statement } = collected;
  return {
    ...statement,
    code,
    from,
    to: [reachable(named(to, '404833048'))],
    ...(rule?.figure === 'MEN' || rule?.figure === 'MPA'
      ? { amounts: [{ vat_rate: new Decimal(20), amount: new Decimal(12) }] }
      : {}),
    ...(rule?.figure === 'CBB' ? { characteristics: [{ type: 'CBB', value: 'FR7630006000011234567890189' }] } : {}),
    ...(rule?.reason_required || rule?.comment_required
      ? { reason: { ...(rule.reasons[0] ? { reason_code: rule.reasons[0] } : {}), comment: 'Voir ligne 1' } }
      : {}),
  };
};
const stated = [...STATEMENT_RULES.values()].filter(({ issuers }) => !issuers.includes('DFH'));

const rate = (type: string, percent: number) => ({ type, id: 'BT-152', percent: new Decimal(percent) });

const faultsOf = (statement: LifecycleStatement): readonly FieldFault[] => {
  try {
    lifecycleMessageFor(statement);
  } catch (error) {
    if (error instanceof AppError && error.code === 'request.invalid') return error.options.errors ?? [];
    throw error;
  }
  return [];
};
const faults = (statement: LifecycleStatement): string[] => faultsOf(statement).map(({ field }) => field);

describe('the message of a statement', () => {
  it('tells a payment by its amounts per rate', () => {
    const message = lifecycleMessageFor(collected);
    expect(message).toMatchObject({
      process: 'REGULATED',
      guideline: 'urn.cpro.gouv.fr:1p0:CDV:invoice',
      id: 'INV-1_212_20260630120000#380_20260601',
      phase: '23',
      sender: { role: 'SE' },
      stated_at: '2026-06-30T10:00:00Z',
    });
    expect(message.references[0]).toMatchObject({
      status_code: '47',
      lifecycle_code: '212',
      lifecycle_label: 'Encaissée',
      seller_siren: '732829320',
    });
    expect(message.references[0]?.statuses).toEqual([
      {
        sequence: 1,
        comment: 'Correction',
        characteristics: [
          { type: 'MEN', amount: new Decimal('120.00'), currency: 'EUR', percent: new Decimal(20) },
          { type: 'MEN', amount: new Decimal('-10.55'), currency: 'EUR', percent: new Decimal('5.5') },
        ],
      },
    ]);
  });

  it('speaks to the tax portal alone under its own guideline, without a process', () => {
    const message = lifecycleMessageFor({ ...collected, to: [TAX_PORTAL] });
    expect(message.guideline).toBe('urn.cpro.gouv.fr:1p0:CDV:einvoicingF2');
    expect(message.process).toBeUndefined();
    expect(lifecycleMessageFor({ ...collected, to: [reachable(buyer), TAX_PORTAL] }).process).toBe('REGULATED');
  });

  it.each(stated.map(({ code }) => code))('can be made for code %s', (code) => {
    const message = lifecycleMessageFor(least(code));
    expect(message.references[0]).toMatchObject({ lifecycle_code: code, lifecycle_label: expect.any(String) });
    expect(message.phase).toBe(STATEMENT_RULES.get(code)?.phase);
  });

  it('has no detail where nothing is to be said', () => {
    expect(lifecycleMessageFor(least('205')).references[0]?.statuses).toEqual([]);
  });

  it('carries reason and comment of a refusal', () => {
    const reason = { reason_code: 'TX_TVA_ERR', reason: 'Taux erroné', action_code: 'NIN', comment: 'Voir ligne 1' };
    const message = lifecycleMessageFor({ ...least('210'), reason });
    expect(message.references[0]).toMatchObject({ status_code: '50', statuses: [{ ...reason, sequence: 1 }] });
  });

  it('numbers several reasons, each with the values it contests', () => {
    const reason = [
      { reason_code: 'TX_TVA_ERR', characteristics: [rate('DIV', 10), rate('DVA', 20)] },
      { reason_code: 'QTE_ERR', comment: 'Ligne 2' },
    ];
    const message = lifecycleMessageFor({ ...least('207'), reason, characteristics: [{ type: 'MAJ' }] });
    expect(message.references[0]?.statuses).toEqual([
      { ...reason[0], sequence: 1, characteristics: [{ type: 'MAJ' }, rate('DIV', 10), rate('DVA', 20)] },
      { ...reason[1], sequence: 2, characteristics: [] },
    ]);
  });

  it('names a file that could not be opened by its name alone', () => {
    const message = lifecycleMessageFor({ ...least('501'), invoice: { number: 'facture.pdf' } });
    expect(message.id).toBe('facture.pdf_501_20260630120000');
    expect(message.references[0]).not.toHaveProperty('type_code');
  });
});

describe('a statement is refused', () => {
  it.each([
    ['with an unknown code', { code: '999' }, ['code']],
    ['with a code of the tax portal', { code: '251' }, ['code']],
    ['as a payment without amounts', { amounts: [] }, ['amounts']],
    ['as a payment without a VAT rate', { amounts: [{ amount: new Decimal(1) }] }, ['amounts[0].vat_rate']],
    ['when it takes back without a comment', { reason: {} }, ['reason.comment']],
    ['with a party without an id', { from: { role: 'SE' } }, ['from.id']],
    ['with nobody to tell', { to: [] }, ['to']],
    ['with a buyer nobody can reach', { to: [{ role: 'BY' }] }, ['to[0].electronic_address']],
    ['by the wrong side', { from: buyer }, ['from.role']],
    ['to the wrong side', { to: [reachable(seller)] }, ['to[0].role']],
    ['from the tax portal as sender', { sender: { role: 'DFH' } }, ['sender.role']],
    ['beside the portal without an id', { to: [{ ...reachable(buyer), id: undefined }, TAX_PORTAL] }, ['to[0].id']],
    ['to a portal of another number', { to: [{ ...TAX_PORTAL, id: { scheme: '0238', value: '9998' } }] }, ['to[0].id']],
    [
      'with a type that France does not take',
      { invoice: { ...collected.invoice, type_code: '325' } },
      ['invoice.type_code'],
    ],
    ['without an invoice date', { invoice: { ...collected.invoice, issue_date: undefined } }, ['invoice.issue_date']],
    ['with a bad date', { invoice: { ...collected.invoice, issue_date: '01/06/2026' } }, ['invoice.issue_date']],
    [
      'with a bad SIREN',
      { invoice: { ...collected.invoice, seller_siren: '73282932000074' } },
      ['invoice.seller_siren'],
    ],
    ['without a number', { invoice: { ...collected.invoice, number: ' ' } }, ['invoice.number']],
    ['with a time that is none', { at: 'yesterday' }, ['at']],
    ['with a process of its own', { process: 'B2B' }, ['process']],
    ['with a currency by name', { currency: 'euro' }, ['currency']],
    ['with an action of its own', { reason: { comment: 'x', action_code: 'PAY' } }, ['reason.action_code']],
    ['with a reason where none fits', { reason: { comment: 'x', reason_code: 'AUTRE' } }, ['reason.reason_code']],
    ['with an unknown figure', { characteristics: [{ type: 'TVA' }] }, ['characteristics[0].type']],
    ['with the figure of another code', { characteristics: [{ type: 'MPA' }] }, ['characteristics[0].type']],
    ['with an amount received without its rate', { characteristics: [{ type: 'MEN' }] }, ['characteristics[0]']],
  ])('%s', (_, change, fields) => {
    expect(faults({ ...collected, ...change })).toEqual(fields);
  });

  it.each([
    ['210', {}, ['reason.reason_code', 'reason.comment']],
    ['210', { reason: { reason_code: 'LIVR_INCOMP', comment: 'x' } }, ['reason.reason_code']],
    ['213', { reason: [{ comment: 'x' }] }, ['reason[0].reason_code']],
    ['207', { reason: [{ reason_code: 'AUTRE' }, { reason_code: 'IRR_SYNTAX' }] }, ['reason[1].reason_code']],
    ['205', { amounts: [{ amount: new Decimal(1) }] }, ['amounts']],
    ['205', { to: [TAX_PORTAL] }, ['to[0].role']],
    ['226', { to: [reachable(buyer)] }, ['to[0].role']],
    ['211', { amounts: [] }, ['amounts']],
    ['227', { characteristics: [] }, ['characteristics']],
    ['227', { characteristics: [{ type: 'CBB' }] }, ['characteristics[0].value']],
    ['200', { from: buyer }, ['from.role']],
    ['200', { sender: { role: 'SE' } }, ['sender.role']],
  ])('as code %s with %o', (code, change, fields) => {
    const statement = least(code);
    expect(faults({ ...statement, reason: undefined, ...change })).toEqual(fields);
  });

  it('with sentences that say what to do', () => {
    const [fault] = faultsOf({ ...least('210'), reason: { reason_code: 'QTE_ERR', comment: 'x' } });
    expect(fault).toEqual({
      field: 'reason.reason_code',
      code: 'MISMATCH',
      message: expect.stringMatching(/^QTE_ERR does not fit: code 210 takes one of TX_TVA_ERR, .*REF_CT_ABSENT\.$/),
    });
  });

  it('unless the public sector states it in its own words', () => {
    const sender = { role: 'WK', id: { scheme: '0238', value: '9999' } };
    const reason = { reason_code: 'RETRAIT_MAN_SERV', comment: 'x' };
    expect(faults({ ...least('210'), sender, reason })).toEqual([]);
    expect(faults({ ...least('210'), reason })).toEqual(['reason.reason_code']);
  });

  it('for every reason and every role that its code does not know', () => {
    const reasons = [...new Set(stated.flatMap((rule) => rule.reasons))];
    for (const rule of stated) {
      const statement = least(rule.code);
      const wrong = reasons.filter(
        (reason_code) => faults({ ...statement, reason: { reason_code, comment: 'x' } }).length > 0,
      );
      expect(wrong.toSorted()).toEqual(reasons.filter((one) => !rule.reasons.includes(one)).toSorted());
      for (const role of [...SELLER_SIDE, ...BUYER_SIDE, 'WK', 'DFH', 'XX']) {
        const expected = rule.issuers.some((one) => one === role) ? [] : ['from.role'];
        const sender = { role: 'WK' };
        expect({ role, faults: faults({ ...statement, sender, from: named(role, '404833048') }) }).toEqual({
          role,
          faults: expected,
        });
      }
    }
  });
});
