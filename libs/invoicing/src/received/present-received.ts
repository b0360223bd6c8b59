import { Decimal, jsonNumber, presentInvoice, type LosslessJson } from '@onefacture/invoice';
import { parse } from 'lossless-json';
import { z } from 'zod';
import type { ReceivedInvoice } from './received-invoice.entity.js';
import type { ReceivedContents } from './received-vault.js';

const StoredError = z.object({ code: z.string(), message: z.string() }).nullable();

type Shown = Readonly<Record<string, LosslessJson>>;

/** A received invoice as a list shows it. */
export function presentReceived(entity: ReceivedInvoice): Shown {
  return {
    id: entity.id,
    state: entity.state,
    status: entity.status,
    lifecycle_code: entity.lifecycleCode,
    number: entity.number,
    type_code: entity.typeCode,
    issue_date: entity.issueDate,
    due_date: entity.dueDate,
    currency: entity.currency,
    seller: { name: entity.sellerName, siren: entity.sellerSiren },
    buyer: { name: entity.buyerName, siren: entity.buyerSiren },
    totals: {
      net: amount(entity.net),
      tax: amount(entity.tax),
      gross: amount(entity.gross),
      due: amount(entity.due),
    },
    format: entity.format,
    profile: entity.profile,
    valid: entity.valid,
    score: entity.score === null ? null : jsonNumber(new Decimal(entity.score)),
    error: StoredError.parse(entity.error),
    platform: entity.platform,
    connection_id: entity.connectionId,
    flow_id: entity.flowId,
    received_at: entity.receivedAt.toISOString(),
    stored_at: entity.storedAt?.toISOString() ?? null,
    updated_at: entity.updatedAt.toISOString(),
  };
}

/** What is kept of a file and what it says, as far as it could be read. */
export function presentContents(
  entity: ReceivedInvoice,
  contents: ReceivedContents | undefined,
  report: string | undefined,
): Shown {
  return {
    file:
      entity.sha256 === null
        ? null
        : {
            filename: entity.filename,
            media_type: entity.mediaType,
            sha256: entity.sha256,
            size: jsonNumber(new Decimal(entity.size ?? 0)),
          },
    invoice: contents === undefined ? null : presentInvoice(contents.document),
    attachments: (contents?.attachments ?? []).map(({ position, size, ...named }) => ({
      position: jsonNumber(new Decimal(position)),
      ...named,
      size: jsonNumber(new Decimal(size)),
    })),
    report: report === undefined ? null : reportJson(report),
  };
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- lossless-json gives literals for numbers, and JSON has no more.
const reportJson = (report: string): LosslessJson => parse(report) as LosslessJson;

const amount = (text: string | null): LosslessJson => (text === null ? null : jsonNumber(new Decimal(text), 2));
