import { AppError } from '@onefacture/errors';
import { readUbl, writeUbl } from '@onefacture/formats';
import { Decimal, type InvoiceDocument } from '@onefacture/invoice';
import { describe, expect, it } from 'vitest';
import { sampleInvoice, type SampleLine } from '../../testing/sample-invoice.js';

const read = (xml: string) => readUbl(Buffer.from(xml));
const again = (document: InvoiceDocument) => read(writeUbl(document)).document;
const invoice = (more: Partial<InvoiceDocument> = {}, lines: readonly SampleLine[] = [{}]): InvoiceDocument => {
  const { derived: _derived, ...document } = sampleInvoice(lines);
  return { ...document, ...more };
};
const extended = (more: Partial<InvoiceDocument> = {}, lines: readonly SampleLine[] = [{}]): InvoiceDocument =>
  invoice({ profile: 'EXTENDED_CTC_FR', ...more }, lines);

/** The text of the first element of a name. */
const first = (xml: string, name: string): string | undefined =>
  new RegExp(`<(?:c[ab]c:)?${name}(?: [^>]*)?>([^<]*)<`).exec(xml)?.[1];
const count = (xml: string, name: string): number =>
  xml.split(`<cbc:${name}`).length - 1 + xml.split(`<cac:${name}>`).length - 1;

/** A minimal document of a root, with elements between. */
const ubl = (inside: string, root: 'Invoice' | 'CreditNote' = 'Invoice'): string => `<?xml version="1.0"?>
<${root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:${root}-2"
  xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
  xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">${inside}</${root}>`;

/** Parts of documents, for reading. */
const scheme = (id: string, tax: string): string =>
  `<cac:PartyTaxScheme><cbc:CompanyID>${id}</cbc:CompanyID><cac:TaxScheme><cbc:ID>${tax}</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>`;
const sepa = (id: string): string =>
  `<cac:PartyIdentification><cbc:ID schemeID="SEPA">${id}</cbc:ID></cac:PartyIdentification>`;
const means = (day: string): string =>
  `<cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode><cbc:PaymentDueDate>${day}</cbc:PaymentDueDate></cac:PaymentMeans>`;
const total = (currency: string): string =>
  `<cac:TaxTotal><cbc:TaxAmount currencyID="${currency}">1</cbc:TaxAmount></cac:TaxTotal>`;
const charge = (list: string): string =>
  `<cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator><cbc:AllowanceChargeReasonCode listID="${list}">ENV</cbc:AllowanceChargeReasonCode><cbc:Amount currencyID="EUR">1</cbc:Amount></cac:AllowanceCharge>`;

describe('which document is written', () => {
  it.each(['81', '261', '262', '381', '396', '502', '503'])('is a credit note for type code %s', (type_code) => {
    const xml = writeUbl(invoice({ type_code }));
    expect(first(xml, 'CreditNoteTypeCode')).toBe(type_code);
    expect(count(xml, 'CreditNoteLine')).toBe(1);
    expect(count(xml, 'CreditedQuantity')).toBe(1);
    expect(again(invoice({ type_code })).type_code).toBe(type_code);
  });

  it.each(['380', '384', '386', '389', '326'])('is an invoice for type code %s', (type_code) => {
    expect(first(writeUbl(invoice({ type_code })), 'InvoiceTypeCode')).toBe(type_code);
  });

  it('names its profile, else the specification that was read', () => {
    expect(first(writeUbl(invoice()), 'CustomizationID')).toBe('urn:cen.eu:en16931:2017');
    expect(first(writeUbl(invoice(), 'EXTENDED_CTC_FR'), 'CustomizationID')).toMatch(/extended-ctc-fr$/);
    const specification = 'urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0';
    const document = invoice({ specification });
    expect(first(writeUbl(document), 'CustomizationID')).toBe(specification);
    expect(again(document)).toMatchObject({ specification, profile: 'EN16931' });
    expect(first(writeUbl(document, 'EXTENDED'), 'CustomizationID')).toMatch(/:extended$/);
  });

  it('has the terms of the extension in its profiles only', () => {
    const document = extended({ payer: { name: 'Payeur' }, delivery_terms: { code: 'DAP', location: 'Lyon' } }, [
      { more: { order_reference: 'PO-7', exemption_code: 'VATEX-EU-79-C' } },
    ]);
    expect(again(document)).toMatchObject({ payer: { name: 'Payeur' }, lines: [{ order_reference: 'PO-7' }] });
    const narrow = read(writeUbl(document, 'EN16931')).document;
    expect(narrow).not.toHaveProperty('payer');
    expect(narrow).not.toHaveProperty('delivery_terms');
    expect(narrow.lines?.[0]).not.toHaveProperty('order_reference');
    expect(narrow.lines?.[0]).not.toHaveProperty('exemption_code');
  });

  it('cannot do without what the schema wants', () => {
    expect(() => writeUbl(invoice({ lines: [] }))).toThrow(/InvoiceLine \(BG-25\) would stand nowhere/);
    expect(() => writeUbl(invoice({ number: undefined }))).toThrow(AppError);
    expect(() => writeUbl(invoice({ notes: [{ content: '\u0001' }] }))).toThrow(AppError);
  });
});

