import { jsonNumber, Decimal, presentInvoice, type LosslessJson } from '@onefacture/invoice';
import { z } from 'zod';
import type { InvoiceSummary } from './invoice.entity.js';
import type { OpenInvoice } from './invoices.service.js';

const StoredError = z
  .object({
    code: z.string(),
    message: z.string(),
    reasons: z.array(z.object({ code: z.string(), message: z.string() })).default([]),
  })
  .nullable();

const amount = (text: string) => jsonNumber(new Decimal(text), 2);

type Shown = Readonly<Record<string, LosslessJson>>;

/** An invoice as the API shows it: its model, and where it stands. */
export function presentStoredInvoice({ entity, invoice }: OpenInvoice): Shown {
  const { derived, ...model } = presentInvoice(invoice);
  return { ...standing(entity), ...model, submission: submission(entity), derived: derived ?? [] };
}

/** An invoice as a list shows it: without its model. */
export function presentInvoiceSummary(entity: InvoiceSummary): Shown {
  return {
    ...standing(entity),
    type_code: entity.typeCode,
    number: entity.number,
    currency: entity.currency,
    issue_date: entity.issueDate,
    due_date: entity.dueDate,
    seller: { name: entity.sellerName, siren: entity.sellerSiren },
    buyer: { name: entity.buyerName, siren: entity.buyerSiren },
    totals: { net: amount(entity.net), tax: amount(entity.tax), gross: amount(entity.gross), due: amount(entity.due) },
    submission: submission(entity),
  };
}

function standing(entity: InvoiceSummary): Shown {
  return {
    id: entity.id,
    status: entity.status,
    lifecycle_code: entity.lifecycleCode,
    retry_of: entity.retryOf,
    source: entity.source,
    internal: entity.internal,
    created_at: entity.createdAt.toISOString(),
    updated_at: entity.updatedAt.toISOString(),
  };
}

function submission(entity: InvoiceSummary): Shown | null {
  if (entity.submissionState === null) return null;
  return {
    state: entity.submissionState,
    attempts: jsonNumber(new Decimal(entity.submissionAttempts)),
    last_error: StoredError.parse(entity.submissionError),
  };
}
