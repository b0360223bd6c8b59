import { describe, expect, it } from 'vitest';
import { frenchFindings } from '../../../testing/french-findings.js';
import type { Leaf } from '../../../testing/leaves.js';
import { BR_FR_FLUX2 } from '../../rule-sets.js';

const SELLER = 'AccountingSupplierParty/Party';
const BUYER = 'AccountingCustomerParty/Party';
const SIREN = '123456789';

type Root = 'Invoice' | 'CreditNote';
/** An id, elements with which the rule holds, elements with which it is broken, and the document they stand in. */
type Case = readonly [id: string, good: readonly Leaf[], bad: readonly Leaf[], root?: Root];

/** A rule on the text of one element. */
const text = (id: string, path: string, good: string, bad: string, root: Root = 'Invoice'): Case => [
  id,
  [[path, good]],
  [[path, bad]],
  root,
];

const numbers: readonly Case[] = [
  ['BT-1', 'ID'],
  ['BT-25', 'BillingReference/InvoiceDocumentReference/ID'],
  ['EXT-FR-FE-136', 'InvoiceLine/BillingReference/InvoiceDocumentReference/ID'],
].flatMap(([term = '', path = '']) => [
  text(`BR-FR-01_${term}-1`, path, 'F'.repeat(35), 'F'.repeat(36)),
  text(`BR-FR-01_${term}-2`, path, 'F-1', 'F#1'),
  text(`BR-FR-02_${term}`, path, 'F-1', ' F1'),
]);

const dates: readonly Case[] = [
  ['BT-2', 'IssueDate'],
  ['BT-7', 'TaxPointDate'],
  ['BT-9', 'DueDate'],
  ['BT-26', 'BillingReference/InvoiceDocumentReference/IssueDate'],
  ['BT-72', 'Delivery/ActualDeliveryDate'],
  ['BT-73', 'InvoicePeriod/StartDate'],
  ['BT-74', 'InvoicePeriod/EndDate'],
  ['EXT-FR-FE-138', 'InvoiceLine/BillingReference/InvoiceDocumentReference/IssueDate'],
  ['EXT-FR-FE-158', 'InvoiceLine/Delivery/ActualDeliveryDate'],
  ['BT-134', 'InvoiceLine/InvoicePeriod/StartDate'],
  ['BT-135', 'InvoiceLine/InvoicePeriod/EndDate'],
].map(([term = '', path = '']) => text(`BR-FR-03_${term}`, path, '2026-04-30', '2026-04-31'));

const types: readonly Case[] = [
  text('BR-FR-04_BT-3', 'InvoiceTypeCode', '380', '325'),
  text('BR-FR-04_BT-3', 'CreditNoteTypeCode', '381', '83', 'CreditNote'),
  text('BR-FR-04_EXT-FR-FE-02', 'BillingReference/InvoiceDocumentReference/DocumentTypeCode', '384', '1'),
  text('BR-FR-04_EXT-FR-FE-137', 'InvoiceLine/BillingReference/InvoiceDocumentReference/DocumentTypeCode', '386', ''),
];

const frames: readonly Case[] = ['', 'A1', 'B1 '].map((bad) => text('BR-FR-08_BT-23', 'ProfileID', 'B1', bad));

const GROUP = 'TaxTotal/TaxSubtotal/TaxCategory';

const vat: readonly Case[] = [
  text('BR-FR-15_BT-95_BT-102-1', 'AllowanceCharge/TaxCategory/ID', 'S', 'B'),
  text('BR-FR-15_BT-95_BT-102-2', 'AllowanceCharge/TaxCategory/ID', 'B', 'L'),
  text('BR-FR-15_BT-118-1', `${GROUP}/ID`, 'O', ''),
  text('BR-FR-15_BT-118-2', `${GROUP}/ID`, '', 'M'),
  text('BR-FR-15_BT-151-1', 'InvoiceLine/Item/ClassifiedTaxCategory/ID', 'K', 'k'),
  text('BR-FR-08_BT-151-2', 'InvoiceLine/Item/ClassifiedTaxCategory/ID', 'G', 'L'),
  text('BR-FR-16_BT-96', 'AllowanceCharge/TaxCategory/Percent', '2.1', '2.2'),
  text('BR-FR-16_BT-119', `${GROUP}/Percent`, '1.75', ''),
  text('BR-FR-16_BT-152', 'InvoiceLine/Item/ClassifiedTaxCategory/Percent', '19.60', '19'),
  text('BR-FR-DEC-04_BT-96_BT-103', 'AllowanceCharge/TaxCategory/Percent', '20', '20.000'),
  text('BR-FR-DEC-04_BT-119', `${GROUP}/Percent`, '20.00', '-1'),
  text('BR-FR-DEC-04_BT-152', 'InvoiceLine/Item/ClassifiedTaxCategory/Percent', '5.50', '100.00'),
];