describe('notes in UBL', () => {
  it('carry their subject between number signs', () => {
    const notes = [
      { subject: 'PMT', content: 'Indemnité 40 €' },
      { content: 'Merci' },
      { subject: 'AAI', content: '' },
    ];
    const xml = writeUbl(invoice({ notes }));
    expect(xml).toContain('<cbc:Note>#PMT#Indemnité 40 €</cbc:Note>');
    expect(again(invoice({ notes })).notes).toEqual(notes);
  });

  it('cannot begin with what looks like a subject and have none', () => {
    expect(again(invoice({ notes: [{ content: '#PMD#text' }] })).notes).toEqual([{ subject: 'PMD', content: 'text' }]);
    expect(again(invoice({ notes: [{ content: '#1 of #2#' }] })).notes).toEqual([{ content: '#1 of #2#' }]);
  });
});

describe('parties in UBL', () => {
  const seller = {
    ...invoice().seller,
    siren: '732829320',
    siret: '73282932000074',
    identifiers: [{ value: 'CLIENT-1' }, { scheme: '0224', value: 'SERVICE' }],
    vat_number: 'FR44732829320',
    tax_registration: 'DGFIP-1',
  };

  it('have their identifiers in schemes, and tell the taxes apart', () => {
    const xml = writeUbl(invoice({ seller }));
    expect(xml).toContain('<cbc:ID>CLIENT-1</cbc:ID>');
    expect(xml).toContain('<cbc:ID schemeID="0009">73282932000074</cbc:ID>');
    expect(xml).toContain('<cbc:CompanyID schemeID="0002">732829320</cbc:CompanyID>');
    expect(again(invoice({ seller })).seller).toEqual(seller);
  });

  it('keep a registration that is no SIREN, and the first SIRET only as such', () => {
    const other = {
      name: 'GmbH',
      legal_registration: { scheme: '0183', value: 'CHE-1' },
      identifiers: [{ scheme: '0009', value: '2' }],
      siret: '1',
    };
    expect(again(extended({ buyer: other })).buyer).toEqual(other);
    expect(again(invoice({ buyer: other })).buyer).toEqual({ ...other, identifiers: undefined });
  });

  it('carry BT-90: the payee where there is one, else the seller', () => {
    const direct_debit = { creditor_id: 'FR72ZZZ123456', mandate_id: 'RUM-1' };
    const payment_means = [{ type_code: '30' }, { type_code: '59' }];
    const alone = invoice({ direct_debit, payment_means });
    expect(again(alone)).toMatchObject({ direct_debit, payment_means });
    expect(again(alone).seller).not.toHaveProperty('identifiers');
    const paid = invoice({ direct_debit, payment_means, payee: { name: 'Factor' } });
    expect(writeUbl(paid)).toMatch(/<cac:PayeeParty>\s*<cac:PartyIdentification>\s*<cbc:ID schemeID="SEPA">FR72/);
    expect(again(paid)).toMatchObject({ direct_debit, payee: { name: 'Factor' } });
  });

  it('have one name for a contact, and the short e-mail of a party in it', () => {
    const contact = { name: 'Zoé', department: 'Achats' };
    expect(again(invoice({ buyer: { name: 'B', contact } })).buyer?.contact).toEqual({ name: 'Zoé' });
    expect(again(invoice({ buyer: { name: 'B', email: 'b@b.fr' } })).buyer?.contact).toEqual({ email: 'b@b.fr' });
  });

  it('leave a third tax registration and a second creditor', () => {
    const { document, findings } = read(
      ubl(
        `<cac:AccountingSupplierParty><cac:Party>${sepa('A')}${sepa('B')}${scheme('1', 'FC')}${scheme('2', 'vat')}${scheme('3', 'GST')}</cac:Party></cac:AccountingSupplierParty>`,
      ),
    );
    expect(document.seller).toEqual({ vat_number: '2', tax_registration: '1' });
    expect(document.direct_debit).toEqual({ creditor_id: 'A' });
    expect(findings.map(({ code, message }) => [code, message])).toEqual([
      ['OF-XML-01', expect.stringContaining('"GST 3"')],
      ['OF-XML-01', expect.stringContaining('"B"')],
    ]);
  });
});

