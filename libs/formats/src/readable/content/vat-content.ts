import type { InvoiceDocument, Said, VatBreakdown } from '@onefacture/invoice';
import type { Row, Section, Table } from '../readable-view.js';
import { TAX_POINTS } from '../words/code-words.js';
import { own, rateOf, wordAndCode } from '../words/wording.js';
import { exemptionText } from './common-content.js';
import { entriesOf, joined, longText, said, type Speech } from './saying.js';

/** VAT per category and rate (BG-23), with the sentence that explains why none is charged; undefined for none. */
export function vatTable(taxes: InvoiceDocument['vat_breakdown'], speech: Speech): Table | undefined {
  if (taxes === undefined || taxes.length === 0) return undefined;
  const { labels } = speech;
  return {
    caption: labels.vatTable,
    columns: [
      { label: labels.vatTable, kind: 'text', term: 'BT-118, BT-119' },
      { label: labels.base, kind: 'number', term: 'BT-116' },
      { label: labels.vatAmount, kind: 'number', term: 'BT-117' },
    ],
    rows: taxes.map((tax) => rowOf(tax, speech)),
  };
}

function rowOf(tax: Said<VatBreakdown>, speech: Speech): Row {
  const { labels, formats } = speech;
  const rate = rateOf(tax, labels, formats);
  // The law wants a sentence for these categories even where the document has none.
  const usual = tax.exemption_reason ?? own(labels.exemptions, tax.exemption_code ?? tax.tax_category ?? '');
  const grounds = usual === undefined ? tax : { ...tax, exemption_reason: usual };
  return {
    cells: [
      {
        text: tax.tax_category === 'S' && rate.endsWith('%') ? `${labels.vat} ${rate}` : rate,
        details: longText('', exemptionText(grounds, speech), 'BT-120, BT-121'),
      },
      { text: said(tax.taxable_amount, formats.figure) ?? '' },
      { text: said(tax.tax_amount, formats.figure) ?? '' },
    ],
    depth: 0,
  };
}

/** When VAT becomes chargeable, in which currency it is accounted for, and at which rate that was reached. */
export function vatFacts(document: InvoiceDocument, { labels, formats }: Speech): Section {
  const { tax_point_date: date, tax_point_code: code, tax_currency: currency, exchange_rate: exchange } = document;
  const rate = exchange && [
    joined([exchange.source_currency, exchange.target_currency], ' → '),
    said(exchange.rate, formats.quantity),
    said(exchange.date, (day) => `(${formats.date(day)})`),
  ];
  return {
    title: labels.vatFacts,
    entries: entriesOf([
      [labels.taxPoint, said(date, formats.date), 'BT-7'],
      [labels.taxPoint, said(code, (one) => wordAndCode(TAX_POINTS, one, labels)), 'BT-8'],
      [labels.taxCurrency, currency, 'BT-6'],
      [labels.exchangeRate, rate && joined(rate, ' '), 'EXT-FR-FE'],
    ]),
  };
}
