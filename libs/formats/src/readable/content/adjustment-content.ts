import type { AllowanceCharge, InvoiceDocument, Said } from '@onefacture/invoice';
import type { Cell, Row, Table } from '../readable-view.js';
import { ALLOWANCE_REASONS, CHARGE_REASONS } from '../words/code-words.js';
import { rateOf, wordAndCode, type Taxed } from '../words/wording.js';
import { exemptionText, type Grounds } from './common-content.js';
import { joined, longText, said, type Speech } from './saying.js';

type SaidCharge = Said<AllowanceCharge>;

/** An allowance or charge of a line in one text: `Remise spéciale (100), 5 % de 200,00 : −10,00 €`. */
export function adjustmentText(one: SaidCharge, charge: boolean, speech: Speech): string | undefined {
  const parts = joined([reasonOf(one, charge, speech), calculationOf(one, speech)], ', ');
  const amount = said(one.amount, (value) => speech.formats.amount(charge ? value : value.negated()));
  return joined([parts, amount], '\u00a0: ');
}

/** Allowances, charges and logistics charges of the whole document (BG-20, BG-21); undefined when there are none. */
export function adjustmentsTable(document: InvoiceDocument, speech: Speech): Table | undefined {
  const { labels, formats } = speech;
  const row = (what: string, how: string | undefined, tax: Taxed & Grounds, amount: string | undefined): Row => {
    const [first, ...others] = [what, how ?? '', rateOf(tax, labels, formats), amount ?? ''].map((text): Cell => ({
      text,
    }));
    const grounds = longText('', exemptionText(tax, speech), 'BT-120, BT-121');
    return { cells: [{ text: '', ...first, details: grounds }, ...others], depth: 0 };
  };
  const rowOf = (one: SaidCharge & Taxed & Grounds, charge: boolean): Row => {
    const what = joined([charge ? labels.charge : labels.allowance, reasonOf(one, charge, speech)], '\u00a0: ');
    const amount = said(one.amount, (value) => formats.figure(charge ? value : value.negated()));
    return row(what ?? '', calculationOf(one, speech), one, amount);
  };
  const rows = [
    ...(document.allowances ?? []).map((one) => rowOf(one, false)),
    ...(document.charges ?? []).map((one) => rowOf(one, true)),
    ...(document.logistics_charges ?? []).map((one) => {
      const what = joined([labels.logistics, one.description], '\u00a0: ') ?? '';
      return row(what, undefined, one, said(one.amount, formats.figure));
    }),
  ];
  if (rows.length === 0) return undefined;
  return {
    caption: labels.adjustments,
    columns: [
      { label: labels.adjustments, kind: 'text', term: 'BG-20, BG-21' },
      { label: labels.calculation, kind: 'number', term: 'BT-93, BT-94, BT-100, BT-101' },
      { label: labels.vat, kind: 'number', term: 'BT-95, BT-102' },
      { label: labels.amount, kind: 'number', term: 'BT-92, BT-99' },
    ],
    rows,
  };
}

function reasonOf({ reason, reason_code: code }: SaidCharge, charge: boolean, { labels }: Speech): string | undefined {
  if (code === undefined) return reason;
  if (reason !== undefined) return `${reason} (${code})`;
  return wordAndCode(charge ? CHARGE_REASONS : ALLOWANCE_REASONS, code, labels);
}

/** `5 % de 200,00`, or the half that is known. */
function calculationOf({ percentage, base_amount: base }: SaidCharge, { labels, formats }: Speech): string | undefined {
  const of = percentage === undefined ? undefined : labels.of;
  return joined([said(percentage, formats.percent), base && of, said(base, formats.figure)], ' ');
}
