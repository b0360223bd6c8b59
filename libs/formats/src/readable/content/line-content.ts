import type { ItemAttribute, ItemClassification, Line, Said } from '@onefacture/invoice';
import type { Cell, Entry, Row, Table } from '../readable-view.js';
import { LINE_KINDS } from '../words/code-words.js';
import { periodOf, quantityOf, rateOf, wordOf } from '../words/wording.js';
import { adjustmentText } from './adjustment-content.js';
import { attachmentFacts, deliveryTermsText, exemptionText, noteEntries } from './common-content.js';
import { precedingFacts } from './heading-content.js';
import { depthsOf } from './line-depths.js';
import { countryName, identifierText, partyEntries } from './party-content.js';
import { entriesOf, inOneText, joined, longText, said, type Fact, type Speech } from './saying.js';

type SaidLine = Said<Line>;

/** The lines of the invoice (BG-25), those that detail others indented; undefined when there are none. */
export function linesTable(lines: readonly SaidLine[] | undefined, speech: Speech): Table | undefined {
  if (lines === undefined || lines.length === 0) return undefined;
  const { labels } = speech;
  const depths = depthsOf(lines);
  return {
    caption: labels.lines,
    columns: [
      { label: labels.lineNumber, kind: 'id', term: 'BT-126' },
      { label: labels.item, kind: 'text', term: 'BT-153' },
      { label: labels.quantity, kind: 'number', term: 'BT-129' },
      { label: labels.unitPrice, kind: 'number', term: 'BT-146' },
      { label: labels.vat, kind: 'number', term: 'BT-151' },
      { label: labels.net, kind: 'number', term: 'BT-131' },
    ],
    rows: lines.map((line, index): Row => ({
      cells: cellsOf(line, speech, (depths[index] ?? 0) > 0),
      depth: depths[index] ?? 0,
      ...(line.kind === 'GROUP' ? { strong: true } : {}),
    })),
  };
}

function cellsOf(line: SaidLine, speech: Speech, nested: boolean): Cell[] {
  const { labels, formats } = speech;
  return [
    { text: line.id ?? '' },
    { text: line.name ?? '', details: detailsOf(line, speech, nested) },
    { text: quantityOf(line.quantity, line.unit_code, labels, formats) },
    { text: said(line.unit_price, formats.figure) ?? '' },
    { text: rateOf(line, labels, formats) },
    { text: said(line.net_amount, formats.figure) ?? '' },
  ];
}

function detailsOf(line: SaidLine, speech: Speech, nested: boolean): Entry[] {
  const { labels } = speech;
  const exemption = exemptionText(line, speech);
  return [
    ...longText('', line.description === line.name ? undefined : line.description, 'BT-154'),
    ...noteEntries(line.notes, '', 'BT-127', labels),
    ...entriesOf([...itemFacts(line, speech), ...priceFacts(line, speech), ...referenceFacts(line, speech, nested)]),
    ...(line.allowances ?? []).flatMap((one) => adjustmentEntry(labels.allowance, one, 'BG-27', speech)),
    ...(line.charges ?? []).flatMap((one) => adjustmentEntry(labels.charge, one, 'BG-28', speech)),
    ...longText(labels.vat, exemption, 'BT-120'),
    ...entriesOf(attachmentFacts(line.attachments, speech)).map((entry) => ({ ...entry, long: true })),
    ...longText(labels.delivery, partyText(line.delivery, speech), 'EXT-FR-FE-144'),
    ...longText(labels.lineSeller, partyText(line.seller, speech), 'EXT-FR-FE-164'),
  ];
}

function itemFacts(line: SaidLine, { labels, formats }: Speech): Fact[] {
  return [
    [labels.itemReference, line.seller_item_id, 'BT-155'],
    [labels.buyerItem, line.buyer_item_id, 'BT-156'],
    [labels.standardItem, said(line.standard_item_id, (one) => identifierText(one, labels)), 'BT-157'],
    ...(line.classifications ?? []).map((one): Fact => [labels.classification, classText(one, labels), 'BT-158']),
    [labels.origin, said(line.origin_country, (code) => countryName(code, labels)), 'BT-159'],
    ...(line.attributes ?? []).map((one): Fact => [
      attributeName(one),
      attributeValue(one, { labels, formats }),
      'BG-32',
    ]),
  ];
}