describe('payment in UBL', () => {
  it('has the due date of a credit note in its means', () => {
    const payment_means = [{ type_code: '30', iban: 'FR7630006000011234567890189', bic: 'AGRIFRPP' }];
    const note = invoice({ type_code: '381', due_date: '2026-07-01', payment_means });
    expect(first(writeUbl(note), 'PaymentDueDate')).toBe('2026-07-01');
    expect(again(note)).toMatchObject({ due_date: '2026-07-01', payment_means });
  });

  it('has a means that stands for none where something hangs on it', () => {
    const note = invoice({ type_code: '381', due_date: '2026-07-01', payment_means: undefined });
    expect(writeUbl(note)).toContain('<cbc:PaymentMeansCode name="NA">1</cbc:PaymentMeansCode>');
    expect(again(note)).toMatchObject({ due_date: '2026-07-01' });
    expect(again(note)).not.toHaveProperty('payment_means');
    const defined = invoice({ type_code: '381', due_date: '2026-07-01', payment_means: [{ type_code: '1' }] });
    expect(again(defined).payment_means).toEqual([{ type_code: '1' }]);
  });

  it('says the name of a means once for all of its code', () => {
    const payment_means = [
      { type_code: '30', text: 'Virement', account_id: '1' },
      { type_code: '30', text: 'Virement', account_id: '2' },
    ];
    const xml = writeUbl(invoice({ payment_means }));
    expect(xml.match(/name="Virement"/g)).toHaveLength(1);
    expect(read(xml).document.payment_means).toEqual(payment_means);
  });

  it('knows cards without a network, and accounts that are no IBAN', () => {
    const payment_means = [
      { type_code: '48', card: { number: '1234', holder: 'Z' } },
      { type_code: '30', account_id: '42' },
    ];
    expect(again(invoice({ payment_means })).payment_means).toEqual(payment_means);
    const visa = writeUbl(invoice({ payment_means })).replace('>NA<', '>VISA<');
    expect(read(visa).findings.map(({ path }) => path)).toEqual(['/Invoice//cac:CardAccount/cbc:NetworkID']);
  });

  it('takes BT-9 of an invoice from its means where it stands nowhere else', () => {
    expect(read(ubl(means('2026-07-01'))).document.due_date).toBe('2026-07-01');
    const both = read(ubl(`<cbc:DueDate>2026-07-02</cbc:DueDate>${means('2026-07-01')}${means('2026-07-03')}`));
    expect(both.document.due_date).toBe('2026-07-02');
    expect(both.findings).toHaveLength(2);
  });
});

