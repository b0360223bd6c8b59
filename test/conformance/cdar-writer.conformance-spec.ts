import {
  type LifecycleMessage,
  lifecycleMessageFor,
  type LifecycleStatement,
  type MessageParty,
  TAX_PORTAL,
  writeCdar,
} from '@onefacture/formats';
import {
  ACTION_CODES,
  CHARACTERISTIC_TYPES,
  Decimal,
  LIFECYCLE_CODES,
  LIFECYCLE_PROCESSES,
  PUBLIC_SECTOR_REFUSALS,
  STATEMENT_RULES,
  type StatementRule,
} from '@onefacture/invoice';
import type { RuleProcess } from '@onefacture/inspection';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brokenRules, CDAR_XSD, NOT_HERE, openPack, openSchema, suite } from './official-standards.js';

const SIRENS: Readonly<Record<string, string>> = { SE: '732829320', BY: '552120222' };
const party = (role: string): MessageParty => {
  if (role === 'WK') return { role };
  const value = SIRENS[role] ?? '404833048';
  return {
    role,
    id: { scheme: '0002', value },
    name: `Acme & Fils ${role}`,
    electronic_address: { scheme: '0225', value },
    contacts: [{ name: 'Éva', department: 'Comptabilité', phone: '+33 1 02 03 04 05', email: 'eva@acme.example' }],
    address: { line1: '1 rue Cler', postal_code: '75007', city: 'Paris', country_code: 'FR' },
  };
};

const FIGURES: Readonly<Record<string, Partial<LifecycleStatement>>> = {
  MEN: {
    amounts: [
      { vat_rate: new Decimal(20), amount: new Decimal('120.00'), at: '2026-06-29' },
      { vat_rate: new Decimal('5.5'), amount: new Decimal('-10.55'), at: '2026-06-29T10:00:00Z' },
    ],
  },
  MPA: { amounts: [{ amount: new Decimal('109.45'), at: '2026-06-29' }] },
  CBB: { characteristics: [{ type: 'CBB', name: 'IBAN', value: 'FR7630006000011234567890189' }] },
};

const statement = (rule: StatementRule, change: Partial<LifecycleStatement> = {}): LifecycleStatement => {
  const from = rule.issuers[0] ?? 'SE';
  const to = rule.recipients.find((role) => role !== from && role !== 'WK') ?? 'SE';
  const reason_code = rule.reason_required ? rule.reasons[0] : undefined;
  return {
    invoice: {
      number: 'INV-2026-0001',
      type_code: '380',
      issue_date: '2026-06-01',
      seller_siren: '732829320',
      received_at: '2026-06-01T08:00:00Z',
    },
    code: rule.code,
    at: '2026-06-30T10:00:00Z',
    issued_at: '2026-06-30T10:05:00Z',
    sender: { role: 'WK' },
    from: party(from),
    to: [party(to)],
    reason: { ...(reason_code === undefined ? {} : { reason_code }), reason: 'Motif', comment: 'é & <à>' },
    ...FIGURES[rule.figure ?? ''],
    ...change,
  };
};

const rate = (type: string, percent: number) => ({
  type,
  id: 'BT-152',
  changed: true,
  name: 'Taux TVA',
  location: '/rsm:CrossIndustryInvoice/rsm:SupplyChainTradeTransaction',
  percent: new Decimal(percent),
});

const rules = [...STATEMENT_RULES.values()];
const ruleOf = (code: string): StatementRule => {
  const rule = STATEMENT_RULES.get(code);
  if (rule === undefined) throw new Error(`${code} has no rule`);
  return rule;
};
const stated = rules.filter(({ issuers }) => !issuers.includes('DFH')).map((rule) => [rule.code, rule] as const);

