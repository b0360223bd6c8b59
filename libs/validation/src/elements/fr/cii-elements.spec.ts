import { describe, expect, it } from 'vitest';
import { frenchFindings } from '../../../testing/french-findings.js';
import type { Leaf } from '../../../testing/leaves.js';
import { BR_FR_FLUX2 } from '../../rule-sets.js';

const A = 'SupplyChainTradeTransaction/ApplicableHeaderTradeAgreement';
const D = 'SupplyChainTradeTransaction/ApplicableHeaderTradeDelivery';
const S = 'SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement';
const L = 'SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem';
const LS = `${L}/SpecifiedLineTradeSettlement`;
const NOTE = 'ExchangedDocument/IncludedNote';
const FRAME = 'ExchangedDocumentContext/BusinessProcessSpecifiedDocumentContextParameter/ID';
const TYPE = 'ExchangedDocument/TypeCode';
const SUMS = `${S}/SpecifiedTradeSettlementHeaderMonetarySummation`;

/** An id, elements with which the rule holds, and elements with which it is broken. */
type Case = readonly [id: string, good: readonly Leaf[], bad: readonly Leaf[]];

/** A rule on the text of one element. */
const text = (id: string, path: string, good: string, bad: string): Case => [id, [[path, good]], [[path, bad]]];

const numbers: readonly Case[] = [
  ['BT-1', 'ExchangedDocument/ID'],
  ['BT-25', `${S}/InvoiceReferencedDocument/IssuerAssignedID`],
  ['EXT-FR-FE-136', `${LS}/InvoiceReferencedDocument/IssuerAssignedID`],
].flatMap(([term = '', path = '']) => [
  text(`BR-FR-01_${term}`, path, 'F'.repeat(35), 'F'.repeat(36)),
  text(`BR-FR-02_${term}`, path, 'F-1_a+b/2', 'F 1'),
]);

const dates: readonly Case[] = [
  ['BT-2', 'ExchangedDocument/IssueDateTime/DateTimeString'],
  ['BT-7', `${S}/ApplicableTradeTax/TaxPointDate/DateString`],
  ['BT-9', `${S}/SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString`],
  ['BT-26', `${S}/InvoiceReferencedDocument/FormattedIssueDateTime/DateTimeString`],
  ['BT-72', `${D}/ActualDeliverySupplyChainEvent/OccurrenceDateTime/DateTimeString`],
  ['BT-73', `${S}/BillingSpecifiedPeriod/StartDateTime/DateTimeString`],
  ['BT-74', `${S}/BillingSpecifiedPeriod/EndDateTime/DateTimeString`],
  ['EXT-FR-FE-138', `${LS}/InvoiceReferencedDocument/FormattedIssueDateTime/DateTimeString`],
  ['EXT-FR-FE-158', `${L}/SpecifiedLineTradeDelivery/ActualDeliverySupplyChainEvent/OccurrenceDateTime/DateTimeString`],
  ['EXT-FR-FE-134', `${LS}/BillingSpecifiedPeriod/StartDateTime/DateTimeString`],
  ['EXT-FR-FE-135', `${LS}/BillingSpecifiedPeriod/EndDateTime/DateTimeString`],
].map(([term = '', path = '']) => text(`BR-FR-03_${term}`, path, '20240229', '20250229'));

const types: readonly Case[] = [
  text('BR-FR-04_BT-3', TYPE, '380', '325'),
  text('BR-FR-04_EXT-FR-FE-02', `${S}/InvoiceReferencedDocument/TypeCode`, '503', '326'),
  text('BR-FR-04_EXT-FR-FE-137', `${LS}/InvoiceReferencedDocument/TypeCode`, '262', ' 262'),
];

const CHARGE_TAX = `${S}/SpecifiedTradeAllowanceCharge/CategoryTradeTax`;
const GROUP_TAX = `${S}/ApplicableTradeTax`;
const LINE_TAX = `${LS}/ApplicableTradeTax`;

