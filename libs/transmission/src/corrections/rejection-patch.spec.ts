import {
  completeInvoice,
  Decimal,
  frenchVatNumber,
  patchInvoiceBody,
  bodyOfInvoice,
  readInvoiceBody,
  REASONS,
  REASONS_OF_CODE,
  PUBLIC_SECTOR_REFUSALS,
  type Invoice,
} from '@onefacture/invoice';
import { describe, expect, it } from 'vitest';
import { quickStart } from '../../../invoice/src/testing/bodies.js';
import { ADVICE } from './advice.js';
import { proposePatch, type StatedReason } from './rejection-patch.js';
import { correctionFor } from './remedies.js';
import type { BuyerInDirectory } from './remedy.js';

const GLOBEX = '552120222';
const ACME = '732829320';

function invoice(change: object = {}): Invoice {
  const read = readInvoiceBody({ ...quickStart, ...change });
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return completeInvoice(read.body);
}
const reason = (code: string): StatedReason => ({ code, message: 'why', message_fr: 'pourquoi', from: 'platform' });
const KEPT = { numberSpent: false, number: 'F-1' };
const propose = (codes: string | readonly string[], of: Invoice = invoice(), buyer?: BuyerInDirectory) =>
  proposePatch([codes].flat().map(reason), { invoice: of, patchable: true, buyer }, KEPT);
const buyer = (change: object) => invoice({ buyer: { ...quickStart.buyer, ...change } });
/** What a retry makes of it. */
function applied(of: Invoice, patch: unknown): Invoice {
  const read = patchInvoiceBody(bodyOfInvoice(of), patch);
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return completeInvoice(read.body);
}

describe('every official reason', () => {
  const codes = [
    ...new Set([...Object.keys(REASONS), ...Object.values(REASONS_OF_CODE).flat(), ...PUBLIC_SECTOR_REFUSALS]),
  ];

  it.each(codes)('%s is answered with what to do, in both languages', (code) => {
    expect(ADVICE[code]).toBeDefined();
    const { en, fr } = correctionFor(code, { invoice: invoice(), patchable: true });
    expect(en.length).toBeGreaterThan(15);
    expect(fr.length).toBeGreaterThan(15);
    expect(fr).not.toBe(en);
  });

  it('that nobody knows is answered too, also one that looks like a member of every object', () => {
    for (const code of ['XYZ', 'constructor', '__proto__']) {
      expect(propose(code)).toMatchObject({ patch: {}, complete: false, confidence: 'check' });
    }
  });
});

describe('the buyer’s address', () => {
  it.each(['ADR_ERR', 'REJ_ADR', 'DEST_INC', 'BR-FR-12', 'BR-FR-21_BT-49'])(
    'is the SIREN where another was given: %s',
    (code) => {
      const wrong = buyer({ electronic_address: { scheme: '0225', value: `${GLOBEX}_OLD` } });
      const { patch, ...rest } = propose(code, wrong);
      expect(patch).toEqual({ buyer: { electronic_address: { scheme: '0225', value: GLOBEX } } });
      expect(rest).toMatchObject({ confidence: 'check', complete: true, needs: [] });
      expect(applied(wrong, patch).buyer.electronic_address).toEqual({ scheme: '0225', value: GLOBEX });
    },
  );

  it('is the one the directory lists, surely when it is the only one', () => {
    const listed = { addresses: [`${GLOBEX}_A`] };
    expect(propose('ADR_ERR', invoice(), listed)).toMatchObject({
      patch: { buyer: { electronic_address: { scheme: '0225', value: `${GLOBEX}_A` } } },
      ...{ confidence: 'certain', complete: true },
    });
    const several = { addresses: [`${GLOBEX}_A`, `${GLOBEX}_B`] };
    expect(propose('ADR_ERR', invoice(), several)).toMatchObject({ confidence: 'check', complete: true });
    const own = buyer({ electronic_address: { scheme: '0225', value: `${GLOBEX}_X` } });
    const withSiren = { addresses: [`${GLOBEX}_A`, GLOBEX] };
    expect(propose('ADR_ERR', own, withSiren)).toMatchObject({
      patch: { buyer: { electronic_address: { value: GLOBEX } } },
      confidence: 'certain',
    });
  });

  it('is left where the directory lists it, and asked for where it lists none', () => {
    expect(propose('DEST_INC', invoice(), { addresses: [GLOBEX] })).toMatchObject({ patch: {}, complete: true });
    expect(propose('DEST_INC', invoice(), { addresses: [] })).toMatchObject({
      ...{ patch: {}, complete: false, needs: [{ field: 'buyer.siren' }] },
    });
    expect(propose('DEST_INC')).toMatchObject({ patch: {}, complete: false });
  });
});

