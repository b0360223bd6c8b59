import {
  lifecycleCodeFacts,
  lifecycleMessageFor,
  type LifecycleStatement,
  TAX_PORTAL,
  writeCdar,
} from '@onefacture/formats';
import { Decimal, LIFECYCLE_CODES } from '@onefacture/invoice';
import type { RuleProcess } from '@onefacture/inspection';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brokenRules, CDAR_XSD, NOT_HERE, openPack, openSchema, suite } from './official-standards.js';

const REASONS: Readonly<Record<string, string>> = {
  '206': 'QTE_ERR',
  '207': 'TX_TVA_ERR',
  '208': 'JUSTIF_ABS',
  '210': 'NON_CONFORME',
  '213': 'DOUBLON',
  '501': 'IRR_SYNTAX',
};

const seller = { role: 'SE', id: { scheme: '0002', value: '732829320' }, name: 'Acme & Fils' };
const buyer = { role: 'BY', id: { scheme: '0002', value: '552120222' }, name: 'Globex' };
const at = (party: typeof seller) => ({ ...party, electronic_address: { scheme: '0225', value: party.id.value } });

const statement = (code: string): LifecycleStatement => {
  const platform = lifecycleCodeFacts(code)?.phase === '305';
  const fromSeller = ['209', '212', '220', '225', '226', '227', '228'].includes(code);
  const reason_code = REASONS[code];
  const from = fromSeller ? seller : buyer;
  return {
    invoice: {
      number: 'INV-2026-0001',
      type_code: '380',
      issue_date: '2026-06-01',
      seller_siren: '732829320',
      received_at: '2026-06-01T08:00:00Z',
    },
    code,
    at: '2026-06-30T10:00:00Z',
    issued_at: '2026-06-30T10:05:00Z',
    sender: { role: 'WK' },
    from: platform ? { role: 'WK' } : from,
    to: fromSeller ? [at(buyer)] : [at(seller)],
    amounts: [
      { vat_rate: new Decimal(20), amount: new Decimal('120.00') },
      { vat_rate: new Decimal('5.5'), amount: new Decimal('-10.55') },
    ],
    ...(reason_code === undefined ? {} : { reason: { reason_code, reason: 'Motif', comment: 'é & <à>' } }),
  };
};

describe.skipIf(NOT_HERE)(suite('what writeCdar makes'), () => {
  let rules: RuleProcess;
  let faultsOf: (document: string) => string[];
  beforeAll(async () => {
    faultsOf = openSchema(CDAR_XSD);
    rules = await openPack('BR-FR-CDV CDAR 1.4.0.03');
  });
  afterAll(() => rules?.close());

  it.each([...LIFECYCLE_CODES.keys()])('passes XSD and BR-FR-CDV with code %s', async (code) => {
    const xml = writeCdar(lifecycleMessageFor(statement(code)));
    expect(faultsOf(xml)).toEqual([]);
    expect(await brokenRules(rules, Buffer.from(xml))).toEqual([]);
  });

  it.each([
    ['the tax portal alone', [TAX_PORTAL]],
    ['the buyer and the tax portal', [at(buyer), TAX_PORTAL]],
  ])('passes when a payment is told to %s', async (_, to) => {
    const xml = writeCdar(lifecycleMessageFor({ ...statement('212'), to }));
    expect(faultsOf(xml)).toEqual([]);
    expect(await brokenRules(rules, Buffer.from(xml))).toEqual([]);
  });
});