const vat: readonly Case[] = [
  ['BR-FR-15_BT-95_BT-102', [[`${CHARGE_TAX}/CategoryCode`, 'S']], [[`${CHARGE_TAX}/TypeCode`, 'VAT']]],
  text('BR-FR-15_BT-95_BT-102_LM', `${CHARGE_TAX}/CategoryCode`, 'E', 'L'),
  text('BR-FR-15_BT-95_BT-118', `${GROUP_TAX}/CategoryCode`, 'AE', 'B'),
  text('BR-FR-15_BT-95_BT-118_LM', `${GROUP_TAX}/CategoryCode`, 'B', 'M'),
  [
    'BR-FR-15_BT-95_BT-151',
    [
      [`${L}/AssociatedDocumentLineDocument/LineStatusReasonCode`, 'GROUP'],
      [`${LINE_TAX}/TypeCode`, 'VAT'],
    ],
    [
      [`${L}/AssociatedDocumentLineDocument/LineStatusReasonCode`, 'DETAIL'],
      [`${LINE_TAX}/TypeCode`, 'VAT'],
    ],
  ],
  text('BR-FR-15_BT-95_BT-151_LM', `${LINE_TAX}/CategoryCode`, 'Z', 'L'),
  text('BR-FR-16_BT-96_BT-103', `${CHARGE_TAX}/RateApplicablePercent`, '5.50', '5.500'),
  text('BR-FR-16_BT-119', `${GROUP_TAX}/RateApplicablePercent`, '', '19.00'),
  text('BR-FR-16_BT-152', `${LINE_TAX}/RateApplicablePercent`, '20', '21'),
];

const DOCUMENT = `${A}/AdditionalReferencedDocument`;
const ATTRIBUTE = `${L}/SpecifiedTradeProduct/ApplicableProductCharacteristic`;

const objects = (number: string, at: string, term: string): readonly Case[] => {
  const object = `${at}/AdditionalReferencedDocument`;
  const kinds = (first: string, second: string): readonly Leaf[] => [
    [`${object}[1]/ReferenceTypeCode`, first],
    [`${object}[2]/ReferenceTypeCode`, second],
  ];
  return [
    [`BR-FR-${number}_${term}`, kinds('AFL', 'AVV'), kinds('AVV', 'AVV')],
    ...['AFL', 'AVV'].map((scheme): Case => {
      const identified = (id: string): readonly Leaf[] => [
        [`${object}/IssuerAssignedID`, id],
        [`${object}/ReferenceTypeCode`, scheme],
      ];
      return [`BR-FR-${number}_${scheme}`, identified('1'), identified(' ')];
    }),
  ];
};

const described = (type: string, name: string): readonly Leaf[] => [
  [`${DOCUMENT}/TypeCode`, type],
  [`${DOCUMENT}/Name`, name],
];

const references: readonly Case[] = [
  ['BR-FR-17_BT-123', described('916', ' RIB '), described('916', 'Rib')],
  ['BR-FR-17_BT-123', described('130', 'Rib'), described('916', 'PIECE')],
  [
    'BR-FR-18_BT-123',
    [
      [`${DOCUMENT}[1]/Name`, 'LISIBLE'],
      [`${DOCUMENT}[2]/Name`, 'RIB'],
    ],
    [
      [`${DOCUMENT}[1]/Name`, 'LISIBLE'],
      [`${DOCUMENT}[2]/Name`, 'LISIBLE'],
    ],
  ],
  ['BR-FR-27_BG-32', [[`${ATTRIBUTE}/TypeCode`, 'COL']], [[`${ATTRIBUTE}/Value`, 'bleu']]],
  text('BR-FR-27_BT-160', `${ATTRIBUTE}/Description`, 'Couleur', ' '),
  text('BR-FR-27_EXT-FR-FE-159', `${ATTRIBUTE}/TypeCode`, 'COL', ''),
  [
    'BR-FR-28-Value',
    [[`${ATTRIBUTE}/ValueMeasure@unitCode=KGM`, '2']],
    [
      [`${ATTRIBUTE}/ValueMeasure@unitCode=KGM`, '2'],
      [`${ATTRIBUTE}/Value`, '2 kg'],
    ],
  ],
  ['BR-FR-28-Value', [[`${ATTRIBUTE}/Value`, 'bleu']], [[`${ATTRIBUTE}/ValueMeasure`, '2']]],
  ...objects('29', A, 'BT-18'),
  ...objects('30', L, 'BT-128'),
];

const SIREN = '123456789';