describe('the buyer’s SIREN', () => {
  it('is the one of his VAT number, to be checked: he may be in a VAT group', () => {
    const wrong = buyer({ siren: ACME, vat_number: frenchVatNumber(GLOBEX) });
    const { patch, confidence, complete, explanation } = propose('DEST_INC', wrong);
    expect({ patch, confidence, complete }).toEqual({
      ...{ patch: { buyer: { siren: GLOBEX } }, confidence: 'check', complete: true },
    });
    expect(explanation).toContain(ACME);
    const right = applied(wrong, patch);
    expect(right.buyer).toMatchObject({ siren: GLOBEX, electronic_address: { value: GLOBEX } });
  });

  it('takes an address along that the caller gave', () => {
    const said = { electronic_address: { scheme: '0225', value: ACME } };
    const wrong = buyer({ siren: ACME, vat_number: frenchVatNumber(GLOBEX), ...said });
    expect(applied(wrong, propose('SIRET_ERR', wrong).patch).buyer).toMatchObject({
      electronic_address: { value: GLOBEX },
    });
  });

  it('is told by the SIRET where it fails its check digit, in a file that was read', () => {
    const said = { ...invoice().buyer, siren: '732829321', siret: '73282932000074' };
    expect(propose('SIRET_ERR', { ...invoice(), buyer: said })).toMatchObject({
      patch: { buyer: { siren: ACME } },
      ...{ confidence: 'certain', complete: true },
    });
    const two = { ...said, vat_number: frenchVatNumber(GLOBEX) };
    expect(propose('SIRET_ERR', { ...invoice(), buyer: two })).toMatchObject({ patch: {}, complete: false });
  });
});

describe('amounts', () => {
  it('are those of the lines; what is rounded by hand is taken out', () => {
    const rounded = invoice({ totals: { rounding: '0.01' } });
    const { patch, complete } = propose('MONTANTTOTAL_ERR', rounded);
    expect({ patch, complete }).toEqual({ patch: { totals: { rounding: null } }, complete: true });
    expect(applied(rounded, patch).totals.due).toEqual(new Decimal('1800'));
    expect(propose('CALCUL_ERR')).toMatchObject({
      patch: {},
      complete: false,
      explanation: expect.stringContaining('gross 1800.00'),
    });
  });

  it('of a file that add up to something else are told', () => {
    const read = invoice();
    const off = { ...read, totals: { ...read.totals, gross: new Decimal('1801'), due: new Decimal('1801') } };
    expect(propose('BR-CO-15', off)).toMatchObject({
      patch: { totals: { gross: '1800.00', due: '1800.00' } },
      ...{ confidence: 'certain', complete: true },
    });
  });

  it('of VAT are only told', () => {
    expect(propose('TX_TVA_ERR')).toMatchObject({
      patch: {},
      complete: false,
      explanation: expect.stringContaining('20 %'),
    });
  });
});

describe('mentions and references', () => {
  it('adds the mandatory notes that are missing, beside those that are there', () => {
    const read = invoice({ notes: [{ subject: 'REG', content: 'RCS Paris' }] });
    const bare = { ...read, notes: read.notes.filter(({ subject }) => subject !== 'PMD'), derived: [] };
    const { patch, complete } = propose('NON_CONFORME', bare);
    const subjects = (patch['notes'] as { subject: string }[]).map(({ subject }) => subject);
    expect({ subjects, complete }).toEqual({ subjects: ['REG', 'PMT', 'AAB', 'PMD'], complete: true });
    expect(propose('NON_CONFORME', read)).toMatchObject({ patch: {}, complete: false });
  });

  it.each([
    ['CMD_ERR', 'order_reference'],
    ['REF_CT_ABSENT', 'contract_reference'],
  ])('%s tells the member and what it is now', (code, field) => {
    expect(propose(code).needs).toMatchObject([{ field, message: expect.stringContaining('missing') }]);
    expect(propose(code, invoice({ [field]: 'PO-7' })).needs).toMatchObject([
      { message: expect.stringContaining('PO-7') },
    ]);
  });

  it.each(['DOUBLON', 'REJ_UNI'])('%s wants a new number', (code) => {
    expect(propose(code)).toMatchObject({ needs: [{ field: 'number' }], complete: false });
  });
});

describe('several reasons', () => {
  it('make one patch, as sure and as complete as the least of them', () => {
    const wrong = invoice({
      totals: { rounding: '0.01' },
      buyer: { ...quickStart.buyer, siren: ACME, vat_number: frenchVatNumber(GLOBEX) },
    });
    const both = propose(['DEST_INC', 'MONTANTTOTAL_ERR', 'DEST_INC'], wrong);
    expect(both.patch).toEqual({ buyer: { siren: GLOBEX }, totals: { rounding: null } });
    expect(both).toMatchObject({ complete: true, reasons: [{}, {}, {}] });
    expect(propose(['DEST_INC', 'CMD_ERR'], wrong)).toMatchObject({ complete: false });
  });

  it('of an invoice that was filed want a new number, once', () => {
    const spent = proposePatch(
      [reason('DOUBLON')],
      { invoice: invoice(), patchable: true },
      { numberSpent: true, number: 'F-1' },
    );
    expect(spent.needs).toHaveLength(1);
    expect(spent.complete).toBe(false);
  });

  it('of a caller’s own file make no patch', () => {
    const wrong = buyer({ siren: ACME, vat_number: frenchVatNumber(GLOBEX) });
    const own = proposePatch([reason('DEST_INC')], { invoice: wrong, patchable: false }, KEPT);
    expect(own).toMatchObject({ patch: {}, complete: false, explanation: expect.stringContaining('your own file') });
  });

  it('of a platform that was away ask for nothing', () => {
    expect(propose('platform.unavailable')).toMatchObject({ patch: {}, complete: true });
  });
});
