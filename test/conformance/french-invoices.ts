import {
  carries,
  completeInvoice,
  type Invoice,
  type Profile,
  readInvoiceBody,
  submissionFaults,
} from '@onefacture/invoice';

type Body = Readonly<Record<string, unknown>>;

const line = {
  description: 'Conseil',
  quantity: 10,
  unit_code: 'HUR',
  unit_price: 150,
  tax_category: 'S',
  tax_rate: 20,
};
const at = (line1: string, postal_code: string, city = 'Paris') => ({ line1, postal_code, city, country_code: 'FR' });

const BASE: Body = {
  number: 'F-2026-0042',
  issue_date: '2026-06-01',
  due_date: '2026-07-01',
  billing_frame: 'S1',
  notes: [
    { subject: 'PMT', content: 'Indemnité forfaitaire pour frais de recouvrement : 40 €.' },
    { subject: 'PMD', content: 'Pénalités de retard : trois fois le taux d’intérêt légal.' },
    { subject: 'AAB', content: 'Pas d’escompte pour paiement anticipé.' },
  ],
  seller: {
    name: 'Acme SAS',
    siren: '732829320',
    vat_number: 'FR44732829320',
    address: at('1 rue Cler', '75007'),
    electronic_address: { scheme: '0225', value: '732829320' },
  },
  buyer: {
    name: 'Globex SAS',
    siren: '552120222',
    vat_number: 'FR27552120222',
    address: at('2 avenue Foch', '75116'),
    electronic_address: { scheme: '0225', value: '552120222' },
  },
  lines: [line],
};

const rated = (rate: string) => ({ ...line, tax_rate: rate });
const untaxed = (tax_category: string, more: object = {}) => ({
  lines: [{ ...line, tax_rate: undefined, tax_category, ...more }],
});
const withoutVat = (party: 'seller' | 'buyer') => ({ ...(BASE[party] as object), vat_number: undefined });
const EXEMPT = { tax_category: 'E', tax_rate: 0 };
const exempt = (exemption_code: string) => ({ ...line, ...EXEMPT, exemption_code });
const abroad = (country_code: string, vat_number: string) => ({
  buyer: {
    name: 'Kunde GmbH',
    siren: '552120222',
    vat_number,
    address: { line1: 'Unter den Linden 1', postal_code: '10117', city: 'Berlin', country_code },
    electronic_address: { scheme: 'EM', value: 'rechnung@kunde.example' },
  },
  delivery: { name: 'Lager', address: { city: 'Berlin', country_code } },
  delivery_date: '2026-05-30',
});
const earlier = { preceding_invoices: [{ number: 'F-2026-0001', issue_date: '2026-05-01' }] };
const iban = 'FR7630006000011234567890189';
const other = (name: string) => ({
  name,
  siren: '356000000',
  vat_number: 'FR39356000000',
  address: at('3 quai Est', '69001', 'Lyon'),
  contact: { name: 'Zoé Petit', phone: '+33 4 72 00 00 00', email: 'zoe@example.fr' },
});
const attachments = [
  { id: 'BL-7', description: 'BON_LIVRAISON', url: 'https://example.com/bl?a=1&b=2' },
  {
    id: 'RIB',
    description: 'RIB',
    file: { filename: 'rib.pdf', mime_type: 'application/pdf', base64: 'JVBERi0xLjcK' },
  },
];
const richLine = {
  ...line,
  name: 'Vis inox <A4> & écrou',
  description: 'Boîte de 100\nacier',
  quantity: '3.25',
  unit_code: 'C62',
  gross_price: '12.5',
  price_discount: '2.5',
  unit_price: undefined,
  price_base_quantity: 2,
  note: 'Livré en une fois',
  seller_item_id: 'VIS-1',
  buyer_item_id: 'A-77',
  standard_item_id: { scheme: '0160', value: '1234567890128' },
  classifications: [{ code: '44531400', list_id: 'STI', list_version: '2008' }],
  origin_country: 'FR',
  attributes: [{ name: 'Couleur', value: 'gris' }],
  order_line_reference: '10',
  invoiced_objects: [{ scheme: 'AVV', value: 'CHANTIER-1' }],
  buyer_accounting_reference: '6063',
  period: { start_date: '2026-05-01', end_date: '2026-05-31' },
  allowances: [{ amount: '1.50', base_amount: 15, percentage: 10, reason: 'Fidélité', reason_code: '95' }],
  charges: [{ amount: 2, reason_code: 'FC' }],
};