const parties: readonly Case[] = (
  [
    [`${A}/SellerTradeParty`, 'BT-29', 'BT-34'],
    [`${A}/BuyerTradeParty`, 'BT-46', 'BT-49'],
    [`${S}/PayeeTradeParty`, 'BT-60', 'EXT-FR-FE-29'],
    [`${A}/BuyerAgentTradeParty`, 'EXT-FR-FE-06', 'EXT-FR-FE-12'],
    [`${S}/PayerTradeParty`, 'EXT-FR-FE-46', 'EXT-FR-FE-52'],
    [`${A}/SalesAgentTradeParty`, 'EXT-FR-FE-69', 'EXT-FR-FE-75'],
    [`${S}/InvoiceeTradeParty`, 'EXT-FR-FE-92', 'EXT-FR-FE-98'],
    [`${S}/InvoicerTradeParty`, 'EXT-FR-FE-115', 'EXT-FR-FE-121'],
    [`${D}/ShipToTradeParty`, 'BT-71', undefined],
    [`${L}/SpecifiedLineTradeDelivery/ShipToTradeParty`, 'EXT-FR-FE-146', undefined],
  ] as const
).flatMap(([party, term, address]): readonly Case[] => {
  const siret = (value: string): readonly Leaf[] => [
    [`${party}/GlobalID@schemeID=0009`, value],
    [`${party}/SpecifiedLegalOrganization/ID@schemeID=0002`, SIREN],
  ];
  const uri = `${party}/URIUniversalCommunication/URIID`;
  return [
    [`BR-FR-09_${term}`, siret(`${SIREN}00012`), siret('98765432100012')],
    [`BR-FR-CO-10_${term}-1`, [[`${party}/GlobalID@schemeID=0088`, '1']], [[`${party}/GlobalID`, '1']]],
    [
      `BR-FR-CO-10_${term}-2`,
      [
        [`${party}/GlobalID@schemeID=0088`, '1'],
        [`${party}/GlobalID@schemeID=0060`, '1'],
      ],
      [
        [`${party}/GlobalID@schemeID=0088[1]`, '1'],
        [`${party}/GlobalID@schemeID=0088[2]`, '2'],
      ],
    ],
    ...(address === undefined
      ? []
      : [
          text(`BR-FR-23_${address}`, `${uri}@schemeID=0225`, `${SIREN}_A.b`, `${SIREN}/A`),
          text(`BR-FR-25_${address}`, uri, 'a'.repeat(125), 'a'.repeat(126)),
        ]),
  ];
});

const BUYER = `${A}/BuyerTradeParty`;
const SELLER = `${A}/SellerTradeParty`;

const routing: readonly Case[] = [
  text('BR-FR-24_BT-29', `${SELLER}/GlobalID@schemeID=0224`, 'A.B', 'A B'),
  text('BR-FR-24_BT-46', `${BUYER}/GlobalID@schemeID=0224`, 'A-1', 'A/1'),
  text('BR-FR-26_BT-29', `${SELLER}/GlobalID@schemeID=0224`, 'a'.repeat(100), 'a'.repeat(101)),
  text('BR-FR-26_BT-46', `${BUYER}/GlobalID@schemeID=0224`, 'a'.repeat(100), 'a'.repeat(101)),
  text(
    'BR-FR-32-LEGALID',
    `${A}/ProductEndUserTradeParty/SpecifiedLegalOrganization/ID@schemeID=0002`,
    SIREN,
    '12345678',
  ),
  text('BR-FR-32-GLOBALID', `${SELLER}/GlobalID@schemeID=0231`, ` ${SIREN} `, '12345678X'),
  text('BR-FR-32-GLOBALID', `${SELLER}/GlobalID@schemeID=0002`, SIREN, ''),
];