const DOCUMENT = 'AdditionalDocumentReference';
const ATTRIBUTE = 'InvoiceLine/Item/AdditionalItemProperty';

const references: readonly Case[] = [
  text('BR-FR-17_BT-123', `${DOCUMENT}/DocumentDescription`, 'RIB', 'Rib'),
  [
    'BR-FR-18_BT-123',
    [[`${DOCUMENT}[1]/DocumentDescription`, 'LISIBLE']],
    [
      [`${DOCUMENT}[1]/DocumentDescription`, 'LISIBLE'],
      [`${DOCUMENT}[2]/DocumentDescription`, 'LISIBLE'],
    ],
  ],
  ['BR-FR-27_BG-32', [['Item/AdditionalItemProperty/NameCode', 'C']], [['Item/AdditionalItemProperty/Value', 'v']]],
  text('BR-FR-27_BT-160', 'Item/AdditionalItemProperty/Name', 'Couleur', ' '),
  text('BR-FR-27_EXT-FR-FE-159', 'Item/AdditionalItemProperty/NameCode', 'COL', ' '),
  ['BR-FR-28-Value', [[`${ATTRIBUTE}/ValueQuantity@unitCode=KGM`, '2']], [[`${ATTRIBUTE}/Name`, 'Poids']]],
  ...(
    [
      ['29', 'BT-18', DOCUMENT],
      ['30', 'BT-128', 'InvoiceLine/DocumentReference'],
    ] as const
  ).flatMap(([number, term, at]): readonly Case[] => [
    [
      `BR-FR-${number}_${term}`,
      [
        [`${at}/ID@schemeID=AFL`, '1'],
        [`${at}/ID@schemeID=AVV`, 'S1'],
      ],
      [
        [`${at}/ID@schemeID=AFL[1]`, '1'],
        [`${at}/ID@schemeID=AFL[2]`, '2'],
      ],
    ],
    text(`BR-FR-${number}_AFL`, `${at}/ID@schemeID=AFL`, '1', ' '),
    text(`BR-FR-${number}_AVV`, `${at}/ID@schemeID=AVV`, 'S1', ''),
  ]),
];

const parties: readonly Case[] = (
  [
    [SELLER, 'BT-29', 'BT-34'],
    [BUYER, 'BT-46', 'BT-49'],
    ['PayeeParty', 'BT-60', 'EXT-FR-FE-29'],
    [`${BUYER}/AgentParty`, 'EXT-FR-FE-06', 'EXT-FR-FE-12'],
    ['PaymentMeans/PaymentMandate/PayerParty', 'EXT-FR-FE-46', 'EXT-FR-FE-52'],
    [`${SELLER}/AgentParty`, 'EXT-FR-FE-69', 'EXT-FR-FE-75'],
    [`${BUYER}/ServiceProviderParty/Party`, 'EXT-FR-FE-92', 'EXT-FR-FE-98'],
    [`${SELLER}/ServiceProviderParty/Party`, 'EXT-FR-FE-115', 'EXT-FR-FE-121'],
  ] as const
).flatMap(([party, term, address]): readonly Case[] => {
  const id = `${party}/PartyIdentification/ID`;
  return [
    [
      `BR-FR-09_${term}`,
      [
        [`${id}@schemeID=0009`, `${SIREN}00012`],
        [`${party}/PartyLegalEntity/CompanyID@schemeID=0002`, SIREN],
      ],
      [
        [`${id}@schemeID=0009`, `${SIREN}0001`],
        [`${party}/PartyLegalEntity/CompanyID@schemeID=0002`, SIREN],
      ],
    ],
    [`BR-FR-CO-10_${term}-1`, [[`${id}@schemeID=0088`, '1']], [[id, '1']]],
    [
      `BR-FR-CO-10_${term}-2`,
      [[`${id}@schemeID=0088`, '1']],
      [
        [`${party}/PartyIdentification[1]/ID@schemeID=0088`, '1'],
        [`${party}/PartyIdentification[2]/ID@schemeID=0088`, '2'],
      ],
    ],
    text(`BR-FR-23_${address}`, `${party}/EndpointID@schemeID=0225`, SIREN, `${SIREN} A`),
    text(`BR-FR-25_${address}`, `${party}/EndpointID`, 'a'.repeat(125), 'a'.repeat(126)),
  ];
});

