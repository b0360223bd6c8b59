import { Injectable } from '@nestjs/common';
import { OperatorSettings } from '@onefacture/config';
import { Database } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { Envelope } from '@onefacture/security';
import type { ListedPaymentInvoice } from '../payments/payment-records.repository.js';
import { OwnInvoiceRepository, type OwnInvoiceRow } from './own-invoice.repository.js';

/**
 * How far the document of a paid invoice is: `pending` will be made soon, `waiting` for what the organisation's profile
 * lacks, `invalid` kept back because it would not be valid, `ready` to be downloaded.
 */
export type OwnInvoiceState = 'pending' | 'waiting' | 'invalid' | 'ready';

/** The state of a document, and which members of PATCH /v1/organization it waits for. */
export interface OwnInvoiceStanding {
  readonly state: OwnInvoiceState;
  readonly missing: readonly string[];
}

/** A document of the operator's, in the clear. */
export interface OwnInvoiceFile {
  readonly filename: string;
  readonly mediaType: 'application/pdf';
  /** Lower-case hex of the bytes. */
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

/** Where the sealed bytes of a document stand. */
export const ownInvoicePlace = (organizationId: string, paymentInvoiceId: string) => ({
  organization_id: organizationId,
  row: paymentInvoiceId,
  column: 'own_invoices.bytes',
});

/** The operator's own invoices, as its customers get them. */
@Injectable()
export class OwnInvoices {
  constructor(
    private readonly database: Database,
    private readonly envelope: Envelope,
    private readonly operator: OperatorSettings,
  ) {}

  /** How far the document of an invoice is; null where none is made: nothing was paid, or no operator is known. */
  standing({ status, number, total, document }: ListedPaymentInvoice): OwnInvoiceStanding | null {
    if (document !== null) return document;
    const wanted = this.operator.known && status === 'paid' && number !== null && total !== 0;
    return wanted ? { state: 'pending', missing: [] } : null;
  }

  /**
   * The Factur-X of an invoice: the same bytes for ever.
   * @throws AppError request.not_found, document.not_available with what the document waits for
   */
  async file(organizationId: string, paymentInvoiceId: string): Promise<OwnInvoiceFile> {
    const row = await this.database.inOrganisation(organizationId, (tx) =>
      new OwnInvoiceRepository(tx).find(paymentInvoiceId),
    );
    if (!row) throw new AppError('request.not_found', { detail: 'You have no invoice with this id.' });
    const { filename, sha256, bytes } = row;
    if (filename === null || sha256 === null || bytes === null) throw notAvailable(row);
    const open = await this.envelope.open(bytes, ownInvoicePlace(organizationId, paymentInvoiceId));
    return { filename, mediaType: 'application/pdf', sha256, bytes: open };
  }
}

function notAvailable({ state, missing }: OwnInvoiceRow): AppError {
  if (state === 'waiting') {
    return new AppError('document.not_available', {
      detail: `The profile of your organisation lacks ${(missing ?? []).join(', ')}.`,
      hint: 'Complete it with PATCH /v1/organization; the document is made within the hour.',
    });
  }
  return new AppError('document.not_available', {
    detail:
      state === 'invalid'
        ? 'The document would not be valid; the operator has to look into it.'
        : 'There is no document of this invoice, or not yet.',
  });
}
