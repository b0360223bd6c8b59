import type { VatBreakdown } from '@onefacture/invoice';
import type { BlockContext } from './block.js';
import { drawHead, drawRow, fit, place, rowHeight, type PlacedColumn } from './table.js';
import { STYLE } from './theme.js';
import { typeset, type TextLine } from './typesetting.js';
import { rateOf } from './wording.js';

/** The VAT table, set and ready to be drawn. */
export interface VatTable {
  readonly height: number;
  draw(): void;
}

const HEAD_HEIGHT = 19;

/** VAT per category and rate, with the sentence that explains why none is charged. */
export function vatTable(context: BlockContext, width: number): VatTable {
  const { sheet, invoice, labels } = context;
  const columns = columnsFor(context, width);
  const rows = invoice.vat_breakdown.map((tax) => cellsOf(tax, columns, context));
  return {
    height: HEAD_HEIGHT + rows.reduce((sum, row) => sum + rowHeight(row), 0),
    draw: () => {
      drawHead(sheet, columns);
      sheet.repeat = () => drawHead(sheet, columns);
      for (const row of rows) drawRow(sheet, columns, row);
      sheet.repeat = undefined;
    },
  };

  function columnsFor({ formats }: BlockContext, all: number): PlacedColumn[] {
    const taxes = invoice.vat_breakdown;
    const bases = taxes.map((tax) => formats.figure(tax.taxable_amount));
    const amounts = taxes.map((tax) => formats.figure(tax.tax_amount));
    return place(
      [
        { head: labels.vatTable, align: 'left', width: 'flex' },
        { head: labels.base, align: 'right', width: fit(labels.base, bases, 90) },
        { head: labels.vatAmount, align: 'right', width: fit(labels.vatAmount, amounts, 90) },
      ],
      sheet.left,
      all,
    );
  }
}

function cellsOf(tax: VatBreakdown, columns: readonly PlacedColumn[], context: BlockContext): TextLine[][] {
  const { formats } = context;
  const width = (index: number): number => columns[index]?.width ?? 0;
  const reason = reasonOf(tax, context);
  return [
    [
      ...typeset(nameOf(tax, context), width(0), STYLE.body),
      ...(reason === undefined ? [] : typeset(reason, width(0), STYLE.small)),
    ],
    typeset(formats.figure(tax.taxable_amount), width(1), STYLE.body),
    typeset(formats.figure(tax.tax_amount), width(2), STYLE.body),
  ];
}

/** `TVA 20 %`, or the category alone where its word says enough. */
function nameOf(tax: VatBreakdown, { labels, formats }: BlockContext): string {
  const rate = rateOf(tax, labels, formats);
  return rate.endsWith('%') ? `${labels.vat} ${rate}` : rate;
}

/** BT-120 as written; else the usual sentence for BT-121 or the category. */
function reasonOf(tax: VatBreakdown, { labels }: BlockContext): string | undefined {
  const code = tax.exemption_code;
  const usual = (code === undefined ? undefined : labels.exemptions[code]) ?? labels.exemptions[tax.tax_category];
  const text = tax.exemption_reason ?? usual;
  return code === undefined || text?.includes(code) ? text : `${text ?? ''} (${code})`.trim();
}