describe('references in UBL', () => {
  it('tell objects, a project and supporting documents apart', () => {
    const more: Partial<InvoiceDocument> = {
      invoiced_objects: [{ scheme: 'AFL', value: 'LOT-1' }],
      project_reference: 'PROJECT',
      attachments: [
        { id: 'A1', description: 'RIB', file: { base64: 'QQ==', mime_type: 'image/png', filename: 'a.png' } },
      ],
      tender_reference: 'TENDER',
    };
    expect(again(invoice(more))).toMatchObject(more);
    const note = writeUbl(invoice({ ...more, type_code: '381' }));
    expect(note).toMatch(/<cbc:ID>PROJECT<\/cbc:ID>\s*<cbc:DocumentTypeCode>50</);
    expect(read(note).document).toMatchObject(more);
  });

  it('are one object and one note a line without the extension', () => {
    const more = { invoiced_objects: [{ value: 'A' }, { value: 'B' }], notes: [{ content: 'A' }, { content: 'B' }] };
    const objects = more.invoiced_objects;
    expect(again(extended({ invoiced_objects: objects }, [{ more }]))).toMatchObject({
      invoiced_objects: objects,
      lines: [more],
    });
    const narrow = again(invoice({ invoiced_objects: objects }, [{ more }]));
    expect([narrow.invoiced_objects, narrow.lines?.[0]?.invoiced_objects]).toEqual([
      [{ value: 'A' }],
      [{ value: 'A' }],
    ]);
    expect(narrow.lines?.[0]?.notes).toEqual([{ content: 'A' }]);
  });

  it('leave the codes that the model does not know', () => {
    const reference =
      '<cac:AdditionalDocumentReference><cbc:ID schemeID="X">1</cbc:ID><cbc:DocumentTypeCode>50</cbc:DocumentTypeCode></cac:AdditionalDocumentReference>';
    const inInvoice = read(ubl(reference));
    expect(inInvoice.document.attachments).toEqual([{ id: '1' }]);
    expect(inInvoice.findings).toHaveLength(2);
    expect(read(ubl(reference, 'CreditNote')).document).toEqual({ project_reference: '1' });
  });

  it('put NA where the schema wants an order that is not known', () => {
    const sold = invoice({ sales_order_reference: 'SO-1', order_reference: undefined });
    expect(writeUbl(sold)).toMatch(/<cbc:ID>NA<\/cbc:ID>\s*<cbc:SalesOrderID>SO-1</);
    expect(again(sold).sales_order_reference).toBe('SO-1');
    expect(again(sold)).not.toHaveProperty('order_reference');
    expect(again(invoice({ order_reference: 'NA' })).order_reference).toBe('NA');
  });

  it('put a line into its group beside the invoices before it', () => {
    const lines: SampleLine[] = [
      { more: { kind: 'GROUP' } },
      { more: { parent_id: '1', kind: 'DETAIL', preceding_invoices: [{ number: 'F-0', issue_date: '2026-05-01' }] } },
    ];
    const xml = writeUbl(extended({ number: 'F-1' }, lines));
    expect(xml).toContain('<cbc:DocumentStatusCode>DETAIL</cbc:DocumentStatusCode>');
    const [group, detail] = read(xml).document.lines ?? [];
    expect(group).toMatchObject({ kind: 'GROUP' });
    expect(group).not.toHaveProperty('preceding_invoices');
    expect(detail).toMatchObject({ parent_id: '1', kind: 'DETAIL', preceding_invoices: [{ number: 'F-0' }] });
    expect(read(xml.replace('>F-1<', '>F-2<')).findings).toHaveLength(3);
  });

  it('of a line with more than an identifier are supporting documents', () => {
    const more = { invoiced_objects: [{ value: 'O' }], attachments: [{ id: 'A' }], despatch_advice_reference: 'BL-1' };
    const xml = writeUbl(extended({}, [{ more }]));
    expect(read(xml).document.lines?.[0]).toMatchObject(more);
    expect(count(writeUbl(invoice({}, [{ more }])), 'DocumentReference')).toBe(1);
  });

  it('of a line to lines of other documents hold NA where only the document is known', () => {
    const document = { despatch_advice_reference: 'BL-1', receiving_advice_reference: 'BR-1' };
    const xml = writeUbl(extended({}, [{ more: document }]));
    expect(xml.match(/<cbc:LineID>NA</g)).toHaveLength(2);
    const [line] = read(xml).document.lines ?? [];
    expect(line).toMatchObject(document);
    expect(line).not.toHaveProperty('despatch_advice_line_reference');
    expect(line).not.toHaveProperty('receiving_advice_line_reference');

    const both = { ...document, despatch_advice_line_reference: '3', receiving_advice_line_reference: '4' };
    for (const more of [both, { despatch_advice_line_reference: '3' }]) {
      const reading = read(writeUbl(extended({}, [{ more }])));
      expect(reading.document.lines?.[0]).toMatchObject(more);
      expect(reading.findings).toEqual([]);
    }
  });
});

