import { AppError, type FieldFault } from '@onefacture/errors';
import {
  completeInvoice,
  invoiceFromStored,
  readInvoiceBody,
  type BodyLimits,
  type InvoiceDocument,
} from '@onefacture/invoice';
import { isLosslessNumber, parse } from 'lossless-json';
import { openInvoice, type OpenedInvoice } from './open-invoice.js';
import { kindOf } from './sniff.js';
import { withUnreadable } from './unreadable.js';

/** What a conversion starts from: what an invoice says, and the file that says it where there is one. */
export interface ConversionSource {
  readonly document: InvoiceDocument;
  readonly file?: { readonly bytes: Uint8Array; readonly opened: OpenedInvoice };
}

/**
 * Reads a file of any kind that can be converted: CII, UBL, a PDF that carries one of them, the JSON body of
 * POST /v1/invoices (completed as law and computation allow), or the JSON that a conversion wrote.
 *
 * @throws AppError `document.unreadable` with one entry in `errors`, code `UNREADABLE`; `request.invalid` with every fault of a JSON body
 */
export function conversionSource(bytes: Uint8Array, limits?: BodyLimits): ConversionSource {
  return withUnreadable(() => {
    if (kindOf(bytes) === 'json') return { document: documentOfJson(bytes, limits) };
    const opened = openInvoice(bytes);
    return { document: opened.reading.document, file: { bytes, opened } };
  });
}

function documentOfJson(bytes: Uint8Array, limits: BodyLimits | undefined): InvoiceDocument {
  const json = parsed(bytes);
  if (isModel(json)) return documentOfModel(json);
  const reading = readInvoiceBody(json, limits);
  if ('faults' in reading) throw invalid(reading.faults);
  return documentOf(completeInvoice(reading.body));
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'it is not UTF-8';
    throw new AppError('document.unreadable', { detail: `The file is not JSON: ${why}.`, cause });
  }
}

/** What only the whole model says: a body of POST /v1/invoices has no such member. */
const isModel = (json: unknown): json is object => typeof json === 'object' && json !== null && 'vat_breakdown' in json;

/** What a document may leave out and the stored model may not. */
const WITHOUT = { notes: [], preceding_invoices: [], lines: [], derived: [] };

function documentOfModel(json: object): InvoiceDocument {
  try {
    return documentOf(invoiceFromStored(JSON.stringify({ ...WITHOUT, ...json }, numbersAsText)));
  } catch (cause) {
    const detail = 'The JSON has vat_breakdown, as the whole model has, but is not the model that a conversion writes.';
    throw new AppError('document.unreadable', { detail, cause });
  }
}

const numbersAsText = (_name: string, value: unknown): unknown => (isLosslessNumber(value) ? value.value : value);

function documentOf(invoice: ReturnType<typeof completeInvoice>): InvoiceDocument {
  const { derived: _, ...document } = invoice;
  return document;
}

function invalid(faults: readonly FieldFault[]): AppError {
  const [first] = faults;
  const detail = `${first?.field === '' ? 'The JSON' : (first?.field ?? 'The JSON')} ${first?.message ?? 'is invalid'}.`;
  return new AppError('request.invalid', { detail, errors: faults });
}
