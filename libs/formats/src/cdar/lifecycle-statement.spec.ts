import { AppError } from '@onefacture/errors';
import { Decimal } from '@onefacture/invoice';
import { describe, expect, it } from 'vitest';
import { lifecycleMessageFor, type LifecycleStatement, TAX_PORTAL } from './lifecycle-statement.js';

const buyer = { role: 'BY', electronic_address: { scheme: '0225', value: '552120222' } };
const collected: LifecycleStatement = {
  invoice: { number: 'INV-1', type_code: '380', issue_date: '2026-06-01', seller_siren: '732829320' },
  code: '212',
  at: '2026-06-30T10:00:00Z',
  from: { role: 'SE', id: { scheme: '0002', value: '732829320' }, name: 'Acme SAS' },
  to: [buyer],
  amounts: [
    { vat_rate: new Decimal(20), amount: new Decimal('120.00') },
    { vat_rate: new Decimal('5.5'), amount: new Decimal('-10.55') },
  ],
};

const faults = (statement: LifecycleStatement): string[] => {
  try {
    lifecycleMessageFor(statement);
  } catch (error) {
    if (error instanceof AppError) return error.options.errors?.map(({ field }) => field) ?? [];
    throw error;
  }
  return [];
};

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
    expect(lifecycleMessageFor({ ...collected, to: [buyer, TAX_PORTAL] }).process).toBe('REGULATED');
  });

  it('has no detail where nothing is to be said', () => {
    const { amounts: _amounts, ...silent } = collected;
    expect(lifecycleMessageFor({ ...silent, code: '205' }).references[0]?.statuses).toEqual([]);
  });

  it.each([
    ['an unknown code', { code: '999' }, ['code']],
    ['a payment without amounts', { amounts: [] }, ['amounts']],
    ['a refusal without a reason', { code: '210' }, ['reason.reason_code']],
    ['a party without an id', { from: { role: 'SE' } }, ['from.id']],
    ['nobody to tell', { to: [] }, ['to']],
    ['a buyer nobody can reach', { to: [{ role: 'BY' }] }, ['to[0].electronic_address']],
  ])('refuses %s', (_, change, fields) => {
    expect(faults({ ...collected, ...change })).toEqual(fields);
  });

  it('carries reason and comment of a refusal', () => {
    const reason = { reason_code: 'TX_TVA_ERR', reason: 'Taux erroné', action_code: 'NIN', comment: 'Voir ligne 1' };
    const from = { role: 'BY', id: { scheme: '0002', value: '552120222' } };
    const message = lifecycleMessageFor({ ...collected, code: '210', from, reason });
    expect(message.references[0]).toMatchObject({ status_code: '50', statuses: [{ ...reason, sequence: 1 }] });
  });
});