const decimals: readonly Case[] = [
  ...[
    ['BT-92_BT-99', `${S}/SpecifiedTradeAllowanceCharge/ActualAmount`],
    ['BT-93_BT-100', `${S}/SpecifiedTradeAllowanceCharge/BasisAmount`],
    ['BT-106', `${SUMS}/LineTotalAmount`],
    ['BT-107', `${SUMS}/AllowanceTotalAmount`],
    ['BT-108', `${SUMS}/ChargeTotalAmount`],
    ['BT-109', `${SUMS}/TaxBasisTotalAmount`],
    ['BT-110', `${SUMS}/TaxTotalAmount`],
    ['BT-112', `${SUMS}/GrandTotalAmount`],
    ['BT-113', `${SUMS}/TotalPrepaidAmount`],
    ['BT-114', `${SUMS}/RoundingAmount`],
    ['BT-115', `${SUMS}/DuePayableAmount`],
    ['BT-116', `${GROUP_TAX}/BasisAmount`],
    ['BT-117', `${GROUP_TAX}/CalculatedAmount`],
    ['BT-131', `${LS}/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount`],
    ['BT-136_BT-141', `${LS}/SpecifiedTradeAllowanceCharge/ActualAmount`],
    ['BT-137_BT-142', `${LS}/SpecifiedTradeAllowanceCharge/BasisAmount`],
  ].map(([term = '', path = '']) => text(`BR-FR-DEC-01_${term}`, path, '-1234567890123456.78', '12.345')),
  text('BR-FR-DEC-02_BT-129', `${L}/SpecifiedLineTradeDelivery/BilledQuantity`, '1.2345', '1.23456'),
  text(
    'BR-FR-DEC-02_BT-149',
    `${L}/SpecifiedLineTradeAgreement/NetPriceProductTradePrice/BasisQuantity`,
    '100',
    '12345678901234567890',
  ),
  ...[
    ['BT-146', 'NetPriceProductTradePrice/ChargeAmount'],
    ['BT-147', 'GrossPriceProductTradePrice/AppliedTradeAllowanceCharge/ActualAmount'],
    ['BT-148', 'GrossPriceProductTradePrice/ChargeAmount'],
  ].flatMap(([term = '', path = '']): readonly Case[] => {
    const at = `${L}/SpecifiedLineTradeAgreement/${path}`;
    const below = (frame: string): readonly Leaf[] => [
      [FRAME, frame],
      [at, '-1.234567'],
    ];
    return [
      [`BR-FR-DEC-03_${term}`, below('S9'), below('S1')],
      text(`BR-FR-DEC-03_${term}`, at, '0.000001', '0.0000001'),
    ];
  }),
  text('BR-FR-DEC-04_BT-96_BT-103', `${CHARGE_TAX}/RateApplicablePercent`, '20.00', '-20'),
  text('BR-FR-DEC-04_BT-119', `${GROUP_TAX}/RateApplicablePercent`, '5.5', '5.505'),
  text('BR-FR-DEC-04_BT-152', `${LINE_TAX}/RateApplicablePercent`, '10.00', '100.00'),
];

const noted = (...notes: readonly (readonly [subject: string, content: string])[]): readonly Leaf[] =>
  notes.flatMap(([subject, content], index): readonly Leaf[] => [
    [`${NOTE}[${index}]/Content`, content],
    [`${NOTE}[${index}]/SubjectCode`, subject],
  ]);

const DOMESTIC = noted(['BAR', 'B2B']);

const reached = (party: string, value: string, type: string): readonly Leaf[] => [
  ...DOMESTIC,
  [TYPE, type],
  [`${party}/SpecifiedLegalOrganization/ID@schemeID=0002`, SIREN],
  [`${party}/URIUniversalCommunication/URIID@schemeID=0225`, value],
];

const dated = (issued: string, due: string, frame: string): readonly Leaf[] => [
  [FRAME, frame],
  ['ExchangedDocument/IssueDateTime/DateTimeString', issued],
  [`${S}/SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString`, due],
];

const taxedIn = (currency: string): readonly Leaf[] => [
  [`${S}/TaxCurrencyCode`, 'EUR'],
  [`${S}/InvoiceCurrencyCode`, 'USD'],
  [`${SUMS}/TaxTotalAmount@currencyID=${currency}`, '10.00'],
];

/** A credit note with an earlier invoice, of which one thing more is told, and a line. */
const credit = (place: string, more: string): readonly Leaf[] => [
  [TYPE, '381'],
  [`${L}/SpecifiedTradeProduct/Name`, 'A'],
  [`${place}/InvoiceReferencedDocument/IssuerAssignedID`, 'F-1'],
  [`${place}/InvoiceReferencedDocument/${more}`, '202606'],
];