const places: readonly Case[] = [
  text('BR-FR-09_BT-71', 'Delivery/DeliveryLocation/ID@schemeID=0009', `${SIREN}00012`, SIREN),
  text(
    'BR-FR-09_EXT-FR-FE-146',
    'InvoiceLine/Delivery/DeliveryLocation/DeliveryLocation/ID@schemeID=0009',
    `${SIREN}00012`,
    SIREN,
  ),
  ...(
    [
      ['BT-71', 'Delivery/DeliveryLocation/ID'],
      ['EXT-FR-FE-146', 'InvoiceLine/Delivery/DeliveryLocation/ID'],
    ] as const
  ).flatMap(([term, id]): readonly Case[] => [
    [`BR-FR-CO-10_${term}-1`, [[`${id}@schemeID=0009`, '1']], [[id, '1']]],
    [
      `BR-FR-CO-10_${term}-2`,
      [[`${id}@schemeID=0009`, '1']],
      [
        [`${id}@schemeID=0009[1]`, '1'],
        [`${id}@schemeID=0009[2]`, '2'],
      ],
    ],
  ]),
];

const routing: readonly Case[] = [
  text('BR-FR-24_BT-29', `${SELLER}/PartyIdentification/ID@schemeID=0224`, 'A.B', 'A/B'),
  text('BR-FR-24_BT-46', `${BUYER}/PartyIdentification/ID@schemeID=0224`, 'A', ' A'),
  text('BR-FR-26_BT-29', `${SELLER}/PartyIdentification/ID@schemeID=0224`, 'a'.repeat(100), 'a'.repeat(101)),
  text('BR-FR-26_BT-46', `${BUYER}/PartyIdentification/ID@schemeID=0224`, 'a'.repeat(100), 'a'.repeat(101)),
  text('BR-FR-32-LEGALID', `${BUYER}/PartyLegalEntity/CompanyID@schemeID=0002`, SIREN, `${SIREN}00012`),
  text('BR-FR-32-ID', `${SELLER}/PartyIdentification/ID@schemeID=0231`, SIREN, 'X'),
];

const decimals: readonly Case[] = [
  ...[
    ['BT-92_BT-99', 'AllowanceCharge/Amount'],
    ['BT-93_BT-100', 'AllowanceCharge/BaseAmount'],
    ['BT-106', 'LegalMonetaryTotal/LineExtensionAmount'],
    ['BT-107', 'LegalMonetaryTotal/AllowanceTotalAmount'],
    ['BT-108', 'LegalMonetaryTotal/ChargeTotalAmount'],
    ['BT-109', 'LegalMonetaryTotal/TaxExclusiveAmount'],
    ['BT-110', 'TaxTotal/TaxAmount'],
    ['BT-112', 'LegalMonetaryTotal/TaxInclusiveAmount'],
    ['BT-113', 'LegalMonetaryTotal/PrepaidAmount'],
    ['BT-114', 'LegalMonetaryTotal/PayableRoundingAmount'],
    ['BT-115', 'LegalMonetaryTotal/PayableAmount'],
    ['BT-116', 'TaxTotal/TaxSubtotal/TaxableAmount'],
    ['BT-117', 'TaxTotal/TaxSubtotal/TaxAmount'],
    ['BT-131', 'InvoiceLine/LineExtensionAmount'],
    ['BT-136_BT-141', 'InvoiceLine/AllowanceCharge/Amount'],
    ['BT-137_BT-142', 'InvoiceLine/AllowanceCharge/BaseAmount'],
  ].map(([term = '', path = '']) => text(`BR-FR-DEC-01_${term}`, path, ' 12.3 ', '+12.30')),
  text('BR-FR-DEC-02_BT-129', 'InvoiceLine/InvoicedQuantity', '-1.5', '1e3'),
  text('BR-FR-DEC-02_BT-129', 'CreditNoteLine/CreditedQuantity', '2', '2.00001', 'CreditNote'),
  text('BR-FR-DEC-02_BT-149', 'InvoiceLine/Price/BaseQuantity', ' ', '1.00000'),
  ...[
    ['BT-146', 'PriceAmount'],
    ['BT-147', 'AllowanceCharge/Amount'],
    ['BT-148', 'AllowanceCharge/BaseAmount'],
  ].flatMap(([term = '', path = '']): readonly Case[] => {
    const below = (frame: string): readonly Leaf[] => [
      ['ProfileID', frame],
      [`InvoiceLine/Price/${path}`, '-1'],
    ];
    return [
      [`BR-FR-DEC-03_${term}`, below('M9'), below('M8')],
      text(`BR-FR-DEC-03_${term}`, `InvoiceLine/Price/${path}`, '', '.5'),
    ];
  }),
];

