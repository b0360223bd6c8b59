import type { FieldFault } from '@onefacture/errors';
import { namesSubInvoice, numberOf } from '../body/exemption-grounds.js';
import { GROUPED_FRAMES } from '../codes/billing-frames.js';
import { DOCUMENT_TYPES } from '../codes/document-types.js';
import type { Invoice, Line } from '../invoice.js';

/** BR-FR-MV and BR-FR-BD: lines grouped per seller (frames 8), or the two ways of a mutual account (frames 9). */
export function* groups(invoice: Invoice): Generator<FieldFault> {
  const { billing_frame: frame = '', profile, lines } = invoice;
  if (!GROUPED_FRAMES.has(frame)) return;
  if (profile !== 'EXTENDED_CTC_FR') {
    const message = `${frame} needs lines grouped per seller (kind GROUP), which only profile EXTENDED_CTC_FR carries`;
    yield { field: 'billing_frame', code: 'INVALID', message };
    return;
  }
  const mutual = frame.endsWith('9');
  yield* typeFaults(invoice, mutual);
  for (const [index, { kind }] of lines.entries()) {
    if (kind !== undefined) continue;
    const message = `is required on every line when billing_frame is ${frame}: GROUP, DETAIL or INFORMATION`;
    yield { field: `lines[${index}].kind`, code: 'BR-FR-MV-01', message };
  }
  const tops = lines.filter(isTop).length;
  if (mutual && tops !== 2) {
    const message = `must hold exactly two groups without parent_id when billing_frame is ${frame}; got ${tops}`;
    yield { field: 'lines', code: 'BR-FR-BD-02', message };
  } else if (tops === 0) {
    const message = `must hold a line of kind GROUP without parent_id when billing_frame is ${frame}`;
    yield { field: 'lines', code: 'BR-FR-MV-02', message };
  }
  for (const [index, line] of lines.entries()) if (isTop(line)) yield* topFaults(line, `lines[${index}]`);
  yield* memberFaults(lines);
}

function isTop({ kind, parent_id: parent }: Line): boolean {
  return kind === 'GROUP' && parent === undefined;
}

/** BR-FR-MV-13, BR-FR-BD-13. */
function* typeFaults({ type_code: type, billing_frame: frame }: Invoice, mutual: boolean): Generator<FieldFault> {
  const selfBilled = DOCUMENT_TYPES[type]?.self_billed === true;
  if (selfBilled === mutual) return;
  const message = `must ${mutual ? '' : 'not '}be a self-billed document when billing_frame is ${frame}; got ${type}`;
  yield { field: 'type_code', code: mutual ? 'BR-FR-BD-13' : 'BR-FR-MV-13', message };
}

/** BR-FR-MV-03: a group is an invoice of its own, with its seller, number, frame and VAT. */
function* topFaults(
  { seller, tax_amount: tax, invoiced_objects: objects = [] }: Line,
  line: string,
): Generator<FieldFault> {
  const wanted: readonly (readonly [string, unknown, string])[] = [
    ['seller.name', seller?.name, 'the name of its seller'],
    ['seller.siren', seller?.siren, 'the SIREN of its seller'],
    ['seller.address.country_code', seller?.address?.country_code, 'the country of its seller'],
    ['tax_amount', tax, 'its VAT'],
    [
      'invoiced_objects',
      objects.find(({ scheme }) => scheme === 'AFL'),
      'its invoice number, as an object of scheme AFL',
    ],
    [
      'invoiced_objects',
      objects.find(({ scheme }) => scheme === 'AVV'),
      'its billing frame, as an object of scheme AVV',
    ],
  ];
  for (const [member, value, words] of wanted) {
    if (value !== undefined) continue;
    yield { field: `${line}.${member}`, code: 'BR-FR-MV-03', message: `is required on a group of lines: ${words}` };
  }
}

/** BR-FR-MV-06, -07 and -08: each line names its seller and the number of its invoice, those of the line it details. */
function* memberFaults(lines: readonly Line[]): Generator<FieldFault> {
  const byId = new Map(lines.map((line) => [line.id, line]));
  for (const [index, line] of lines.entries()) {
    if (!isTop(line)) yield* belongingFaults(line, byId.get(line.parent_id ?? '') ?? line, `lines[${index}]`);
    if (line.kind !== 'DETAIL' || namesSubInvoice(line)) continue;
    const number = numberOf(line);
    const message =
      'must start with the number of the sub-invoice between two # on every detail' +
      (number === undefined ? '' : `: #${number}# and, where no VAT is charged, why`);
    yield { field: `lines[${index}].exemption_reason`, code: 'BR-FR-MV-08', message };
  }
}

function* belongingFaults(line: Line, parent: Line, path: string): Generator<FieldFault> {
  if (line.seller?.siren === undefined || line.seller.siren !== parent.seller?.siren) {
    const message = `must be the SIREN of who sells line ${parent.id}`;
    yield { field: `${path}.seller.siren`, code: 'BR-FR-MV-06', message };
  }
  const number = numberOf(line);
  if (number === undefined || number !== numberOf(parent)) {
    const message = `must hold the invoice number of line ${parent.id}, as an object of scheme AFL`;
    yield { field: `${path}.invoiced_objects`, code: 'BR-FR-MV-07', message };
  }
}
