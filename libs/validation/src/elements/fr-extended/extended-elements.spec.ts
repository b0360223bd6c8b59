import { describe, expect, it } from 'vitest';
import { findingsIn, xmlOf } from '../../../testing/broken-rules.js';
import { changed, SAMPLE } from '../../../testing/sample-document.js';
import {
  EXTENDED_CTC_FR,
  FACTURX_BASIC,
  FACTURX_BASIC_WL,
  FACTURX_EXTENDED,
  FACTURX_MINIMUM,
} from '../../profile-rule-sets.js';
import { VAT_CATEGORY_RULES } from '../../rules/en16931/vat/vat-category-rules.js';
import type { RuleSet } from '../../rules/rule-set.js';
import { facturxExtendedElements } from '../factur-x/factur-x-elements.js';
import { frExtendedElements } from './fr-extended-elements.js';

type Syntax = 'CII' | 'UBL';

/** The sample with all that the rules below look at. */
const WHOLE = {
  CII: xmlOf(
    changed(SAMPLE, { profile: 'EXTENDED_CTC_FR', 'totals.tax_accounting': undefined, tax_currency: undefined }),
    'CII',
  ),
  UBL: xmlOf(
    changed(SAMPLE, { profile: 'EXTENDED_CTC_FR', 'totals.tax_accounting': undefined, tax_currency: undefined }),
    'UBL',
  ),
};

type Edit = readonly [of: string | RegExp, by: string];
type Case = readonly [id: string, ...edits: readonly Edit[]];

/** After the start or before the end of an element. */
const into = (element: string, xml: string): Edit => [new RegExp(`(<[a-z]+:${element}>)`), `$1${xml}`];
const atEnd = (element: string, xml: string): Edit => [new RegExp(`(</[a-z]+:${element}>)`), `${xml}$1`];
const drop = (element: string): Edit => [new RegExp(`<([a-z]+:${element})[ >][\\s\\S]*?</\\1>`, 'g'), ''];

const charge = (reason: string): Edit =>
  atEnd(
    'ApplicableHeaderTradeSettlement',
    `<ram:SpecifiedTradeAllowanceCharge><ram:ChargeIndicator><udt:Indicator>true</udt:Indicator></ram:ChargeIndicator>${reason}</ram:SpecifiedTradeAllowanceCharge>`,
  );

const EMPTY_TOTALS: Edit = [
  /<ram:(SpecifiedTradeSettlementHeaderMonetarySummation)>[\s\S]*<\/ram:\1>/,
  '<ram:$1></ram:$1>',
];

