import {
  bodyOfInvoice,
  carries,
  civilDate,
  DOCUMENT_TYPES,
  exact,
  numberSchema,
  text,
  ZERO,
  type Invoice,
  type InvoiceBody,
  type Line,
  type Note,
} from '@onefacture/invoice';
import { AppError, type FieldFault } from '@onefacture/errors';
import { z } from 'zod';

/** What is credited of one line. */
const creditedLineSchema = z.strictObject({
  id: text(100, { description: 'BT-126: id of a line of the invoice', example: '1' }),
  quantity: exact(
    { scale: 4, negative: false },
    { description: 'How much of it is credited; all of it when left out', example: 2 },
  ).optional(),
});

/** What a credit note of an invoice of ours says by itself. */
export const creditNoteBodySchema = z
  .strictObject({
    number: numberSchema('Number of the credit note', 'AV-2026-0001'),
    issue_date: civilDate({ description: 'Date of the credit note; today when left out' }).optional(),
    reason: text(1000, { description: 'Why, as a note on the document', example: 'Retour de marchandise' }).optional(),
    lines: z.array(creditedLineSchema).min(1).max(5000).optional().meta({
      description: 'Only these lines, without allowances and charges of the whole invoice; all of it when left out',
    }),
    patch: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ description: 'JSON merge patch (RFC 7396) of what came out of the rest' }),
  })
  .meta({ id: 'CreditNoteIn', description: 'A credit note of an invoice' });
/** As read. */
export type CreditNoteBody = z.output<typeof creditNoteBodySchema>;

const CREDIT_TYPE: Readonly<Record<string, string>> = {
  '386': '503',
  '389': '261',
  '471': '261',
  '500': '261',
  '393': '396',
  '472': '396',
  '501': '502',
  '473': '502',
};

/** The type of a credit note for an invoice of this type (UNTDID 1001): 381, or the form that fits. */
export const creditNoteType = (invoiceType: string): string => CREDIT_TYPE[invoiceType] ?? '381';

/** How a credit note is made. */
export interface CreditNoteOptions {
  /** BT-2 where the caller gave none, `YYYY-MM-DD`. */
  readonly today: string;
  /** One for the books alone is marked as not to be transmitted (note BAR, BR-FR-20). */
  readonly internal: boolean;
}

/**
 * The body of a credit note of an invoice: its parties, references and lines, the invoice named (BG-3), and nothing of
 * how it was to be paid. Amounts are positive, the type says which way they go.
 * @throws AppError request.invalid for lines that the invoice does not have
 */
export function creditNoteOf(invoice: Invoice, asked: CreditNoteBody, options: CreditNoteOptions): InvoiceBody {
  const body = bodyOfInvoice(invoice);
  const {
    due_date: _due,
    payment_terms: _terms,
    payment_means: _means,
    direct_debit: _debit,
    attachments: _files,
    specification: _specification,
    billing_frame: frame,
    allowances,
    charges,
    logistics_charges,
    ...rest
  } = body;
  const whole = asked.lines === undefined;
  const preceding = {
    number: invoice.number,
    issue_date: invoice.issue_date,
    ...(carries(invoice.profile, 'EXTENDED') ? { type_code: invoice.type_code } : {}),
  };
  return {
    ...rest,
    type_code: creditNoteType(invoice.type_code),
    number: asked.number,
    issue_date: asked.issue_date ?? options.today,
    // What is paid already, or final after a deposit, is so of the invoice (BR-FR-CO-08, BR-FR-CO-09).
    ...(frame === undefined || /[24]$/.test(frame) ? {} : { billing_frame: frame }),
    ...(whole && allowances ? { allowances } : {}),
    ...(whole && charges ? { charges } : {}),
    ...(whole && logistics_charges ? { logistics_charges } : {}),
    preceding_invoices: [preceding],
    notes: notesOf(body.notes, invoice, asked, options.internal),
    lines: linesOf(body.lines, asked.lines),
    totals: { prepaid: ZERO },
  };
}

function notesOf(
  said: readonly Note[],
  { number, issue_date }: Invoice,
  { reason }: CreditNoteBody,
  internal: boolean,
): Note[] {
  const content = `Avoir sur la facture ${number} du ${issue_date}${reason === undefined ? '' : ` : ${reason}`}`;
  return [
    ...said.filter(({ subject }) => subject !== 'BAR' || !internal),
    { subject: 'AAI', content },
    ...(internal ? [{ subject: 'BAR', content: 'ARCHIVEONLY' }] : []),
  ];
}

const bare = ({ preceding_invoices: _earlier, ...line }: Line): Line => line;

/** A line refers to no earlier invoice where the whole credit note does (BR-FR-CO-05). */
function linesOf(lines: readonly Line[], asked: CreditNoteBody['lines']): Line[] {
  if (asked === undefined) return lines.map(bare);
  const faults: FieldFault[] = [];
  const chosen = asked.flatMap(({ id, quantity }, index) => {
    const line = lines.find((one) => one.id === id);
    const fault = line === undefined ? unknownLine(id, lines) : quantityFault(line, quantity);
    if (fault) faults.push({ ...fault, field: `lines[${index}].${fault.field}` });
    return line === undefined ? [] : [quantity === undefined ? bare(line) : { ...bare(line), quantity }];
  });
  if (faults.length > 0) throw new AppError('request.invalid', { errors: faults });
  return chosen;
}

function unknownLine(id: string, lines: readonly Line[]): FieldFault {
  const known = lines.slice(0, 10).map((line) => line.id);
  return { field: 'id', code: 'UNKNOWN', message: `must be the id of a line: ${known.join(', ')}; got ${id}` };
}

function quantityFault(line: Line, quantity: Line['quantity']): FieldFault | undefined {
  if (quantity === undefined) return undefined;
  if (line.quantity === undefined || quantity.gt(line.quantity)) {
    const message = `must be at most the ${line.quantity?.toFixed() ?? 'nothing'} of the line; got ${quantity.toFixed()}`;
    return { field: 'quantity', code: 'INVALID', message };
  }
  if (line.allowances === undefined && line.charges === undefined) return undefined;
  const message = 'cannot be told for a line with allowances or charges: give the line in patch.lines instead';
  return { field: 'quantity', code: 'INVALID', message };
}

/** Why no credit note can be made of a type; undefined where one can. */
export function creditRefusal(typeCode: string): string | undefined {
  const type = DOCUMENT_TYPES[typeCode];
  if (type === undefined || type.kind !== 'credit_note') return undefined;
  return `A credit note of a credit note (${typeCode}) makes no sense: issue an invoice instead.`;
}