/** The sub-invoice of one seller in an invoice of several: its group and its one line (BR-FR-MV). */
const subInvoice = (id: string, number: string, siren: string, taxed: boolean) => {
  const own = {
    seller: { name: `Vendeur ${siren}`, siren, address: at('5 rue Sud', '13001', 'Marseille') },
    invoiced_objects: [
      { scheme: 'AFL', value: number },
      { scheme: 'AVV', value: 'S1' },
    ],
  };
  const vat = taxed
    ? { exemption_reason: `#${number}#` }
    : { tax_category: 'E', tax_rate: 0, exemption_reason: `#${number}#Formation` };
  return [
    { id, kind: 'GROUP', name: `Facture ${number}`, tax_amount: taxed ? 300 : 0, ...own },
    { ...line, ...own, id: `${id}.1`, parent_id: id, kind: 'DETAIL', ...vat },
  ];
};

/** What each sample shows, the smallest profile that says it, and how it differs from a plain invoice. */
const SAMPLES: readonly (readonly [title: string, least: Profile, body: Body])[] = [
  ['a plain invoice', 'BASIC_WL', {}],
  ['five rates', 'BASIC_WL', { lines: ['20', '10', '5.5', '2.1', '8.5'].map(rated) }],
  ['zero rated', 'BASIC_WL', untaxed('Z')],
  ['franchise', 'BASIC_WL', untaxed('E', { exemption_code: 'VATEX-FR-FRANCHISE' })],
  ['reverse charge', 'BASIC_WL', untaxed('AE')],
  ['intra-community', 'BASIC_WL', { ...untaxed('K'), ...abroad('DE', 'DE123456789') }],
  ['export', 'BASIC_WL', { ...untaxed('G'), ...abroad('CH', 'CHE123456789') }],
  [
    'outside the scope of VAT',
    'BASIC_WL',
    { ...untaxed('O'), seller: withoutVat('seller'), buyer: withoutVat('buyer') },
  ],
  [
    'outside the scope of VAT, with an allowance and a charge',
    'BASIC_WL',
    {
      ...untaxed('O'),
      seller: withoutVat('seller'),
      buyer: withoutVat('buyer'),
      allowances: [{ amount: 5, reason: 'Remise', tax_category: 'O' }],
      charges: [{ amount: 7, reason: 'Port', tax_category: 'O' }],
    },
  ],
  ['zero rated beside taxed', 'BASIC_WL', { lines: [line, { ...line, tax_category: 'Z', tax_rate: 0 }] }],
  [
    'exempt beside taxed',
    'BASIC_WL',
    { lines: [line, { ...line, tax_category: 'E', tax_rate: 0, exemption_code: 'VATEX-EU-132' }] },
  ],
  ['a credit note', 'BASIC_WL', { type_code: '381', ...earlier }],
  ['a corrective invoice', 'BASIC_WL', { type_code: '384', ...earlier, lines: [{ ...line, quantity: -2 }] }],
  ['a deposit', 'BASIC_WL', { type_code: '386' }],
  ['a self-billed invoice', 'BASIC_WL', { type_code: '389' }],
  [
    'allowances and charges',
    'BASIC_WL',
    {
      lines: [line, rated('5.5')],
      allowances: [
        {
          amount: 150,
          base_amount: 1500,
          percentage: 10,
          reason: 'Remise & ristourne',
          tax_category: 'S',
          tax_rate: 20,
        },
        { amount: '0.99', reason_code: '95', tax_category: 'S', tax_rate: '5.5' },
      ],
      charges: [{ amount: '12.34', reason: 'Port', reason_code: 'FC', tax_category: 'S', tax_rate: 20 }],
    },
  ],
  ['prepaid', 'BASIC_WL', { totals: { prepaid: '600.00' }, billing_frame: 'S1' }],
  ['paid', 'BASIC_WL', { totals: { prepaid: '1800.00' }, billing_frame: 'S2', due_date: '2026-06-01' }],
  ['dollars', 'BASIC_WL', { currency: 'USD', tax_currency: 'EUR', totals: { tax_accounting: '276.00' } }],
  ['a payee', 'BASIC_WL', { payee: { name: 'Affacturage SA', siren: '356000000' } }],
  [
    'a tax representative',
    'BASIC_WL',
    { tax_representative: { name: 'Fisc SAS', vat_number: 'FR39356000000', address: at('x', '1') } },
  ],
  ['transfer', 'BASIC_WL', { payment_means: { type_code: '58', iban, remittance_information: 'F-2026-0042' } }],
  [
    'direct debit',
    'BASIC_WL',
    {
      payment_means: { type_code: '59' },
      direct_debit: { mandate_id: 'RUM-1', creditor_id: 'FR12ZZZ123456', debited_account: iban },
    },
  ],
  [
    'references, delivery and period',
    'BASIC_WL',
    {
      buyer_reference: 'SERVICE-7',
      order_reference: 'CMD-1',
      contract_reference: 'CT-1',
      despatch_advice_reference: 'BL-7',
      buyer_accounting_reference: '6226',
      delivery: { name: 'Entrepôt', siret: '73282932000074', address: at('4 zone Nord', '59000', 'Lille') },
      delivery_date: '2026-05-31',
      period: { start_date: '2026-05-01', end_date: '2026-05-31' },
      tax_point_code: '432',
      payment_terms: '30 jours fin de mois',
    },
  ],
  ['a line with all it can say', 'EN16931', { lines: [richLine] }],
  [
    'card, rounding and attachments',
    'EN16931',
    {
      payment_means: { type_code: '48', text: 'Carte', card: { number: '4321', holder: 'Zoé' } },
      totals: { rounding: '-0.01' },
      attachments,
      invoiced_objects: [{ scheme: 'AVV', value: 'COMPTEUR-1' }],
      project_reference: 'P-1',
      sales_order_reference: 'V-1',
      receiving_advice_reference: 'R-1',
      tender_reference: 'LOT-1',
    },
  ],
  [
    'VAT when goods are delivered, as a date, with contacts',
    'EN16931',
    {
      tax_point_date: '2026-05-31',
      lines: [line, rated('10')],
      seller: {
        ...(BASE['seller'] as object),
        siret: '73282932000074',
        contact: { name: 'Zoé', email: 'zoe@acme.fr' },
      },
    },
  ],
  [
    'two accounts',
    'EN16931',
    {
      payment_means: [iban, 'DE89370400440532013000'].map((one) => ({
        type_code: '58',
        iban: one,
        bic: 'AGRIFRPP',
        account_name: 'Acme',
      })),
    },
  ],
  [
    'several objects',
    'EXTENDED',
    {
      invoiced_objects: [
        { scheme: 'AVV', value: 'A' },
        { scheme: 'AFL', value: 'B' },
      ],
    },
  ],
  [
    'groups and details',
    'EXTENDED',
    {
      lines: [
        { id: '1', kind: 'GROUP', name: 'Lot 1' },
        { id: '1.1', parent_id: '1', kind: 'DETAIL', ...line },
        { id: '1.2', parent_id: '1', kind: 'DETAIL', ...rated('5.5') },
        { id: '1.3', parent_id: '1', kind: 'INFORMATION', name: 'Notice' },
        { id: '2', kind: 'DETAIL', ...line },
      ],
    },
  ],
  [
    'all the roles',
    'EXTENDED',
    {
      buyer_agent: other('Centrale SAS'),
      payer: other('Payeur SAS'),
      sales_agent: other('Agent SAS'),
      invoicee: other('Adressée SAS'),
      invoicer: other('Facturier SAS'),
      payee: other('Affacturage SA'),
    },
  ],
  [
    'delivery terms, logistics and the rate of exchange',
    'EXTENDED',
    {
      currency: 'USD',
      tax_currency: 'EUR',
      exchange_rate: { rate: '0.92', date: '2026-05-31' },
      delivery_terms: { code: 'DAP', location: 'Sète' },
      logistics_charges: [{ description: 'Affrètement', amount: 100, tax_category: 'S', tax_rate: 20 }],
    },
  ],
  [
    'lines of other orders and deliveries',
    'EXTENDED',
    {
      lines: [
        {
          ...line,
          order_reference: 'CMD-L',
          order_line_reference: '1',
          despatch_advice_reference: 'BL-L',
          despatch_advice_line_reference: '2',
          receiving_advice_reference: 'BR-L',
          receiving_advice_line_reference: '3',
          delivery_date: '2026-05-20',
          delivery: { name: 'Quai', address: at('9 quai', '34200', 'Sète') },
          preceding_invoices: [{ number: 'F-1', issue_date: '2026-01-01', type_code: '386' }],
          attributes: [{ code: 'AAA', value: 'poli' }],
        },
      ],
    },
  ],
  [
    'several sellers',
    'EXTENDED_CTC_FR',
    {
      billing_frame: 'S8',
      lines: [
        ...subInvoice('1', 'F-2026-0042', '732829320', false),
        ...subInvoice('2', 'V-9', '356000000', true),
        ...subInvoice('3', 'W-3', '552120222', true),
      ],
    },
  ],
  [
    'several grounds of exemption, and charges of each',
    'EXTENDED_CTC_FR',
    {
      lines: [exempt('VATEX-EU-132'), exempt('VATEX-FR-FRANCHISE'), line],
      allowances: [{ amount: 5, reason: 'Remise', ...EXEMPT, exemption_code: 'VATEX-EU-132' }],
      charges: [{ amount: 7, reason: 'Port', ...EXEMPT, exemption_code: 'VATEX-FR-FRANCHISE' }],
      logistics_charges: [{ description: 'Fret', amount: 3, ...EXEMPT, exemption_code: 'VATEX-EU-132' }],
    },
  ],
  [
    'one ground of exemption, and a charge that says none',
    'EXTENDED_CTC_FR',
    { lines: [exempt('VATEX-FR-FRANCHISE'), line], charges: [{ amount: 7, reason: 'Port', ...EXEMPT }] },
  ],
  [
    'a contact in a department',
    'EXTENDED_CTC_FR',
    { buyer: { ...(BASE['buyer'] as object), contact: { name: 'Zoé', department: 'Achats' } } },
  ],
];

/** Hand-made invoices that France accepts, by what they show, in a profile; each passes our own checks before submission. */
export function frenchInvoices(profile: Profile): readonly (readonly [title: string, invoice: Invoice])[] {
  return SAMPLES.filter(([, least]) => carries(profile, least)).map(([title, , more]) => {
    const reading = readInvoiceBody({ ...BASE, ...more, profile });
    if ('faults' in reading) throw new Error(`${title}: ${JSON.stringify(reading.faults)}`);
    const invoice = completeInvoice(reading.body);
    const faults = submissionFaults(invoice);
    if (faults.length > 0) throw new Error(`${title}: ${JSON.stringify(faults)}`);
    return [title, invoice];
  });
}