const forms: readonly Case[] = [
  ...['PMT', 'PMD', 'AAB'].map((subject): Case => [
    `BR-FR-05_BT-22_${subject}`,
    noted([subject, '']),
    noted([` ${subject}`, 'x']),
  ]),
  ...['PMT', 'PMD', 'AAB', 'TXD'].map((subject): Case => [
    `BR-FR-06_BT-21_${subject}`,
    noted([subject, 'a']),
    noted([subject, 'a'], [subject, 'b']),
  ]),
  ['BR-FR-20_BT-21', noted(['BAR', 'B2CINT'], ['AAI', 'B2G']), noted(['BAR', 'B2G'])],
  [
    'BR-FR-CO-14_BT-29-1',
    [[`${SELLER}/GlobalID@schemeID=0231`, '1'], ...noted(['TXD', 'MEMBRE_ASSUJETTI_UNIQUE'])],
    [[`${SELLER}/GlobalID@schemeID=0231`, '1'], ...noted(['AAI', 'MEMBRE_ASSUJETTI_UNIQUE'])],
  ],
  text('BR-FR-10_BT-30', `${SELLER}/SpecifiedLegalOrganization/ID@schemeID=0002`, SIREN, '12345678900012'),
  [
    'BR-FR-11_BT-47',
    [...DOMESTIC, [`${BUYER}/SpecifiedLegalOrganization/ID@schemeID=0002`, SIREN]],
    [...DOMESTIC, [`${BUYER}/SpecifiedLegalOrganization/ID@schemeID=0009`, SIREN]],
  ],
  text('BR-FR-12_BT-49', `${BUYER}/URIUniversalCommunication/URIID`, SIREN, ''),
  text('BR-FR-13_BT-34', `${SELLER}/URIUniversalCommunication/URIID`, SIREN, ''),
  ['BR-FR-21_BT-49', reached(BUYER, `${SIREN}_A`, '380'), reached(BUYER, '987654321', '380')],
  ['BR-FR-22_BT-34', reached(SELLER, SIREN, '389'), reached(SELLER, '987654321', '389')],
  text('BR-FR-08_BT-23', FRAME, 'S1', 'A1'),
  ['BR-FR-CO-07_BT-9', dated('20260601', '20260501', 'B2'), dated('20260601', '20260501', 'B1')],
  ['BR-FR-CO-05_BT-3', credit(S, 'FormattedIssueDateTime/DateTimeString'), credit(S, 'TypeCode')],
  ['BR-FR-CO-05_BT-3', credit(LS, 'FormattedIssueDateTime/DateTimeString'), credit(LS, 'TypeCode')],
  [
    'BR-FR-CO-05_BT-3',
    [...credit(LS, 'TypeCode'), [`${L}/AssociatedDocumentLineDocument/LineStatusReasonCode`, 'GROUP']],
    [...credit(LS, 'TypeCode'), [`${L}/AssociatedDocumentLineDocument/LineStatusReasonCode`, 'DETAIL']],
  ],
  ['BR-FR-CO-12_BT-5', taxedIn('EUR'), taxedIn('USD')],
  [
    'BR-FR-MV-01_EXT-FR-FE-163',
    [
      [FRAME, 'M8'],
      [`${L}/AssociatedDocumentLineDocument/LineID`, '1'],
    ],
    [
      [FRAME, 'M8'],
      [`${L}/AssociatedDocumentLineDocument/LineStatusReasonCode`, ' '],
    ],
  ],
];

const CASES = [...numbers, ...dates, ...types, ...vat, ...references, ...parties, ...routing, ...decimals, ...forms];

const found = (leaves: readonly Leaf[]) => frenchFindings('CrossIndustryInvoice', leaves).map(({ code }) => code);

describe('French rules over elements of CII', () => {
  it.each(CASES)('%s', (id, good, bad) => {
    expect(found(good)).not.toContain(id);
    expect(found(bad)).toContain(id);
  });

  it('are all tried', () => {
    const tried = new Set(CASES.map(([id]) => id));
    expect(BR_FR_FLUX2.elements.CII.map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([]);
  });

  it('say the same in both languages, with their values', () => {
    const findings = frenchFindings('CrossIndustryInvoice', [
      ['ExchangedDocument/ID', 'F 1'],
      [`${SUMS}/GrandTotalAmount`, '1.234'],
    ]);
    for (const { message, message_fr } of findings) expect(`${message} ${message_fr}`).not.toMatch(/[{}]/);
    const number = findings.find(({ code }) => code === 'BR-FR-02_BT-1');
    expect(number).toMatchObject({
      term: 'BT-1',
      severity: 'error',
      ruleset: 'BR-FR-Flux2 1.4.0.03',
      message: expect.stringContaining('"F 1"') as string,
      message_fr: expect.stringContaining('« F 1 »') as string,
    });
  });
});
