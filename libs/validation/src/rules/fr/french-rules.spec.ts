import type { Syntax } from '@onefacture/formats';
import { Decimal, type InvoiceDocument, type Line, type Said } from '@onefacture/invoice';
import { describe, expect, it } from 'vitest';
import { brokenBy } from '../../../testing/broken-rules.js';
import { isFrench } from './applicability.js';
import { frenchRules } from './french-rules.js';

const SIREN = '123456789';
const amount = (text: string): Decimal => new Decimal(text);

const party = (siren: string) => ({
  name: 'Lac',
  siren,
  address: { country_code: 'FR' },
  electronic_address: { scheme: '0225', value: siren },
});
const own = (number: string, siren = SIREN): Said<Line> => ({
  seller: party(siren),
  invoiced_objects: [
    { scheme: 'AFL', value: number },
    { scheme: 'AVV', value: 'S1' },
  ],
});

/** Two groups, each an invoice of its own. */
const LINES: readonly Said<Line>[] = [
  { ...own('F-1'), id: '1', kind: 'GROUP', net_amount: amount('100'), tax_amount: amount('20') },
  { ...own('F-1'), id: '1.1', parent_id: '1', kind: 'DETAIL', net_amount: amount('100'), exemption_reason: '#F-1#' },
  { ...own('F-2', '987654321'), id: '2', kind: 'GROUP', net_amount: amount('50'), tax_amount: amount('10') },
  {
    ...own('F-2', '987654321'),
    id: '2.1',
    parent_id: '2',
    kind: 'DETAIL',
    net_amount: amount('50'),
    exemption_reason: '#F-2#',
  },
];

const line = (index: number, change: Said<Line>): InvoiceDocument['lines'] =>
  LINES.with(index, { ...LINES[index], ...change });

const MENTIONS = [
  { subject: 'PMT', content: '40 €' },
  { subject: 'PMD', content: '10 %' },
  { subject: 'AAB', content: 'Néant' },
];

/** Several sellers; holds by all rules in both syntaxes. */
const GROUPED: InvoiceDocument = {
  number: 'F-1',
  type_code: '380',
  billing_frame: 'M8',
  currency: 'EUR',
  issue_date: '2026-06-01',
  due_date: '2026-07-01',
  notes: [...MENTIONS, { subject: 'BAR', content: 'B2B' }],
  seller: party(SIREN),
  buyer: party('987654321'),
  lines: LINES,
  vat_breakdown: [
    { exemption_reason: '#F-1#', tax_amount: amount('20') },
    { exemption_reason: '#F-2#', tax_amount: amount('10') },
  ],
};

const MUTUAL: InvoiceDocument = { ...GROUPED, billing_frame: 'M9', type_code: '389' };
const PAID: InvoiceDocument = {
  ...GROUPED,
  billing_frame: 'S2',
  totals: { gross: amount('180'), prepaid: amount('180'), due: amount('0') },
};
const MEMBER: InvoiceDocument = {
  ...GROUPED,
  seller: { ...party(SIREN), identifiers: [{ scheme: '0231', value: '111222333' }] },
  notes: [...MENTIONS, { subject: 'TXD', content: 'MEMBRE_ASSUJETTI_UNIQUE' }],
  tax_representative: { vat_number: 'FR00111222333' },
};

/** Ids by syntax, a document that breaks them, and the one that it was made of; by default GROUPED. */
type Case = readonly [cii: string | undefined, ubl: string | undefined, bad: InvoiceDocument, good?: InvoiceDocument];

const both = (id: string, bad: InvoiceDocument, good?: InvoiceDocument): Case => [id, id, bad, good];

const notes: readonly Case[] = [
  ...MENTIONS.map(({ subject }, index): Case => [
    `BR-FR-05_BT-22_${subject}`,
    `BR-FR-05_BT-22-${index + 1}`,
    { ...GROUPED, notes: MENTIONS.toSpliced(index, 1) },
  ]),
  ...['PMT', 'PMD', 'AAB', 'TXD'].map((subject, index): Case => {
    const twice = [1, 2].map((count) => ({ subject, content: `note ${count}` }));
    return [`BR-FR-06_BT-21_${subject}`, `BR-FR-06_BT-21-${index + 1}`, { ...GROUPED, notes: twice }];
  }),
  both('BR-FR-20_BT-21', { ...GROUPED, notes: [{ subject: 'BAR', content: 'B2G' }] }),
  [
    'BR-FR-31_BT-21',
    'BR-FR-30_BT-21',
    { ...GROUPED, notes: ['B2B', 'B2C'].map((content) => ({ subject: 'BAR', content })) },
  ],
  both('BR-FR-CO-14_BT-29-1', { ...MEMBER, notes: MENTIONS }, MEMBER),
];