describe('amounts in UBL', () => {
  it('name their currency, the accounting total its own', () => {
    const totals = { ...invoice().totals, tax_accounting: new Decimal('18.5') };
    const xml = writeUbl(invoice({ currency: 'USD', tax_currency: 'EUR', totals }));
    expect(xml.match(/currencyID="EUR">18\.50</g)).toHaveLength(1);
    expect(xml.match(/currencyID="EUR"/g)).toHaveLength(1);
    expect(xml.match(/Amount>/g)?.length).toBe(xml.match(/currencyID/g)?.length);
    expect(read(xml).document.totals).toEqual(totals);
    expect(count(writeUbl(invoice({ totals })), 'TaxTotal')).toBe(1);
  });

  it('are refused without a currency, which UBL wants of each', () => {
    const { currency: _currency, ...document } = invoice({});
    expect(() => writeUbl(document)).toThrow(expect.objectContaining({ code: 'request.invalid' }));
  });

  it('in a third currency are findings', () => {
    const xml = writeUbl(invoice()).replace(
      '<cbc:PayableAmount currencyID="EUR">',
      '<cbc:PayableAmount currencyID="CHF">',
    );
    expect(read(xml).findings.map(({ code, message_fr }) => [code, message_fr])).toEqual([
      ['OF-XML-05', expect.stringContaining('CHF')],
    ]);
    const three = read(
      ubl(`<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>${total('EUR')}${total('EUR')}${total('CHF')}`),
    );
    expect(three.document.totals).toEqual({ tax: new Decimal(1) });
    expect(three.findings.map(({ code }) => code)).toEqual(['OF-XML-01', 'OF-XML-01', 'OF-XML-05']);
    expect(read(ubl(total('GBP'))).document.totals).toEqual({ tax: new Decimal(1) });
  });

  it('of allowances and charges stand in one list, logistics among the charges', () => {
    const tax = { tax_category: 'S', tax_rate: new Decimal(20) } as const;
    const allowances = [{ amount: new Decimal(1), reason: 'Remise', ...tax }];
    const charges = [{ amount: new Decimal(2), reason_code: 'FC', ...tax }];
    const logistics_charges = [{ description: 'Port', amount: new Decimal(3), ...tax }];
    const xml = writeUbl(invoice({ allowances, charges, logistics_charges }));
    expect(xml.match(/<cbc:ChargeIndicator>\w+/g)?.map((one) => one.slice(21))).toEqual(['false', 'true', 'true']);
    const { document } = read(xml.replace('>false<', '>0<'));
    expect(document.allowances).toEqual(allowances);
    expect(document.charges).toEqual([...charges, { amount: new Decimal(3), reason: 'Port', ...tax }]);
  });

  it('keep a charge that is a tax, and say that it was one', () => {
    const { document, findings } = read(ubl(charge('5153') + charge('7161')));
    expect(document.charges).toHaveLength(2);
    expect(findings.map(({ path }) => path)).toContain(
      '/Invoice//cac:AllowanceCharge/cbc:AllowanceChargeReasonCode/@listID',
    );
    expect(read(ubl('<cac:AllowanceCharge><cbc:Amount>1</cbc:Amount></cac:AllowanceCharge>')).findings).toHaveLength(1);
  });

  it('say the discount where a line says only the price before it', () => {
    const [line] = again(invoice({}, [{ price: '90', more: { gross_price: new Decimal(100) } }])).lines ?? [];
    expect(line).toMatchObject({ gross_price: new Decimal(100), price_discount: new Decimal(10) });
  });

  it('keep the spelling of what says more than its value', () => {
    const xml = writeUbl(invoice())
      .replace('<cbc:Percent>20.00<', '<cbc:Percent>20.000<')
      .replace('<cbc:IssueDate>2', '<cbc:IssueDate>x');
    const { literals, findings } = read(xml);
    expect([...literals.values()]).toContain('20.000');
    expect(findings.map(({ code, severity }) => [code, severity])).toContainEqual(['OF-XML-02', 'error']);
  });
});

describe('reading UBL', () => {
  it('takes blank elements for absent, and drops the version and decoration', () => {
    const { document, findings } = read(
      ubl(
        '<cbc:UBLVersionID>2.1</cbc:UBLVersionID><cbc:ID schemeName="x"> F-1 </cbc:ID><cbc:Note> </cbc:Note><cac:PaymentTerms/>',
      ),
    );
    expect(document).toEqual({ number: 'F-1' });
    expect(findings).toEqual([]);
  });

  it('says what it does not know, where and in which line', () => {
    const { findings } = read(ubl('<cbc:UUID>1</cbc:UUID>\n<cac:Signature><cbc:ID>s</cbc:ID></cac:Signature>'));
    expect(findings).toMatchObject([
      { code: 'OF-XML-01', path: '/Invoice/cbc:UUID', line: 4 },
      { code: 'OF-XML-01', path: '/Invoice/cac:Signature', line: 5 },
    ]);
  });

  it('reads a second delivery or payee name as one too many', () => {
    const delivery = '<cac:Delivery><cbc:ActualDeliveryDate>2026-06-01</cbc:ActualDeliveryDate></cac:Delivery>';
    const { document, findings } = read(ubl(delivery + delivery));
    expect(document).toEqual({ delivery_date: '2026-06-01' });
    expect(findings.map(({ code }) => code)).toEqual(['OF-XML-03']);
  });

  it('refuses another document, naming what it is', () => {
    expect(() => read('<Order/>')).toThrow('The document is a Order in no namespace, not a Invoice or CreditNote.');
    expect(() => read('<Invoice xmlns="urn:x"/>')).toThrow(
      /in the namespace urn:x; it belongs in urn:oasis:.*Invoice-2\.$/,
    );
    expect(() => read('')).toThrow(AppError);
  });
});
