import { z } from 'zod';
import { fromCents, toCents, type RateAmount } from './money.js';
import { invoiceXmlInPdf } from './pdf-attachment.js';
import { all, first, readXml, textAt, type XmlElement } from './xml-tree.js';

const party = z.object({
  siren: z.string().regex(/^\d{9}$/),
  name: z.string(),
  address: z.object({ scheme: z.string(), value: z.string() }),
});
export type Party = z.infer<typeof party>;

/** What a platform has to know of an invoice to follow it. */
export const invoiceFacts = z.object({
  syntax: z.enum(['CII', 'UBL']),
  number: z.string().min(1),
  typeCode: z.string().regex(/^\d{3}$/),
  issueDate: z.string().regex(/^\d{8}$/),
  guideline: z.string(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  seller: party,
  buyer: party,
  vat: z.array(z.object({ rate: z.string(), amount: z.string() })),
  due: z.string(),
});
export type InvoiceFacts = z.infer<typeof invoiceFacts>;

export class UnreadableInvoice extends Error {
  constructor(
    readonly reasonCode: 'EmptyFlow' | 'InvalidSchema' | 'FlowTypeError',
    message: string,
  ) {
    super(message);
    this.name = 'UnreadableInvoice';
  }
}

/** Reads a Factur-X PDF, CII or UBL file; throws UnreadableInvoice with the standard's reason code. */
export function readInvoice(file: Buffer, declaredSyntax: 'CII' | 'UBL' | 'Factur-X'): InvoiceFacts {
  if (file.length === 0) throw new UnreadableInvoice('EmptyFlow', 'the file is empty');
  const xml = declaredSyntax === 'Factur-X' ? invoiceXmlInPdf(file) : file;
  if (xml === undefined) throw new UnreadableInvoice('FlowTypeError', 'no factur-x.xml was found in the PDF');
  const root = parse(xml);
  const syntax = root.name === 'CrossIndustryInvoice' ? 'CII' : 'UBL';
  const expected = declaredSyntax === 'UBL' ? 'UBL' : 'CII';
  if (syntax !== expected || (syntax === 'UBL' && !['Invoice', 'CreditNote'].includes(root.name))) {
    throw new UnreadableInvoice('FlowTypeError', `declared ${declaredSyntax}, but the root element is ${root.name}`);
  }
  return check(() => (syntax === 'CII' ? fromCii(root) : fromUbl(root)));
}

function parse(xml: Buffer): XmlElement {
  try {
    return readXml(xml);
  } catch (error) {
    throw new UnreadableInvoice('InvalidSchema', error instanceof Error ? error.message : String(error));
  }
}

function check(read: () => unknown): InvoiceFacts {
  try {
    return invoiceFacts.parse(read());
  } catch (error) {
    const issue = error instanceof z.ZodError ? error.issues[0] : undefined;
    const missing = issue === undefined ? String(error) : `${issue.path.join('.')} is missing or wrong`;
    throw new UnreadableInvoice('InvalidSchema', missing);
  }
}

function fromCii(root: XmlElement): unknown {
  const deal = 'SupplyChainTradeTransaction';
  const settlement = first(root, `${deal}/ApplicableHeaderTradeSettlement`) ?? root;
  const sum = 'SpecifiedTradeSettlementHeaderMonetarySummation';
  return {
    syntax: 'CII',
    number: textAt(root, 'ExchangedDocument/ID'),
    typeCode: textAt(root, 'ExchangedDocument/TypeCode'),
    issueDate: textAt(root, 'ExchangedDocument/IssueDateTime/DateTimeString'),
    guideline: textAt(root, 'ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID') ?? '',
    currency: textAt(settlement, 'InvoiceCurrencyCode'),
    seller: ciiParty(first(root, `${deal}/ApplicableHeaderTradeAgreement/SellerTradeParty`)),
    buyer: ciiParty(first(root, `${deal}/ApplicableHeaderTradeAgreement/BuyerTradeParty`)),
    vat: all(settlement, 'ApplicableTradeTax').map((tax) =>
      rateAmount(textAt(tax, 'RateApplicablePercent'), textAt(tax, 'BasisAmount'), textAt(tax, 'CalculatedAmount')),
    ),
    due: textAt(settlement, `${sum}/DuePayableAmount`) ?? textAt(settlement, `${sum}/GrandTotalAmount`),
  };
}

function fromUbl(root: XmlElement): unknown {
  return {
    syntax: 'UBL',
    number: textAt(root, 'ID'),
    typeCode: textAt(root, 'InvoiceTypeCode') ?? textAt(root, 'CreditNoteTypeCode'),
    issueDate: textAt(root, 'IssueDate')?.replaceAll('-', ''),
    guideline: textAt(root, 'CustomizationID') ?? '',
    currency: textAt(root, 'DocumentCurrencyCode'),
    seller: ublParty(first(root, 'AccountingSupplierParty/Party')),
    buyer: ublParty(first(root, 'AccountingCustomerParty/Party')),
    vat: all(root, 'TaxTotal/TaxSubtotal').map((tax) =>
      rateAmount(textAt(tax, 'TaxCategory/Percent'), textAt(tax, 'TaxableAmount'), textAt(tax, 'TaxAmount')),
    ),
    due: textAt(root, 'LegalMonetaryTotal/PayableAmount'),
  };
}

const ciiParty = (from: XmlElement | undefined): unknown =>
  from &&
  partyOf(
    first(from, 'SpecifiedLegalOrganization/ID'),
    textAt(from, 'Name'),
    first(from, 'URIUniversalCommunication/URIID'),
  );

const ublParty = (from: XmlElement | undefined): unknown =>
  from &&
  partyOf(
    first(from, 'PartyLegalEntity/CompanyID'),
    textAt(from, 'PartyLegalEntity/RegistrationName') ?? textAt(from, 'PartyName/Name'),
    first(from, 'EndpointID'),
  );

/** The SIREN is BT-30/BT-47, or else the start of the electronic address in scheme 0225. */
function partyOf(legalId: XmlElement | undefined, name: string | undefined, endpoint: XmlElement | undefined): unknown {
  const address = endpoint?.text.trim() ?? '';
  const scheme = endpoint?.attributes.get('schemeID') ?? '';
  const siren = /^\d{9}/.exec(legalId?.text.trim() ?? '')?.[0] ?? (scheme === '0225' ? address.slice(0, 9) : undefined);
  return {
    siren,
    name: name ?? siren,
    address: address === '' ? { scheme: '0225', value: siren } : { scheme: scheme || '0225', value: address },
  };
}

function rateAmount(rate = '0', base = '0', tax = '0'): RateAmount {
  return { rate: fromCents(toCents(rate)), amount: fromCents(toCents(base) + toCents(tax)) };
}
