import { Decimal, type Invoice, type Line, type VatBreakdown, type VatCategory } from '@onefacture/invoice';

const decimal = (value: string | number): Decimal => new Decimal(value);

/** What a test says of a line; the rest is filled in. */
export interface SampleLine {
  readonly category?: VatCategory;
  readonly rate?: string;
  readonly quantity?: string;
  readonly price?: string;
  readonly more?: Partial<Line>;
}

const line = ({ category = 'S', rate = '20', quantity = '1', price = '100', more }: SampleLine, at: number): Line => ({
  id: String(at + 1),
  name: `Item ${at + 1}`,
  quantity: decimal(quantity),
  unit_code: 'C62',
  unit_price: decimal(price),
  tax_category: category,
  ...(category === 'O' ? {} : { tax_rate: decimal(category === 'S' ? rate : 0) }),
  net_amount: decimal(quantity).times(price).toDecimalPlaces(2, Decimal.ROUND_HALF_UP),
  ...more,
});

const EXEMPTIONS: Partial<Record<VatCategory, Pick<VatBreakdown, 'exemption_code' | 'exemption_reason'>>> = {
  E: { exemption_code: 'VATEX-FR-FRANCHISE', exemption_reason: 'TVA non applicable, art. 293 B du CGI' },
  AE: { exemption_code: 'VATEX-EU-AE', exemption_reason: 'Autoliquidation' },
  K: { exemption_code: 'VATEX-EU-IC', exemption_reason: 'Livraison intracommunautaire' },
  G: { exemption_code: 'VATEX-EU-G', exemption_reason: 'Exportation' },
  O: { exemption_code: 'VATEX-EU-O', exemption_reason: 'Hors champ de la TVA' },
};

const breakdown = (lines: readonly Line[]): VatBreakdown[] => {
  const groups = new Map<string, VatBreakdown>();
  for (const { tax_category = 'S', tax_rate, net_amount = decimal(0) } of lines) {
    const key = `${tax_category} ${tax_rate?.toFixed(2) ?? ''}`;
    const taxable_amount = (groups.get(key)?.taxable_amount ?? decimal(0)).plus(net_amount);
    const tax_amount = taxable_amount
      .times(tax_rate ?? 0)
      .div(100)
      .toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
    groups.set(key, {
      tax_category,
      ...(tax_rate === undefined ? {} : { tax_rate }),
      taxable_amount,
      tax_amount,
      ...EXEMPTIONS[tax_category],
    });
  }
  return [...groups.entries()].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, group]) => group);
};

const total = (amounts: readonly Decimal[]): Decimal => amounts.reduce((sum, one) => sum.plus(one), decimal(0));

/** A complete French invoice over the given lines, totals computed; `more` overrides members. */
export const sampleInvoice = (samples: readonly SampleLine[] = [{}], more: Partial<Invoice> = {}): Invoice => {
  const lines = samples.map(line);
  const vat_breakdown = breakdown(lines);
  const net = total(lines.map(({ net_amount = decimal(0) }) => net_amount));
  const tax = total(vat_breakdown.map(({ tax_amount }) => tax_amount));
  const outside = lines.some(({ tax_category }) => tax_category === 'O');
  return {
    profile: 'EN16931',
    type_code: '380',
    number: 'INV-2026-0001',
    currency: 'EUR',
    issue_date: '2026-06-01',
    due_date: '2026-07-01',
    billing_frame: 'S1',
    notes: [
      { subject: 'PMT', content: 'Indemnité forfaitaire pour frais de recouvrement : 40 €.' },
      { subject: 'PMD', content: 'Pénalités de retard : trois fois le taux d’intérêt légal.' },
      { subject: 'AAB', content: 'Pas d’escompte pour paiement anticipé.' },
    ],
    preceding_invoices: [],
    seller: {
      name: 'Acme SAS',
      siren: '732829320',
      ...(outside ? {} : { vat_number: 'FR44732829320' }),
      address: { line1: '1 rue Cler', postal_code: '75007', city: 'Paris', country_code: 'FR' },
      electronic_address: { scheme: '0225', value: '732829320' },
    },
    buyer: {
      name: 'Globex SAS',
      siren: '552120222',
      ...(outside ? {} : { vat_number: 'FR27552120222' }),
      address: { line1: '2 avenue Foch', postal_code: '75116', city: 'Paris', country_code: 'FR' },
      electronic_address: { scheme: '0225', value: '552120222' },
    },
    payment_terms: '30 jours net',
    payment_means: [{ type_code: '30', iban: 'FR7630006000011234567890189', remittance_information: 'INV-2026-0001' }],
    lines,
    vat_breakdown,
    totals: { lines: net, net, tax, gross: net.plus(tax), prepaid: decimal(0), due: net.plus(tax) },
    derived: [],
    ...more,
  };
};
