import { Decimal } from 'decimal.js';
import type { Invoice, Line, Party, VatBreakdown } from '@onefacture/invoice';

const money = (value: Decimal.Value): Decimal => new Decimal(value).toDecimalPlaces(2, Decimal.ROUND_HALF_UP);

/** The seller of the quick start. */
export const ACME: Party = {
  name: 'Acme SAS',
  siren: '732829320',
  vat_number: 'FR44732829320',
  legal_information: 'SAS au capital de 10 000 € — RCS Paris 732 829 320',
  address: { line1: '1 rue Cler', postal_code: '75007', city: 'Paris', country_code: 'FR' },
  electronic_address: { scheme: '0225', value: '732829320' },
};

/** The buyer of the quick start. */
export const GLOBEX: Party = {
  name: 'Globex SAS',
  siren: '552120222',
  address: { line1: '2 avenue Foch', postal_code: '75116', city: 'Paris', country_code: 'FR' },
  electronic_address: { scheme: '0225', value: '552120222' },
};

/** The three notes French law asks for, with usual texts. */
export const STATUTORY_NOTES: Invoice['notes'] = [
  {
    subject: 'PMD',
    content: "Tout retard de paiement entraîne des pénalités au taux de trois fois l'intérêt légal.",
  },
  { subject: 'PMT', content: 'Indemnité forfaitaire pour frais de recouvrement en cas de retard : 40 €.' },
  { subject: 'AAB', content: "Pas d'escompte pour paiement anticipé." },
];

/** A line with its net amount computed. */
export function sampleLine(changes: Partial<Line> = {}): Line {
  const line = {
    id: '1',
    name: 'Consulting services',
    quantity: new Decimal(10),
    unit_code: 'HUR',
    unit_price: new Decimal(150),
    tax_category: 'S',
    tax_rate: new Decimal(20),
    ...changes,
  } satisfies Partial<Line>;
  return { ...line, net_amount: changes.net_amount ?? money(line.quantity.times(line.unit_price)) };
}

/** An invoice over these lines, with VAT table and totals computed as EN 16931 sums them. */
export function sampleInvoice(changes: Partial<Invoice> = {}): Invoice {
  const lines = changes.lines ?? [sampleLine()];
  const vat_breakdown = changes.vat_breakdown ?? breakdownOf(lines);
  const net = lines.reduce((sum, line) => sum.plus(line.net_amount ?? 0), new Decimal(0));
  const tax = vat_breakdown.reduce((sum, rate) => sum.plus(rate.tax_amount), new Decimal(0));
  const gross = net.plus(tax);
  return {
    profile: 'EN16931',
    type_code: '380',
    number: 'INV-2026-0001',
    currency: 'EUR',
    issue_date: '2026-06-01',
    due_date: '2026-07-01',
    billing_frame: 'S1',
    notes: STATUTORY_NOTES,
    preceding_invoices: [],
    seller: ACME,
    buyer: GLOBEX,
    totals: { lines: net, net, tax, gross, prepaid: new Decimal(0), due: gross },
    derived: [],
    ...changes,
    lines,
    vat_breakdown,
  };
}

/** An invoice of `count` lines over several rates and units. */
export function longInvoice(count: number, changes: Partial<Invoice> = {}): Invoice {
  const goods = ['Vis inox A4 M6×30', 'Profilé aluminium 40×40', 'Heure de montage sur site', 'Livre technique'];
  const units = ['C62', 'MTR', 'HUR', 'H87'];
  const rates = [20, 20, 10, 5.5];
  const lines = Array.from({ length: count }, (_, index) => {
    const kind = index % goods.length;
    return sampleLine({
      id: String(index + 1),
      name: `${goods[kind] ?? ''} — lot ${index + 1}`,
      ...(index % 3 === 0
        ? { description: 'Livré à Lyon, contrôle à réception, certificat matière joint au colis.' }
        : {}),
      ...(index % 5 === 0 ? { seller_item_id: `ART-${1000 + index}` } : {}),
      quantity: new Decimal((index % 12) + 1),
      unit_code: units[kind] ?? 'C62',
      unit_price: new Decimal(3.1).plus(index % 97),
      tax_rate: new Decimal(rates[kind] ?? 20),
    });
  });
  return sampleInvoice({ number: `INV-LONG-${count}`, lines, billing_frame: 'M1', ...changes });
}

/** A credit note on the quick-start invoice. */
export function creditNote(changes: Partial<Invoice> = {}): Invoice {
  return sampleInvoice({
    type_code: '381',
    number: 'AV-2026-0001',
    issue_date: '2026-06-15',
    preceding_invoices: [{ number: 'INV-2026-0001', issue_date: '2026-06-01' }],
    lines: [sampleLine({ name: 'Avoir sur prestation de conseil', quantity: new Decimal(2) })],
    ...changes,
  });
}

function breakdownOf(lines: readonly Line[]): VatBreakdown[] {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const key = `${line.tax_category} ${(line.tax_rate ?? new Decimal(0)).toFixed(2).padStart(6, '0')}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [line]);
    else group.push(line);
  }
  return [...groups.entries()]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, [first, ...more]]) => {
      if (first === undefined) return [];
      const base = [first, ...more].reduce((sum, line) => sum.plus(line.net_amount ?? 0), new Decimal(0));
      const rate = first.tax_rate ?? new Decimal(0);
      const tax = {
        tax_category: first.tax_category ?? 'S',
        taxable_amount: base,
        tax_amount: money(base.times(rate).div(100)),
      };
      return [first.tax_rate === undefined ? tax : { ...tax, tax_rate: rate }];
    });
}