const credit = (type: string, ...more: readonly Leaf[]): readonly Leaf[] => [
  ['ID', 'A-1'],
  ['CreditNoteTypeCode', type],
  ...more,
  ['CreditNoteLine/Item/Name', 'x'],
];

const dated = (due: string, type: string): readonly Leaf[] => [
  ['IssueDate', '2026-06-01'],
  ['DueDate', due],
  ['InvoiceTypeCode', type],
];

const allowance = (contract: string): readonly Leaf[] => [
  ['CreditNoteTypeCode', '262'],
  ['InvoicePeriod/StartDate', '2026-01-01'],
  ['InvoicePeriod/EndDate', '2026-12-31'],
  ['ContractDocumentReference/ID', contract],
];

const EARLIER = 'BillingReference/InvoiceDocumentReference';

const documents: readonly Case[] = [
  ['BR-FR-10_BT-30', [], [[`${SELLER}/PartyLegalEntity/RegistrationName`, 'A']]],
  text('BR-FR-10_BT-30', `${SELLER}/PartyLegalEntity/CompanyID@schemeID=0002`, SIREN, '12'),
  ['BR-FR-CO-03_BT-3', allowance('C-1'), allowance(''), 'CreditNote'],
  [
    'BR-FR-CO-04_BT-3',
    [
      ['InvoiceTypeCode', '384'],
      [`${EARLIER}/ID`, 'F-1'],
    ],
    [['InvoiceTypeCode', '384']],
  ],
  [
    'BR-FR-CO-05_BT-3',
    credit('381', [`${EARLIER}/ID`, 'F-1'], [`${EARLIER}/IssueDate`, '2026-06-01']),
    credit('381', [`${EARLIER}/ID`, 'F-1']),
    'CreditNote',
  ],
  [
    'BR-FR-CO-05_BT-3',
    credit('381', [`CreditNoteLine/${EARLIER}/ID`, 'F-1'], [`CreditNoteLine/${EARLIER}/IssueDate`, '2026-06-01']),
    credit('381', [`CreditNoteLine/${EARLIER}/ID`, 'F-1']),
    'CreditNote',
  ],
  [
    'BR-FR-CO-15_BT-29-1',
    [
      [`${SELLER}/PartyIdentification/ID@schemeID=0231`, '1'],
      ['TaxRepresentativeParty/PartyTaxScheme/CompanyID', 'FR44732829320'],
      ['TaxRepresentativeParty/PartyTaxScheme/TaxScheme/ID', 'GST'],
    ],
    [[`${SELLER}/PartyIdentification/ID@schemeID=0231`, '1']],
  ],
  ['BR-FR-CO-07_BT-9', dated('2026-05-01', '386'), dated('2026-05-01', '380')],
];

const CASES = [
  ...numbers,
  ...dates,
  ...types,
  ...frames,
  ...vat,
  ...references,
  ...parties,
  ...places,
  ...routing,
  ...decimals,
  ...documents,
];

const found = (root: Root, leaves: readonly Leaf[]) => frenchFindings(root, leaves).map(({ code }) => code);

describe('French rules over elements of UBL', () => {
  it.each(CASES.map(([id, good, bad, root = 'Invoice']) => ({ id, good, bad, root })))(
    '$id',
    ({ id, good, bad, root }) => {
      expect(found(root, good)).not.toContain(id);
      expect(found(root, bad)).toContain(id);
    },
  );

  it('are all tried', () => {
    const tried = new Set(CASES.map(([id]) => id));
    expect(BR_FR_FLUX2.elements.UBL.map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([]);
  });

  it('ask credit notes and corrections of the documents they are', () => {
    expect(found('Invoice', [['InvoiceTypeCode', '381']])).not.toContain('BR-FR-CO-05_BT-3');
    expect(found('CreditNote', [['CreditNoteTypeCode', '384']])).not.toContain('BR-FR-CO-04_BT-3');
  });
});