function classText(
  { code, list_id: list, list_version: version }: Said<ItemClassification>,
  labels: Speech['labels'],
): string {
  const from = joined([list, version && `${labels.version} ${version}`], ', ');
  return joined([code, from && `(${from})`], ' ') ?? '';
}

/** BT-160 ends in a colon, because it is no word of ours. */
function attributeName({ name, code }: Said<ItemAttribute>): string {
  const label = joined([name, code && (name === undefined ? code : `(${code})`)], ' ');
  return label === undefined ? '' : `${label}\u00a0:`;
}

function attributeValue({ value, measure, unit_code: unit }: Said<ItemAttribute>, { labels, formats }: Speech): string {
  const quantity = measure === undefined && unit === undefined ? undefined : quantityOf(measure, unit, labels, formats);
  return joined([value, quantity], ' ') ?? '—';
}

function priceFacts(line: SaidLine, { labels, formats }: Speech): Fact[] {
  const { price_base_quantity: base, price_base_unit: unit } = line;
  const trivial = base?.equals(1) === true && (unit === undefined || unit === line.unit_code);
  const per =
    (base === undefined && unit === undefined) || trivial ? undefined : quantityOf(base, unit, labels, formats);
  return [
    [labels.priceBase, per, 'BT-149'],
    [labels.grossPrice, said(line.gross_price, formats.figure), 'BT-148'],
    [labels.priceDiscount, said(line.price_discount, formats.figure), 'BT-147'],
    [labels.lineVat, said(line.tax_amount, formats.amount), 'EXT-FR-FE-181'],
    [labels.lineVat, said(line.tax_amount_accounting, formats.accounting), 'EXT-FR-FE-182'],
    [labels.lineGross, said(line.gross_amount, formats.amount), 'EXT-FR-FE-184'],
  ];
}

function referenceFacts(line: SaidLine, speech: Speech, nested: boolean): Fact[] {
  const { labels, formats } = speech;
  const { kind, period } = line;
  return [
    // The indent shows the parent only where it was found above.
    [labels.subLineOf, nested ? undefined : line.parent_id, 'EXT-FR-FE-162'],
    [labels.lineKind, said(kind, (one) => wordOf(LINE_KINDS, one, labels) ?? one), 'EXT-FR-FE-163'],
    ['', said(period, (one) => periodOf(one, labels, formats)), 'BG-26'],
    [labels.deliveryDate, said(line.delivery_date, formats.date), 'EXT-FR-FE-158'],
    [labels.deliveryTerms, said(line.delivery_terms, deliveryTermsText)],
    [labels.orderReference, line.order_reference],
    [labels.orderLine, line.order_line_reference, 'BT-132'],
    [labels.despatchAdviceReference, line.despatch_advice_reference],
    [labels.despatchAdviceLine, line.despatch_advice_line_reference],
    [labels.receivingAdviceReference, line.receiving_advice_reference],
    [labels.receivingAdviceLine, line.receiving_advice_line_reference],
    [labels.buyerAccountingReference, line.buyer_accounting_reference, 'BT-133'],
    ...(line.invoiced_objects ?? []).map((one): Fact => [labels.invoicedObject, identifierText(one, labels), 'BT-128']),
    ...precedingFacts(line.preceding_invoices, 'EXT-FR-FE-136', speech),
  ];
}

function adjustmentEntry(
  label: string,
  one: Parameters<typeof adjustmentText>[0],
  term: string,
  speech: Speech,
): Entry[] {
  return longText(label, adjustmentText(one, term === 'BG-28', speech), term);
}

function partyText(party: Parameters<typeof partyEntries>[0] | undefined, { labels }: Speech): string | undefined {
  return party === undefined ? undefined : inOneText(partyEntries(party, labels));
}