const CII: readonly Case[] = [
  ['BR-FREXT-BR-22', drop('BilledQuantity')],
  ['BR-FREXT-BR-23', [/ unitCode="[^"]*"/g, '']],
  ['BR-FREXT-BR-24', drop('SpecifiedTradeSettlementLineMonetarySummation')],
  ['BR-FREXT-BR-26', drop('NetPriceProductTradePrice')],
  [
    'BR-FREXT-CO-04',
    [/(<ram:SpecifiedLineTradeSettlement>\s*)<ram:ApplicableTradeTax>[\s\S]*?<\/ram:ApplicableTradeTax>/, '$1'],
  ],
  [
    'BR-FREXT-54-1',
    into('ApplicableProductCharacteristic', '<ram:X/>'),
    [/<ram:Description>Colour<\/ram:Description>/, ''],
  ],
  ['BR-FREXT-54-2', atEnd('ApplicableProductCharacteristic', '<ram:ValueMeasure unitCode="C62">1</ram:ValueMeasure>')],
  ['BR-FREXT-BR-38', charge('')],
  ['BR-FREXT-BR-44', [/<ram:ReasonCode>FC<\/ram:ReasonCode>/, '']],
  [
    'BR-FREXT-05',
    atEnd('AssociatedDocumentLineDocument', '<ram:LineStatusReasonCode>OTHER</ram:LineStatusReasonCode>'),
  ],
  ['BR-CO-25', drop('SpecifiedTradePaymentTerms')],
  ['BR-CO-27', [/<ram:PayeePartyCreditorFinancialAccount>[\s\S]*?<\/ram:PayeePartyCreditorFinancialAccount>/, '']],
  ['BR-FREXT-CO-10', EMPTY_TOTALS],
  ['BR-FREXT-CO-11', drop('AllowanceTotalAmount')],
  ['BR-FREXT-CO-12', drop('ChargeTotalAmount')],
  ['BR-FREXT-CO-13', EMPTY_TOTALS],
  ['BR-FREXT-CO-15', [/<ram:GrandTotalAmount>282/, '<ram:GrandTotalAmount>283']],
  [
    'BR-CO-16',
    into('SpecifiedTradeSettlementHeaderMonetarySummation', '<ram:GrandTotalAmount>282.00</ram:GrandTotalAmount>'),
  ],
  ['BR-FREXT-CL-10', into('BuyerTradeParty', '<ram:GlobalID schemeID="XX">1</ram:GlobalID>')],
  ['BR-FREXT-CL-20', charge('<ram:ReasonCode>none</ram:ReasonCode>')],
  ['BR-FREXT-CL-20-TAX', charge('<ram:ReasonCode listID="5153">none</ram:ReasonCode>')],
  ['BR-FREXT-CL-20-LISTID', charge('<ram:ReasonCode listID="1">FC</ram:ReasonCode>')],
  [
    'BR-FREXT-CL-19-GP',
    into(
      'GrossPriceProductTradePrice',
      '<ram:AppliedTradeAllowanceCharge><ram:ChargeIndicator><udt:Indicator>false</udt:Indicator></ram:ChargeIndicator><ram:ReasonCode>FC</ram:ReasonCode></ram:AppliedTradeAllowanceCharge>',
    ),
  ],
  [
    'BR-FREXT-CL-24',
    atEnd(
      'AdditionalReferencedDocument',
      '<ram:AttachmentBinaryObject mimeCode="text/html">AA==</ram:AttachmentBinaryObject>',
    ),
  ],
  [
    'BR-FREXT-CL-27',
    atEnd(
      'ApplicableHeaderTradeAgreement',
      '<ram:ApplicableTradeDeliveryTerms><ram:DeliveryTypeCode>ZZZ</ram:DeliveryTypeCode></ram:ApplicableTradeDeliveryTerms>',
    ),
  ],
  ['BR-FXEXT-04', into('ApplicableProductCharacteristic', '<ram:TypeCode>none</ram:TypeCode>')],
  [
    'CII-FREXT-SR-106',
    atEnd(
      'SpecifiedLineTradeAgreement',
      '<ram:ApplicableTradeDeliveryTerms><ram:Description>a</ram:Description></ram:ApplicableTradeDeliveryTerms>',
    ),
  ],
  [
    'CII-FREXT-SR-293',
    atEnd(
      'ApplicableHeaderTradeAgreement',
      '<ram:ApplicableTradeDeliveryTerms><ram:Description>a</ram:Description></ram:ApplicableTradeDeliveryTerms>',
    ),
  ],
  [
    'CII-FREXT-SR-366',
    atEnd(
      'ApplicableHeaderTradeSettlement',
      '<ram:TaxApplicableTradeCurrencyExchange><ram:MarketID>a</ram:MarketID></ram:TaxApplicableTradeCurrencyExchange>',
    ),
  ],
  ['CII-FREXT-SR-439', into('NetPriceProductTradePrice', '<ram:ChargeAmount>1</ram:ChargeAmount>')],
  ['CII-SR-454', atEnd('SpecifiedLineTradeSettlement', '<ram:ApplicableTradeTax/>')],
  ['CII-EXT-DT-018', into('BuyerOrderReferencedDocument', '<ram:TypeCode>1</ram:TypeCode>')],
  ['CII-FREXT-DT-024', into('AdditionalReferencedDocument', '<ram:ReferenceTypeCode>AAA</ram:ReferenceTypeCode>')],
  ['CII-FREXTDT-027', into('AdditionalReferencedDocument', '<ram:FormattedIssueDateTime/>')],
];

/** Groups of categories that nothing bears, and one whose code has blanks around it. */
const ciiGroups = (prefix: string): readonly Case[] =>
  VAT_CATEGORY_RULES.map(({ id, code }): Case => [
    `${prefix}-${id}-01`,
    code === 'S'
      ? [/(<ram:ApplicableTradeTax>\s*<ram:CalculatedAmount>[\s\S]*?<ram:CategoryCode>)S(?=<)/g, '$1 S ']
      : [
          '<ram:SpecifiedTradeSettlementHeaderMonetarySummation>',
          `<ram:ApplicableTradeTax><ram:CategoryCode>${code}</ram:CategoryCode></ram:ApplicableTradeTax>$&`,
        ],
  ]);

const ublCharge = (reason: string): Edit =>
  atEnd(
    'LegalMonetaryTotal',
    `</cac:LegalMonetaryTotal><cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator>${reason}</cac:AllowanceCharge><cac:LegalMonetaryTotal>`,
  );
const atRoot = (xml: string): Edit => ['<cac:LegalMonetaryTotal>', `${xml}<cac:LegalMonetaryTotal>`];
const inLine = (xml: string): Edit => ['</cac:InvoiceLine>', `${xml}</cac:InvoiceLine>`];

/** The categories of all VAT groups. */
const GROUPED = /(<cac:TaxSubtotal>[\s\S]*?<cac:TaxCategory>\s*<cbc:ID>)\w+/g;

const UBL: readonly Case[] = [
  ['BR-FREXT-S-01', [GROUPED, '$1Z']],
  ...VAT_CATEGORY_RULES.filter(({ code }) => code !== 'S').map(({ id, code }): Case => [
    `BR-FREXT-${id}-01`,
    [GROUPED, `$1${code}`],
  ]),
  ['BR-FREXT-22', drop('InvoicedQuantity')],
  ['BR-FREXT-23', [/ unitCode="[^"]*"/g, '']],
  ['BR-FREXT-24', [/(<cac:InvoiceLine>[\s\S]*?)<cbc:LineExtensionAmount[^>]*>[^<]*<\/cbc:LineExtensionAmount>/, '$1']],
  ['BR-FREXT-26', drop('PriceAmount')],
  ['BR-FREXT-CO-04', drop('ClassifiedTaxCategory')],
  ['UBL-FREXT-SR-48', drop('ClassifiedTaxCategory')],
  ['BR-FREXT-54-1', ['<cbc:Name>Colour</cbc:Name>', '']],
  ['BR-FREXT-54-2', atEnd('AdditionalItemProperty', '<cbc:ValueQuantity unitCode="C62">1</cbc:ValueQuantity>')],
  ['BR-CO-25', drop('DueDate'), drop('PaymentTerms')],
  ['BR-CO-14', atRoot('<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">47.00</cbc:TaxAmount></cac:TaxTotal>')],
  ['BR-55', atRoot('<cac:BillingReference><cac:X/></cac:BillingReference>')],
  ['UBL-SR-07', atRoot('<cac:BillingReference><cac:X/></cac:BillingReference>')],
  [
    'UBL-SR-06',
    into('BillingReference', '<cac:InvoiceDocumentReference><cbc:ID>1</cbc:ID></cac:InvoiceDocumentReference>'),
  ],
  [
    'BR-FREXT-CL-10',
    [
      /(<cac:AccountingCustomerParty>\s*<cac:Party>)/,
      '$1<cac:PartyIdentification><cbc:ID schemeID="XX">1</cbc:ID></cac:PartyIdentification>',
    ],
  ],
  ['BR-FREXT-CL-20', ublCharge('<cbc:AllowanceChargeReasonCode>none</cbc:AllowanceChargeReasonCode>')],
  [
    'BR-FREXT-CL-20-TAX',
    ublCharge('<cbc:AllowanceChargeReasonCode listID="5153">none</cbc:AllowanceChargeReasonCode>'),
  ],
  ['BR-FREXT-CL-20-LISTID', ublCharge('<cbc:AllowanceChargeReasonCode listID="1">FC</cbc:AllowanceChargeReasonCode>')],
  [
    'BR-FREXT-CL-24',
    atRoot(
      '<cac:A><cbc:EmbeddedDocumentBinaryObject mimeCode="text/html">AA==</cbc:EmbeddedDocumentBinaryObject></cac:A>',
    ),
  ],
  ['BR-FREXT-CL-27', atRoot('<cac:DeliveryTerms><cbc:ID>ZZZ</cbc:ID></cac:DeliveryTerms>')],
  ['BR-FREXT-04', into('AdditionalItemProperty', '<cbc:NameCode>none</cbc:NameCode>')],
  ['UBL-FREXT-CR-410', atRoot('<cac:DeliveryTerms><cbc:SpecialTerms>a</cbc:SpecialTerms></cac:DeliveryTerms>')],
  ['UBL-FREXT-CR-645', inLine('<cac:DeliveryTerms><cbc:SpecialTerms>a</cbc:SpecialTerms></cac:DeliveryTerms>')],
  [
    'CII-FREXT-CR-490',
    atRoot('<cac:TaxExchangeRate><cbc:MathematicOperatorCode>a</cbc:MathematicOperatorCode></cac:TaxExchangeRate>'),
  ],
];

const FACTURX: readonly Case[] = [
  ['BR-FXEXT-BR-22', drop('BilledQuantity')],
  ['BR-FXEXT-BR-23', [/ unitCode="[^"]*"/g, '']],
  ['BR-FXEXT-BR-24', drop('SpecifiedTradeSettlementLineMonetarySummation')],
  ['BR-FXEXT-BR-26', drop('NetPriceProductTradePrice')],
  ['BR-FXEXT-CO-04', [/<ram:TypeCode>VAT<\/ram:TypeCode>/g, '<ram:TypeCode>vat</ram:TypeCode>']],
  ['BR-FXEXT-BR-38', charge('')],
  ['BR-FXEXT-BR-44', [/<ram:ReasonCode>FC<\/ram:ReasonCode>/, '']],
  ['BR-FXEXT-CO-10', EMPTY_TOTALS],
  ['BR-FXEXT-CO-11', drop('AllowanceTotalAmount')],
  ['BR-FXEXT-CO-12', drop('ChargeTotalAmount')],
  ['BR-FXEXT-CO-13', EMPTY_TOTALS],
  ['BR-FXEXT-CO-15', [/<ram:GrandTotalAmount>282/, '<ram:GrandTotalAmount>283']],
  [
    'BR-FXEXT-CO-16',
    atEnd(
      'ApplicableHeaderTradeSettlement',
      '<ram:SpecifiedFinancialAdjustment><ram:ActualAmount>1</ram:ActualAmount></ram:SpecifiedFinancialAdjustment>',
    ),
  ],
  [
    'BR-FXEXT-01',
    atEnd('ExchangedDocument', '<ram:IncludedNote><ram:SubjectCode>AAI</ram:SubjectCode></ram:IncludedNote>'),
  ],
  [
    'BR-FXEXT-02',
    atEnd(
      'AssociatedDocumentLineDocument',
      '<ram:IncludedNote><ram:SubjectCode>AAI</ram:SubjectCode></ram:IncludedNote>',
    ),
  ],
  [
    'BR-FXEXT-03',
    atEnd(
      'BuyerTradeParty',
      '<ram:SpecifiedTaxRegistration><ram:ID schemeID="FC">1</ram:ID></ram:SpecifiedTaxRegistration>',
    ),
  ],
  ['PEPPOL-EN16931-R008', atEnd('ExchangedDocument', '<ram:IncludedNote><ram:Content/></ram:IncludedNote>')],
  ['BR-FXEXT-CII-DT-097a', [/<udt:DateTimeString format="102">\d+/, '<udt:DateTimeString format="205">2026020125']],
  [
    'CII-SR-465',
    atEnd(
      'SellerTradeParty',
      '<ram:DefinedTradeContact><ram:PersonName>A</ram:PersonName><ram:DepartmentName>B</ram:DepartmentName></ram:DefinedTradeContact>',
    ),
  ],
  [
    'CII-SR-466',
    atEnd(
      'BuyerTradeParty',
      '<ram:DefinedTradeContact><ram:PersonName>A</ram:PersonName><ram:DepartmentName>B</ram:DepartmentName></ram:DefinedTradeContact>',
    ),
  ],
];

const SETS = [
  ['EXTENDED-CTC-FR in CII', frExtendedElements.CII, 'CII', [...CII, ...ciiGroups('BR-FREXT')]],
  ['EXTENDED-CTC-FR in UBL', frExtendedElements.UBL, 'UBL', UBL],
  ['Factur-X EXTENDED', facturxExtendedElements, 'CII', [...FACTURX, ...ciiGroups('BR-FXEXT')]],
] as const;

describe.each(SETS)('the element rules of %s', (_name, rules, syntax, cases) => {
  const idsIn = (xml: string): string[] => findingsIn(rules, xml, syntax).map(({ code }) => code);

  it('hold on a good document', () => {
    expect(idsIn(WHOLE[syntax])).toEqual([]);
  });

  it('have an example each', () => {
    const shared = new Set(CII.map(([id]) => id));
    const examples = new Set(cases.map(([id]) => id));
    const unshown = rules
      .map(({ id }) => id)
      .filter((id) => !examples.has(id) && (rules === frExtendedElements[syntax] || !shared.has(id)));
    expect(unshown).toEqual([]);
  });

  it.each(cases.map(([id, ...edits]) => ({ id, edits })))('$id is broken', ({ id, edits }) => {
    const xml = edits.reduce<string>((text, [of, by]) => text.replace(of, by), WHOLE[syntax]);
    expect(xml).not.toBe(WHOLE[syntax]);
    expect(idsIn(xml)).toContain(id);
  });
});

const inCii = (xml: string): string[] => findingsIn(frExtendedElements.CII, xml, 'CII').map(({ code }) => code);

const means = (...types: readonly string[]): string =>
  WHOLE.CII.replace(
    /<ram:SpecifiedTradeSettlementPaymentMeans>[\s\S]*<\/ram:SpecifiedTradeSettlementPaymentMeans>/,
    `<ram:SpecifiedTradeSettlementPaymentMeans>${types.map((type) => `<ram:TypeCode>${type}</ram:TypeCode>`).join('')}</ram:SpecifiedTradeSettlementPaymentMeans>`,
  );

describe('a payment means', () => {
  it('that is a transfer names an account; with two codes it is none that the rule knows', () => {
    expect(means('30')).not.toBe(WHOLE.CII);
    for (const type of ['30', ' 58 ']) expect(inCii(means(type))).toContain('BR-CO-27');
    for (const types of [['30', '30'], ['48'], []]) expect(inCii(means(...types))).not.toContain('BR-CO-27');
  });
});

describe('what is allowance and charge in one', () => {
  const both = /(<ram:ChargeIndicator>)\s*(<udt:Indicator>)\w+(<\/udt:Indicator>)/;

  it('counts in both totals: an allowance that becomes a charge as well', () => {
    const xml = WHOLE.CII.replace(
      new RegExp(`(<ram:ApplicableHeaderTradeSettlement>[\\s\\S]*?)${both.source}`),
      '$1$2$3true$4$3false$4',
    );
    expect(xml).not.toBe(WHOLE.CII);
    expect(inCii(xml).filter((id) => id.startsWith('BR-FREXT-CO-1'))).toEqual(['BR-FREXT-CO-12', 'BR-FREXT-CO-13']);
  });

  it('has a reason for an allowance, of which nothing more is asked', () => {
    const xml = charge('<ram:ReasonCode>none</ram:ReasonCode>');
    const [of, by] = xml;
    expect(inCii(WHOLE.CII.replace(of, by))).toContain('BR-FREXT-CL-20');
    expect(inCii(WHOLE.CII.replace(of, by.replace(both, '$1$2true$3$2false$3')))).not.toContain('BR-FREXT-CL-20');
  });
});

const ids = (set: RuleSet, syntax: Syntax): Set<string> =>
  new Set([...set.rules, ...set.elements[syntax]].map(({ id }) => id));

const inUbl = (xml: string): string[] => findingsIn(frExtendedElements.UBL, xml, 'UBL').map(({ code }) => code);

describe('the rule sets of the profiles', () => {
  it.each([EXTENDED_CTC_FR, FACTURX_EXTENDED])('$name replaces rules on lines and sums', (set) => {
    const found = ids(set, 'CII');
    expect(['BR-22', 'BR-CO-10', 'BR-CO-15', 'BR-S-01', 'BR-S-08'].filter((id) => found.has(id))).toEqual([]);
    expect(['BR-21', 'BR-25', 'BR-CO-14', 'BR-S-05'].filter((id) => !found.has(id))).toEqual([]);
  });

  it('keep what only one syntax drops in the other', () => {
    expect(ids(EXTENDED_CTC_FR, 'UBL').has('BR-AE-01')).toBe(true);
    expect(ids({ ...EXTENDED_CTC_FR, rules: [] }, 'CII').has('BR-AE-01')).toBe(false);
  });

  it('leave the amounts of a VAT group to the rules of its category in CII', () => {
    const xml = WHOLE.CII.replace(/<ram:BasisAmount>235(\.\d+)?/, '<ram:BasisAmount>235.001');
    const found = (set: RuleSet): string[] => findingsIn(set.elements.CII, xml, 'CII').map(({ code }) => code);
    expect(found(FACTURX_EXTENDED)).toContain('BR-DEC-19');
    expect(found(EXTENDED_CTC_FR)).not.toContain('BR-DEC-19');
  });

  it('find VAT groups in whatever currency, and lines that count', () => {
    expect(inUbl(WHOLE.UBL.replace(/(<cbc:DocumentCurrencyCode>)EUR/, '$1XXX'))).not.toContain('BR-FREXT-S-01');
    const ungrouped = WHOLE.UBL.replace(/<cac:TaxSubtotal>[\s\S]*<\/cac:TaxSubtotal>/, '');
    expect(inUbl(ungrouped)).toContain('BR-FREXT-S-01');
    const number = /<cbc:ID>([^<]*)/.exec(WHOLE.UBL)?.[1] ?? '';
    const placed = (kind: string): string =>
      ungrouped.replaceAll(
        '<cac:Item>',
        `<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>${number}</cbc:ID>${kind}</cac:InvoiceDocumentReference></cac:BillingReference><cac:Item>`,
      );
    const adjustments = /<cac:AllowanceCharge>[\s\S]*?<\/cac:AllowanceCharge>/g;
    expect(inUbl(placed('').replace(adjustments, ''))).not.toContain('BR-FREXT-S-01');
    const detail = '<cbc:DocumentStatusCode>DETAIL</cbc:DocumentStatusCode>';
    expect(inUbl(placed(detail).replace(adjustments, ''))).toContain('BR-FREXT-S-01');
  });

  it('let a line that refers to another invoice have no VAT category, in one of two rules', () => {
    const other =
      '<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>OTHER-1</cbc:ID></cac:InvoiceDocumentReference></cac:BillingReference><cac:Item>';
    const category = /<cac:ClassifiedTaxCategory>[^]*?<\/cac:ClassifiedTaxCategory>/g;
    const bare = WHOLE.UBL.replace(category, '');
    expect(inUbl(bare)).toEqual(expect.arrayContaining(['UBL-FREXT-SR-48', 'BR-FREXT-CO-04']));
    const referring = inUbl(bare.replaceAll('<cac:Item>', other));
    expect(referring).not.toContain('UBL-FREXT-SR-48');
    expect(referring).toContain('BR-FREXT-CO-04');
  });

  it('ask BASIC WL and MINIMUM for no lines', () => {
    expect(ids(FACTURX_BASIC, 'CII').has('BR-16')).toBe(true);
    expect(ids(FACTURX_BASIC_WL, 'CII').has('BR-16')).toBe(false);
    expect(ids(FACTURX_MINIMUM, 'CII').has('BR-12')).toBe(false);
    expect(ids(FACTURX_MINIMUM, 'CII').has('BR-13')).toBe(true);
  });

  it('leave to the schemas of Factur-X which elements a profile knows', () => {
    const syntax = [...ids(FACTURX_EXTENDED, 'CII')].filter((id) => id.startsWith('CII-'));
    expect(syntax.toSorted()).toEqual(['CII-DT-097', 'CII-SR-463', 'CII-SR-465', 'CII-SR-466']);
  });
});