describe.skipIf(NOT_HERE)(suite('what writeCdar makes'), () => {
  let pack: RuleProcess;
  let schemaFaults: (document: string) => string[];
  beforeAll(async () => {
    schemaFaults = openSchema(CDAR_XSD);
    pack = await openPack('BR-FR-CDV CDAR 1.4.0.03');
  });
  afterAll(() => pack?.close());

  const verdictOf = async (message: LifecycleMessage) => {
    const xml = writeCdar(message);
    return [...schemaFaults(xml), ...(await brokenRules(pack, Buffer.from(xml)))];
  };
  /** What is wrong with the messages of these statements, by name; empty when nothing is. */
  const wrongAmong = async (statements: Readonly<Record<string, LifecycleStatement>>) => {
    const wrong: Record<string, string[]> = {};
    for (const [what, one] of Object.entries(statements)) {
      const faults = await verdictOf(lifecycleMessageFor(one));
      if (faults.length > 0) wrong[what] = faults;
    }
    return wrong;
  };

  it('covers every code of the norm', () => {
    expect(rules.map(({ code }) => code).toSorted()).toEqual([...LIFECYCLE_CODES.keys()].toSorted());
    expect(stated).toHaveLength(24);
  });

  it.each(stated)('passes XSD and BR-FR-CDV with code %s, for each reason and action', async (_, rule) => {
    const made: Record<string, LifecycleStatement> = { least: statement(rule) };
    for (const reason_code of rule.reasons) {
      made[reason_code] = statement(rule, { reason: { reason_code, comment: 'Voir ligne 1' } });
    }
    const reason_code = rule.reasons[0];
    for (const action_code of Object.keys(ACTION_CODES)) {
      const reason = { ...(reason_code === undefined ? {} : { reason_code }), action_code, comment: 'Voir ligne 1' };
      made[action_code] = statement(rule, { reason });
    }
    expect(await wrongAmong(made)).toEqual({});
  });

  it.each(stated)('passes with code %s from each role to each role', async (_, rule) => {
    const { sender: _sender, ...direct } = statement(rule);
    const made: Record<string, LifecycleStatement> = {
      direct,
      'to all of them': statement(rule, { to: rule.recipients.map(party) }),
    };
    for (const role of rule.issuers) made[`from ${role}`] = statement(rule, { from: party(role) });
    for (const role of rule.recipients) made[`to ${role}`] = statement(rule, { to: [party(role)] });
    expect(await wrongAmong(made)).toEqual({});
  });

  it.each(stated.filter(([, { tax_portal }]) => tax_portal !== 'never'))(
    'passes when code %s is told to the tax portal',
    async (_, rule) => {
      const alone = statement(rule, { to: [TAX_PORTAL] });
      const beside = statement(rule, { to: [...statement(rule).to, TAX_PORTAL] });
      expect(await wrongAmong({ alone, beside })).toEqual({});
    },
  );

  it('passes with every reason that the public sector alone may give', async () => {
    const sender = { role: 'WK', id: { scheme: '0238', value: '9999' } };
    const refusals = PUBLIC_SECTOR_REFUSALS.map((reason_code) => [
      reason_code,
      statement(ruleOf('210'), { sender, reason: { reason_code, comment: 'x' } }),
    ]);
    expect(refusals).toHaveLength(7);
    expect(await wrongAmong(Object.fromEntries(refusals))).toEqual({});
  });

  it.each(['251', '301', '401', '601', '250', '300', '400'])(
    'is in the schema with code %s of the portal',
    async (code) => {
      const rule = ruleOf(code);
      const made = lifecycleMessageFor({ ...statement(ruleOf('200')), to: [{ role: 'WK' }] });
      const label = LIFECYCLE_CODES.get(code)?.label_fr ?? '';
      const [reference] = made.references;
      if (reference === undefined) throw new Error('no reference');
      const { status_code: _code, ...bare } = reference;
      for (const reason_code of [undefined, ...rule.reasons]) {
        const statuses = [{ sequence: 1, ...(reason_code === undefined ? {} : { reason_code }), characteristics: [] }];
        const references = [{ ...bare, lifecycle_code: code, lifecycle_label: label, statuses }];
        const faults = await verdictOf({ ...made, references });
        // BR-FR-CDV knows the motifs of invoices alone: the portal's own are rules of the DGFiP (G7.19).
        const own = reason_code !== undefined && !/^REJ_(SEMAN|UNI|COH)$/.test(reason_code);
        expect({ reason_code, faults }).toEqual({ reason_code, faults: own ? ['BR-FR-CDV-CL-09_MDT-113'] : [] });
      }
    },
  );

  it('passes with every characteristic, changed values and several reasons', async () => {
    const dispute = ruleOf('207');
    const reason = [
      { reason_code: 'TX_TVA_ERR', characteristics: [rate('DIV', 10), rate('DVA', 20)] },
      { reason_code: 'QTE_ERR', action_code: 'CNP', action: 'Avoir partiel', comment: 'Ligne 2' },
    ];
    const made: Record<string, LifecycleStatement> = { reasons: statement(dispute, { reason }) };
    for (const [type, { only = '207' }] of Object.entries(CHARACTERISTIC_TYPES)) {
      const figure = { type, value: 'x', amount: new Decimal(1), currency: 'EUR', percent: new Decimal(20) };
      made[type] = statement(ruleOf(only), { characteristics: [figure] });
    }
    expect(await wrongAmong(made)).toEqual({});
  });

  it('passes with each process, and for a file that has no type, date or seller', async () => {
    const processes = LIFECYCLE_PROCESSES.map((process) => [process, statement(ruleOf('205'), { process })]);
    const file = statement(ruleOf('501'), { invoice: { number: 'facture.pdf' } });
    expect(await wrongAmong({ ...Object.fromEntries(processes), file })).toEqual({});
  });

  it('stays in the schema with everything that the model holds', () => {
    const made = lifecycleMessageFor(statement(ruleOf('206')));
    const [reference] = made.references;
    const xml = writeCdar({
      ...made,
      test: true,
      name: 'Approbation',
      language: 'fr',
      version: '1',
      notes: [{ content: 'Note', subject: 'AAI' }, { content: 'Note' }],
      references: [reference!, reference!].map((one) => ({
        ...one,
        line_id: '1',
        global_id: 'urn:x',
        name: 'Facture',
        attachment: { filename: 'a.pdf', mime_type: 'application/pdf', content: 'JVBERi0=' },
        reference_type: 'IV',
        description: 'x',
        seller_siret: '73282932000074',
        seller_ids: [{ scheme: '0088', value: '3210000000001' }],
        seller_name: 'Acme',
        seller_role: 'SE',
        recipients: [{ ...party('BY'), local_id: 'C-1', further_ids: [{ scheme: '0009', value: '55212022200013' }] }],
        statuses: [
          {
            sequence: 1,
            found_at: '2026-06-30T10:00:00.000Z',
            lifecycle_code: '206',
            lifecycle_label: 'x',
            comment: 'x',
            comment_subject: 'AAI',
            further_comments: [{ content: 'y', subject: 'REG' }],
            characteristics: [
              {
                type: 'DIV',
                description: 'x',
                direction: '1',
                value: 'x',
                value_code: 'C62',
                quantity: new Decimal(2),
                quantity_unit: 'C62',
                measure: new Decimal('1.5'),
                measure_unit: 'KGM',
                number: new Decimal(7),
                at: '2026-06-30',
              },
            ],
          },
        ],
      })),
    });
    expect(schemaFaults(xml)).toEqual([]);
  });
});
