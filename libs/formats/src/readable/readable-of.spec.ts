import { Decimal, type InvoiceDocument } from '@onefacture/invoice';
import { describe, expect, it } from 'vitest';
import { creditNote, sampleInvoice, sampleLine } from '../../testing/sample-invoices.js';
import { readableOf } from './readable-of.js';
import type { Entry, ReadableView } from './readable-view.js';
import { ENGLISH } from './words/labels-en.js';
import { FRENCH } from './words/labels-fr.js';

const view = (document: InvoiceDocument): ReadableView => readableOf(document, FRENCH);
const pairs = (entries: readonly Entry[] = []): string[] => entries.map(({ label, value }) => `${label}|${value}`);
const details = ({ lines }: ReadableView, row = 0): string[] => pairs(lines?.rows[row]?.cells[1]?.details);
const line = (changes: Partial<Parameters<typeof sampleLine>[0]>): InvoiceDocument => ({
  lines: [sampleLine(changes)],
});
const amount = (value: string): Decimal => new Decimal(value);
const NB = '\u00a0';

describe('an empty document', () => {
  it('has a title and nothing else but empty parts', () => {
    const empty = view({});
    expect(empty.title).toBe('Facture');
    expect([empty.lines, empty.adjustments, empty.vat, empty.due]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect([empty.facts, empty.others, empty.totals, empty.further]).toEqual([[], [], [], []]);
    expect(empty.parties.map(({ role, name }) => [role, name])).toEqual([
      ['VENDEUR', ''],
      ['CLIENT', ''],
    ]);
  });
});

describe('heading', () => {
  it('says kind, dates, references and nature with their terms', () => {
    const { title, facts, kindRemarks } = view(sampleInvoice({ type_code: '389', billing_frame: 'S3' }));
    expect(title).toBe('Autofacture N° INV-2026-0001');
    expect(kindRemarks).toEqual(['Autofacturation']);
    expect(facts[0]).toEqual({ label: 'Date d’émission', value: '1 juin 2026', term: 'BT-2' });
    expect(pairs(facts)).toContain('Nature de l’opération|Prestation de services, paiement direct d’un sous-traitant');
  });

  it('names the invoice that a credit note corrects, and its kind', () => {
    const { facts, due } = view(
      creditNote({ preceding_invoices: [{ number: 'F-1', issue_date: '2026-06-01', type_code: '386' }] }),
    );
    expect(pairs(facts)).toContain("Facture d’origine|F-1 du 1 juin 2026 (Facture d'acompte)");
    expect(due).toEqual({ label: 'Net en votre faveur', value: `360,00${NB}€` });
  });
});

describe('parties', () => {
  it('names registers a reader knows and keeps the codes of others', () => {
    const identifiers = [{ scheme: '0088', value: '3012345678901' }, { scheme: '0199', value: 'LEI' }, { value: 'X' }];
    const [seller] = view(sampleInvoice({ seller: { name: 'A', identifiers } })).parties;
    expect(pairs(seller.entries)).toEqual(['GLN|3012345678901', 'Identifiant|LEI (0199)', 'Identifiant|X']);
  });

  it('shows each further role, and none that says nothing', () => {
    const { others } = view({ payee: { name: 'Affactureur' }, payer: {}, delivery: { address: { city: 'Lyon' } } });
    expect(others.map(({ role, name }) => [role, name])).toEqual([
      ['BÉNÉFICIAIRE DU PAIEMENT', 'Affactureur'],
      ['LIVRAISON', ''],
    ]);
  });

  it('keeps a country that is no code as written', () => {
    const [seller] = view({ seller: { address: { country_code: '1A' } } }).parties;
    expect(pairs(seller.entries)).toEqual(['|1A']);
  });
});

describe('lines', () => {
  it('are indented under a line above, six levels at most, and never in circles', () => {
    const chain = Array.from({ length: 9 }, (_, at) => ({ id: String(at), parent_id: String(at - 1) }));
    expect(view({ lines: chain }).lines?.rows.map(({ depth }) => depth)).toEqual([0, 1, 2, 3, 4, 5, 6, 6, 6]);
    const circle = [
      { id: 'A', parent_id: 'B' },
      { id: 'B', parent_id: 'A' },
      { id: 'C', parent_id: 'C' },
    ];
    expect(view({ lines: circle }).lines?.rows.map(({ depth }) => depth)).toEqual([0, 1, 0]);
    expect(details(view({ lines: circle }))).toEqual(['Détail de la ligne|B']);
  });

  it('say prices per quantity, gross price and discount', () => {
    const priced = view(
      line({
        price_base_quantity: new Decimal(100),
        price_base_unit: 'KGM',
        gross_price: new Decimal('12.3456789'),
        price_discount: new Decimal('0.5'),
      }),
    );
    expect(details(priced)).toEqual([`Prix pour|100${NB}kg`, 'Prix brut|12,3456789', 'Rabais sur le prix|0,50']);
    expect(details(view(line({ price_base_quantity: new Decimal(1) })))).toEqual([]);
  });

  it('say allowances and charges with reason, code and base', () => {
    const allowances = [
      { amount: new Decimal(10), base_amount: new Decimal(200), percentage: new Decimal(5), reason_code: '95' },
    ];
    const charges = [
      { amount: new Decimal(3), reason: 'Port', reason_code: 'FC' },
      { amount: new Decimal(4), reason_code: 'V9' },
    ];
    expect(details(view({ currency: 'EUR', ...line({ allowances, charges }) }))).toEqual([
      `Remise|Remise (95), 5${NB}% de 200,00${NB}: \u221210,00${NB}€`,
      `Frais|Port (FC)${NB}: 3,00${NB}€`,
      `Frais|V9${NB}: 4,00${NB}€`,
    ]);
  });

  it('say attributes with a value or a measure', () => {
    const attributes = [
      { name: 'Teinte', value: 'Bleu' },
      { code: 'AAA', measure: new Decimal(2), unit_code: 'MTR' },
    ];
    expect(details(view(line({ attributes })))).toEqual([`Teinte${NB}:|Bleu`, `AAA${NB}:|2${NB}m`]);
  });

  it('mark a group and say what a sub-line is for', () => {
    const { lines } = view({ lines: [{ id: '1', kind: 'GROUP' }] });
    expect(lines?.rows[0]?.strong).toBe(true);
    expect(pairs(lines?.rows[0]?.cells[1]?.details)).toEqual(['Type de ligne|Regroupement']);
  });
});

describe('VAT and totals', () => {
  it('say the grounds as written, else the usual sentence, with the code', () => {
    const tax = { tax_category: 'E', tax_rate: new Decimal(0) } as const;
    const reasons = [
      { ...tax, exemption_code: 'VATEX-FR-FRANCHISE' },
      { ...tax, exemption_reason: 'Formation', exemption_code: 'VATEX-EU-132' },
      { ...tax, exemption_code: 'VATEX-EU-144' },
      { ...tax },
    ];
    const { vat } = view({ vat_breakdown: reasons });
    expect(vat?.rows.map(({ cells }) => cells[0]?.details?.[0]?.value)).toEqual([
      'TVA non applicable, art. 293 B du CGI (VATEX-FR-FRANCHISE)',
      'Formation (VATEX-EU-132)',
      '(VATEX-EU-144)',
      'Opération exonérée de TVA',
    ]);
  });

  it('are complete, in both currencies', () => {
    const totals = {
      ...{
        lines: amount('100'),
        allowances: amount('10'),
        charges: amount('5'),
        net: amount('95'),
        tax: amount('19'),
        gross: amount('114'),
      },
      ...{ tax_accounting: amount('17.5'), prepaid: amount('14'), rounding: amount('0.01'), due: amount('100.01') },
    };
    const shown = readableOf({ currency: 'CHF', tax_currency: 'EUR', due_date: '2026-07-01', totals }, ENGLISH);
    expect(pairs(shown.totals)).toEqual([
      `Sum of lines|CHF${NB}100.00`,
      `Allowances|CHF${NB}\u221210.00`,
      `Charges|CHF${NB}5.00`,
      `Total excl. VAT|CHF${NB}95.00`,
      `Total VAT|CHF${NB}19.00`,
      'Total VAT in EUR|€17.50',
      `Total incl. VAT|CHF${NB}114.00`,
      `Already paid|CHF${NB}\u221214.00`,
      `Rounding|CHF${NB}0.01`,
    ]);
    expect(shown.due).toEqual({ label: 'Amount due', value: `CHF${NB}100.01`, remark: 'by 1 July 2026' });
  });

  it('say when VAT is due and at which rate it was converted', () => {
    const { further } = view({
      tax_point_code: '432',
      exchange_rate: { source_currency: 'USD', target_currency: 'EUR', rate: new Decimal('0.9'), date: '2026-01-05' },
    });
    expect(pairs(further[0]?.entries)).toEqual([
      'Exigibilité de la TVA|Date de paiement (TVA sur les encaissements) (432)',
      'Taux de change|USD → EUR 0,9 (5 janvier 2026)',
    ]);
  });
});

describe('notes, payment and the rest', () => {
  it('read statutory notes first, others as given, unknown subjects by their code', () => {
    const { mentions } = view({
      notes: [
        { content: 'a' },
        { subject: 'ZZZ', content: 'b' },
        { subject: 'AAB', content: 'c' },
        { subject: 'PMD', content: 'd' },
      ],
    });
    expect(pairs(mentions.entries)).toEqual(['Pénalités de retard|d', 'Escompte|c', 'Note|a', 'Note ZZZ|b']);
  });

  it('group an IBAN and leave other accounts as written', () => {
    const { payment } = view({
      payment_means: [{ type_code: '999', iban: 'FR7630006000011234567890189', account_id: '12 34-5' }],
    });
    expect(pairs(payment.entries)).toEqual([
      'Moyen|999',
      `IBAN|${'FR76 3000 6000 0112 3456 7890 189'.replaceAll(' ', NB)}`,
      'Compte|12 34-5',
    ]);
  });

  it('name attachments but do not show their bytes', () => {
    const file = { filename: 'bl.pdf', mime_type: 'application/pdf', base64: 'Rm9vQmFy' };
    const shown = view({ attachments: [{ id: 'PJ', description: 'BON_LIVRAISON', url: 'https://a.fr', file }] });
    expect(pairs(shown.further[0]?.entries)).toEqual([
      '1|PJ, Bon de livraison (BON_LIVRAISON), https://a.fr, bl.pdf (application/pdf)',
    ]);
    expect(JSON.stringify(shown)).not.toContain('Rm9vQmFy');
  });

  it('keep codes that are names of every object', () => {
    const odd = view({
      type_code: 'constructor',
      lines: [{ id: '1', quantity: new Decimal(2), unit_code: 'toString' }],
    });
    expect(odd.kind).toBe('Facture');
    expect(odd.lines?.rows[0]?.cells[2]?.text).toBe(`2${NB}toString`);
  });
});