const without = (role: 'seller' | 'buyer', member: 'siren' | 'electronic_address'): InvoiceDocument => {
  const { [member]: _left, ...rest } = party(SIREN);
  return { ...GROUPED, [role]: rest };
};
const { tax_representative: _entity, ...ALONE } = MEMBER;

const parties: readonly Case[] = [
  both('BR-FR-10_BT-30', without('seller', 'siren')),
  both('BR-FR-11_BT-47', without('buyer', 'siren')),
  both('BR-FR-12_BT-49', without('buyer', 'electronic_address')),
  both('BR-FR-13_BT-34', without('seller', 'electronic_address')),
  both('BR-FR-21_BT-49', {
    ...GROUPED,
    buyer: { ...party(SIREN), electronic_address: { scheme: '0225', value: '987654321' } },
  }),
  both(
    'BR-FR-22_BT-34',
    { ...MUTUAL, seller: { ...party(SIREN), electronic_address: { scheme: '0088', value: SIREN } } },
    MUTUAL,
  ),
  both('BR-FR-CO-15_BT-29-1', ALONE, MEMBER),
];

const CREDIT: InvoiceDocument = {
  ...GROUPED,
  billing_frame: 'S1',
  type_code: '381',
  preceding_invoices: [{ number: 'F-0', issue_date: '2026-01-01' }],
};
const ALLOWANCE: InvoiceDocument = {
  ...CREDIT,
  type_code: '262',
  contract_reference: 'C-1',
  period: { start_date: '2026-01-01', end_date: '2026-12-31' },
};

const documents: readonly Case[] = [
  both('BR-FR-08_BT-23', { ...GROUPED, billing_frame: 'A1' }),
  both('BR-FR-CO-03_BT-3', { ...ALLOWANCE, period: { start_date: '2026-01-01' } }, ALLOWANCE),
  ['BR-FR-CO-04_BT-4', 'BR-FR-CO-04_BT-3', { ...CREDIT, type_code: '384', preceding_invoices: [] }],
  both('BR-FR-CO-05_BT-3', { ...CREDIT, preceding_invoices: [{ number: 'F-0' }] }, CREDIT),
  both('BR-FR-CO-07_BT-9', { ...GROUPED, due_date: '2026-05-31' }),
  both('BR-FR-CO-08_BT-23', { ...GROUPED, billing_frame: 'B4', type_code: '386' }),
  both('BR-FR-CO-09_BT-23-1', { ...PAID, totals: { ...PAID.totals, prepaid: amount('100') } }, PAID),
  both('BR-FR-CO-09_BT-23-2', { ...PAID, totals: { ...PAID.totals, due: amount('80') } }, PAID),
  both('BR-FR-CO-09_BT-23-3', { billing_frame: 'S2' }, PAID),
  both('BR-FR-CO-12_BT-5', { ...GROUPED, currency: 'USD', tax_currency: 'EUR' }),
];

const { kind: _kind, ...KINDLESS } = LINES[1] ?? {};
const { tax_amount: _tax, ...UNTAXED } = LINES[0] ?? {};

