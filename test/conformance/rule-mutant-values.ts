/** Steps that sums, tolerances and signs tell apart. */
export const AMOUNT_STEPS = [
  '0.01',
  '-0.01',
  '0.02',
  '0.5',
  '-0.5',
  '0.99',
  '1',
  '-1',
  '1.01',
  '2',
  '100',
  '-1000000',
  '0.001',
] as const;

/** The same number, or none, in another spelling. */
export const SPELLINGS: readonly ((text: string) => string)[] = [
  (text) => `${text}${text.includes('.') ? '' : '.'}000`,
  (text) => `${text}${text.includes('.') ? '' : '.'}12345`,
  (text) => ` ${text} `,
  (text) => `00${text}`,
  (text) => `-${text.replace('-', '')}`,
  (text) => `+${text}`,
  () => '0',
  () => '0.00',
  () => '-0',
  () => '.5',
  () => '12345678901234567890.12',
];

export const DATES = [
  '2026-02-30',
  '20260230',
  '2026-06-01',
  '20260601',
  '2020-01-01',
  '20200101',
  '2099-12-31',
  '20991231',
  '1999-12-31',
  '19991231',
  '2026-06-01T00:00:00',
  '01/06/2026',
  '2026-6-1',
  '202606',
  '2026-06-01Z',
] as const;

export const TEXTS = [
  'x',
  'Été à Nîmes & “ailleurs”'.replace('&', '&amp;'),
  'A#B',
  'FR 12',
  '123456789',
  '12345678200077',
  'A'.repeat(36),
  'B'.repeat(101),
  'C'.repeat(256),
  'D'.repeat(1025),
  ' padded ',
] as const;

const VAT = ['S', 'Z', 'E', 'AE', 'K', 'G', 'O', 'L', 'M', 'B'];

/** Codes that rules speak of, by parent and name of the element. */
export const CODES: readonly { readonly of: RegExp; readonly values: readonly string[] }[] = [
  { of: /(TaxCategory|ClassifiedTaxCategory)\/ID$|TradeTax\/CategoryCode$/, values: VAT },
  {
    of: /\/(InvoiceTypeCode|CreditNoteTypeCode)$|ExchangedDocument\/TypeCode$/,
    values: [
      '380',
      '381',
      '384',
      '386',
      '389',
      '393',
      '396',
      '261',
      '262',
      '326',
      '471',
      '500',
      '502',
      '503',
      '751',
      '875',
    ],
  },
  { of: /TradeTax\/TypeCode$|TaxScheme\/ID$/, values: ['VAT', 'GST', 'vat'] },
  { of: /Country\/IdentificationCode$|CountryID$/, values: ['FR', 'DE', 'IT', 'ES', 'GR', 'XI', 'GP', 'XX', '1A'] },
  { of: /CurrencyCode$/, values: ['EUR', 'USD', 'GBP', 'XXX', 'EU'] },
  {
    of: /(PaymentMeansCode|PaymentMeans\/TypeCode)$/,
    values: ['30', '58', '59', '48', '54', '10', '97', 'ZZZ', '999'],
  },
  { of: /(SubjectCode|NoteSubjectCode)$/, values: ['PMT', 'PMD', 'AAB', 'TXD', 'BAR', 'AAI', 'XXX'] },
  { of: /BusinessProcess\w*\/ID$|\/ProfileID$/, values: ['B1', 'S1', 'M1', 'B2', 'S4', 'M4', 'S5', 'B7', 'S8', 'B1 '] },
  { of: /\/(ChargeIndicator|Indicator)$/, values: ['true', 'false', '1', '0'] },
  {
    of: /(ExemptionReasonCode|TaxExemptionReasonCode)$/,
    values: ['VATEX-EU-132', 'VATEX-FR-FRANCHISE', 'VATEX-EU-AE', 'VATEX-XX'],
  },
  { of: /(DueDateTypeCode|InvoicePeriod\/DescriptionCode)$/, values: ['5', '29', '72', '3', '35', '432'] },
  {
    of: /(PartyTaxScheme\/CompanyID|TaxRegistration\/ID)$/,
    values: ['FR29732829320', '732829320', 'DE123', 'EL123', 'FR00'],
  },
];
