import { AppError } from '@onefacture/errors';
import { Decimal, type Invoice, type Profile } from '@onefacture/invoice';
import { describe, expect, it } from 'vitest';
import { sampleInvoice } from '../../testing/sample-invoice.js';
import type { XmlElement } from '../xml/xml-element.js';
import { readXml } from '../xml/xml-reader.js';
import { readCii } from './cii-reader.js';
import { writeCii } from './cii-writer.js';

const all = (root: XmlElement, path: string): XmlElement[] =>
  path
    .split('/')
    .reduce((found, name) => found.flatMap((one) => one.children.filter((child) => child.name === name)), [root]);
const written = (invoice: Invoice) => readXml(Buffer.from(writeCii(invoice)));
const texts = (invoice: Invoice, path: string) => all(written(invoice), path).map(({ text }) => text);
const TRADE = 'SupplyChainTradeTransaction';
const SETTLEMENT = `${TRADE}/ApplicableHeaderTradeSettlement`;

const refusal = (work: () => unknown): AppError | undefined => {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  return undefined;
};

describe('writing CII', () => {
  it('is the same text for the same invoice', () => {
    expect(writeCii(sampleInvoice())).toBe(writeCii(sampleInvoice()));
    expect(writeCii(sampleInvoice())).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<rsm:CrossIndustryInvoice /);
  });

  it('puts parties in their schemes', () => {
    const base = sampleInvoice();
    const invoice = {
      ...base,
      seller: { ...base.seller, siret: '73282932000074', contact: { email: 'compta@acme.fr' } },
    };
    const [seller] = all(written(invoice), `${TRADE}/ApplicableHeaderTradeAgreement/SellerTradeParty`);
    if (seller === undefined) throw new Error('no seller');
    const scheme = (path: string) =>
      all(seller, path).map(({ text, attributes }) => [attributes.get('schemeID'), text]);
    expect(scheme('GlobalID')).toEqual([['0009', '73282932000074']]);
    expect(scheme('SpecifiedLegalOrganization/ID')).toEqual([['0002', '732829320']]);
    expect(scheme('URIUniversalCommunication/URIID')).toEqual([['0225', '732829320']]);
    expect(scheme('SpecifiedTaxRegistration/ID')).toEqual([['VA', 'FR44732829320']]);
    expect(all(seller, 'DefinedTradeContact/EmailURIUniversalCommunication/URIID')[0]?.text).toBe('compta@acme.fr');
    expect(seller.children.map(({ name }) => name)).toEqual([
      'GlobalID',
      'Name',
      'SpecifiedLegalOrganization',
      'DefinedTradeContact',
      'PostalTradeAddress',
      'URIUniversalCommunication',
      'SpecifiedTaxRegistration',
    ]);
  });

  it('writes both registrations of a seller, each in an element of its own', () => {
    const base = sampleInvoice();
    const invoice = { ...base, seller: { ...base.seller, tax_registration: '732829320' } };
    const path = `${TRADE}/ApplicableHeaderTradeAgreement/SellerTradeParty/SpecifiedTaxRegistration`;
    const registrations = all(written(invoice), path).map(({ children }) =>
      children.map(({ text, attributes }) => [attributes.get('schemeID'), text]),
    );
    expect(registrations).toEqual([[['VA', 'FR44732829320']], [['FC', '732829320']]]);
    const { vat_number: _vat, ...exempt } = invoice.seller;
    expect(texts({ ...invoice, seller: exempt }, `${path}/ID`)).toEqual(['732829320']);
  });

  it('gives amounts two decimals and leaves prices and quantities as given', () => {
    const invoice = sampleInvoice([{ quantity: '0.0001', price: '1234567.123456' }]);
    const line = `${TRADE}/IncludedSupplyChainTradeLineItem`;
    expect(texts(invoice, `${line}/SpecifiedLineTradeDelivery/BilledQuantity`)).toEqual(['0.0001']);
    expect(texts(invoice, `${line}/SpecifiedLineTradeAgreement/NetPriceProductTradePrice/ChargeAmount`)).toEqual([
      '1234567.123456',
    ]);
    const summation = `${SETTLEMENT}/SpecifiedTradeSettlementHeaderMonetarySummation`;
    expect(texts(invoice, `${summation}/LineTotalAmount`)).toEqual(['123.46']);
    expect(texts(invoice, `${summation}/TotalPrepaidAmount`)).toEqual(['0.00']);
    expect(all(written(invoice), `${summation}/TaxTotalAmount`)[0]?.attributes.get('currencyID')).toBe('EUR');
  });

  it('never writes an exponent', () => {
    const invoice = sampleInvoice([{ price: '0.0000001', more: { quantity: new Decimal('1e21') } }]);
    expect(writeCii(invoice)).toContain('>1000000000000000000000<');
    expect(writeCii(invoice)).toContain('>0.0000001<');
  });

  it('writes one VAT group a rate and no rate for category O', () => {
    const mixed = sampleInvoice([{ rate: '20' }, { rate: '5.5' }, { rate: '20' }]);
    expect(texts(mixed, `${SETTLEMENT}/ApplicableTradeTax/RateApplicablePercent`)).toEqual(['20.00', '5.50']);
    const outside = sampleInvoice([{ category: 'O' }]);
    expect(texts(outside, `${SETTLEMENT}/ApplicableTradeTax/CategoryCode`)).toEqual(['O']);
    expect(texts(outside, `${SETTLEMENT}/ApplicableTradeTax/RateApplicablePercent`)).toEqual([]);
  });

  it('writes an empty delivery where there is nothing to say of it', () => {
    expect(texts(sampleInvoice(), `${TRADE}/ApplicableHeaderTradeDelivery`)).toEqual(['']);
  });

  it('writes what a corrective invoice refers to, periods and dates', () => {
    const invoice = sampleInvoice([{}], {
      type_code: '384',
      preceding_invoices: [{ number: 'INV-1', issue_date: '2026-05-01' }, { number: 'INV-2' }],
      period: { start_date: '2026-05-01', end_date: '2026-05-31' },
      delivery_date: '2026-05-20',
    });
    expect(texts(invoice, `${SETTLEMENT}/InvoiceReferencedDocument/IssuerAssignedID`)).toEqual(['INV-1', 'INV-2']);
    const issued = `${SETTLEMENT}/InvoiceReferencedDocument/FormattedIssueDateTime/DateTimeString`;
    expect(texts(invoice, issued)).toEqual(['20260501']);
    expect(texts(invoice, `${SETTLEMENT}/BillingSpecifiedPeriod/EndDateTime/DateTimeString`)).toEqual(['20260531']);
  });

  it('names the field of a character XML cannot carry', () => {
    const error = refusal(() => writeCii(sampleInvoice([{}, { more: { name: 'a\u0000' } }])));
    expect(error?.code).toBe('request.invalid');
    expect(error?.options.errors).toMatchObject([{ field: 'lines[1].name', code: 'INVALID' }]);
  });

  it('leaves out what a profile has no place for', () => {
    const invoice = sampleInvoice([{}], { payer: { name: 'Payeur SA' }, order_reference: 'PO-1' });
    const line = `${TRADE}/IncludedSupplyChainTradeLineItem`;
    const payer = `${SETTLEMENT}/PayerTradeParty/Name`;
    const guideline = 'ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID';
    const of = (profile: Profile) => {
      const root = readXml(Buffer.from(writeCii(invoice, profile)));
      return [all(root, line).length, all(root, payer).length, all(root, guideline)[0]?.text];
    };
    expect(of('MINIMUM')).toEqual([0, 0, 'urn:factur-x.eu:1p0:minimum']);
    expect(of('BASIC_WL')).toEqual([0, 0, 'urn:factur-x.eu:1p0:basicwl']);
    expect(of('BASIC')).toEqual([1, 0, 'urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic']);
    expect(of('EN16931')).toEqual([1, 0, 'urn:cen.eu:en16931:2017']);
    expect(of('EXTENDED_CTC_FR')[1]).toBe(1);
  });

  it('writes once what EN 16931 has once, and every one in the extension', () => {
    const identifiers = [{ value: 'A' }, { scheme: '0088', value: 'B' }, { scheme: '0060', value: 'C' }];
    const base = sampleInvoice();
    const more = {
      notes: [{ content: 'A' }, { content: 'B' }],
      invoiced_objects: [{ value: 'A' }, { value: 'B' }],
      attributes: [
        { name: 'A', value: 'B' },
        { code: 'AAA', value: 'C' },
        { name: 'D', measure: new Decimal(1), unit_code: 'KGM' },
      ],
    };
    const invoice = sampleInvoice([{ more }], { buyer: { ...base.buyer, identifiers, trading_name: 'Enseigne' } });
    const read = (profile: Profile) => readCii(Buffer.from(writeCii(invoice, profile))).document;
    const { buyer, lines: [line] = [] } = read('EN16931');
    expect(buyer).toMatchObject({ identifiers: [{ value: 'A' }], trading_name: 'Enseigne' });
    expect(line).toMatchObject({
      notes: [{ content: 'A' }],
      invoiced_objects: [{ value: 'A' }],
      attributes: [{ name: 'A', value: 'B' }],
    });
    expect(read('BASIC').buyer?.trading_name).toBeUndefined();
    expect(read('EXTENDED').buyer?.identifiers).toEqual(identifiers);
    expect(read('EXTENDED').lines?.[0]).toMatchObject(more);
    const siret = sampleInvoice([{}], { buyer: { ...base.buyer, siret: '55212022200013', identifiers } });
    expect(readCii(Buffer.from(writeCii(siret))).document.buyer?.identifiers).toBeUndefined();
  });

  it('names an attribute by its code, which reading takes off again', () => {
    const attributes = [{ code: 'AAA', value: 'C' }];
    const invoice = sampleInvoice([{ more: { attributes } }], { profile: 'EXTENDED_CTC_FR' });
    const path = `${TRADE}/IncludedSupplyChainTradeLineItem/SpecifiedTradeProduct/ApplicableProductCharacteristic`;
    expect(texts(invoice, `${path}/Description`)).toEqual(['AAA']);
    expect(readCii(Buffer.from(writeCii(invoice))).document.lines?.[0]?.attributes).toEqual(attributes);
  });

  it('keeps the specification of a document that is of the profile asked for', () => {
    const own = {
      ...sampleInvoice(),
      specification: 'urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0',
    };
    expect(writeCii(own)).toContain('xrechnung_3.0');
    expect(writeCii(own, 'BASIC')).not.toContain('xrechnung_3.0');
  });

  it('refuses a document that lacks what the schema wants, naming the term', () => {
    const { issue_date: _date, ...undated } = sampleInvoice();
    expect(refusal(() => writeCii(undated))?.message).toContain('BT-2');
  });
});