const groups: readonly Case[] = [
  both('BR-FR-MV-01_EXT-FR-FE-163', { ...GROUPED, lines: LINES.with(1, KINDLESS) }),
  both('BR-FR-MV-02_EXT-FR-FE-163', { ...GROUPED, lines: LINES.slice(1, 2) }),
  both('BR-FR-BD-02_EXT-FR-FE-163', { ...MUTUAL, lines: LINES.slice(0, 2) }, MUTUAL),
  ['BR-FR-BD-02_BT-31', 'BR-FR-BD-02_BT-30', { ...MUTUAL, seller: party('111222333') }, MUTUAL],
  both('BR-FR-BD-02_BT-47', { ...MUTUAL, buyer: party('111222333') }, MUTUAL),
  both('BR-FR-MV-03_EXT-FR-FE-164', { ...GROUPED, lines: line(0, { seller: { siren: SIREN } }) }),
  both('BR-FR-MV-03_EXT-FR-FE-167', { ...GROUPED, lines: line(0, { seller: { name: 'Lac' } }) }),
  both('BR-FR-MV-03_EXT-FR-FE-177', { ...GROUPED, lines: line(0, { seller: { siren: SIREN } }) }),
  both('BR-FR-MV-03_EXT-FR-FE-181', { ...GROUPED, lines: LINES.with(0, UNTAXED) }),
  both('BR-FR-MV-03_EXT-FR-FE-182', { ...GROUPED, tax_currency: 'USD' }),
  both('BR-FR-MV-03_BT-128_AFL', { ...GROUPED, lines: line(0, { invoiced_objects: [{ scheme: 'AFL' }] }) }),
  both('BR-FR-MV-03_BT-128_AVV', {
    ...GROUPED,
    lines: line(0, { invoiced_objects: [{ scheme: 'AVV', value: 'M8' }] }),
  }),
  both('BR-FR-MV-05_EXT-FR-FE-BG-12', { ...GROUPED, lines: line(0, { net_amount: amount('100.02') }) }),
  both('BR-FR-MV-06_EXT-FR-FE-167', { ...GROUPED, lines: line(1, { seller: party('987654321') }) }),
  both('BR-FR-MV-07_BT-128', { ...GROUPED, lines: line(1, { parent_id: '9' }) }),
  both('BR-FR-MV-08_BT-128', { ...GROUPED, lines: line(1, { exemption_reason: '#F-2#' }) }),
  both('BR-FR-MV-09_EXT-FR-FE-181', { ...GROUPED, lines: line(0, { tax_amount: amount('20.02') }) }),
  both(
    'BR-FR-MV-10_EXT-FR-FE-184',
    { ...GROUPED, lines: line(0, { gross_amount: amount('120.02') }) },
    { ...GROUPED, lines: line(0, { gross_amount: amount('120.01') }) },
  ),
  both('BR-FR-MV-11_BT-128', { ...GROUPED, number: 'F-9' }),
  both('BR-FR-MV-12_BT-128', { ...GROUPED, lines: line(2, own('F-1', '987654321')) }),
  both('BR-FR-MV-13_BT-3', { ...GROUPED, type_code: '389' }),
  ['BR-FR-BD-13_BT-3', 'BR-FR-MV-BD_BT-3', { ...MUTUAL, type_code: '380' }, MUTUAL],
  ...(['136', '138'] as const).flatMap((term): readonly Case[] => [
    both(`BR-FR-MV-14-EXT-FR-FE-${term}`, { ...GROUPED, type_code: '381' }),
    both(`BR-FR-BD-14-EXT-FR-FE-${term}`, { ...MUTUAL, type_code: '261' }, MUTUAL),
  ]),
];

const CASES = [...notes, ...parties, ...documents, ...groups].flatMap(([cii, ubl, bad, good = GROUPED]) => [
  ...(cii === undefined ? [] : [{ id: cii, syntax: 'CII' as Syntax, bad, good }]),
  ...(ubl === undefined ? [] : [{ id: ubl, syntax: 'UBL' as Syntax, bad, good }]),
]);

const idsOf = (document: InvoiceDocument, syntax: Syntax): string[] =>
  brokenBy(frenchRules, document, syntax).map((broken) => broken.split(' ')[0] ?? '');

describe('French rules over the model', () => {
  it.each(['CII', 'UBL'] as const)('hold of an invoice for several sellers in %s', (syntax) => {
    expect(idsOf(GROUPED, syntax)).toEqual([]);
  });

  it.each(CASES)('$id in $syntax', ({ id, syntax, bad, good }) => {
    expect(idsOf(good, syntax)).not.toContain(id);
    expect(idsOf(bad, syntax)).toContain(id);
  });

  it('are all tried', () => {
    const tried = new Set(CASES.map(({ id }) => id));
    expect(frenchRules.map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([]);
  });

  it('name the member of the model', () => {
    const broken = brokenBy(frenchRules, { ...GROUPED, lines: line(1, { seller: party('987654321') }) }, 'CII');
    expect(broken).toEqual(['BR-FR-MV-06_EXT-FR-FE-167 lines[1].seller.siren']);
  });

  it('read the notes of UBL as one string', () => {
    const inOne: InvoiceDocument = { notes: [{ content: '#PMT#40 €#PMD#10 %#AAB#Néant' }] };
    expect(idsOf(inOne, 'UBL').filter((id) => id.startsWith('BR-FR-05'))).toEqual([]);
    expect(idsOf(inOne, 'CII').filter((id) => id.startsWith('BR-FR-05'))).toHaveLength(3);
  });
});

describe('a French invoice', () => {
  it.each([
    [{ seller: { siren: SIREN } }, true],
    [{ seller: { address: { country_code: 'DE' } }, buyer: { address: { country_code: 'FR' } } }, true],
    [{ buyer: { vat_number: 'FR44732829320' } }, true],
    [{ buyer: { electronic_address: { scheme: '0225', value: SIREN } } }, true],
    [{ seller: { address: { country_code: 'MQ' } } }, true],
    [{ seller: { address: { country_code: 'DE' } }, buyer: { address: { country_code: 'BE' } } }, false],
    [{}, false],
  ])('has a French seller or buyer: %j', (document, french) => {
    expect(isFrench(document)).toBe(french);
  });
});
