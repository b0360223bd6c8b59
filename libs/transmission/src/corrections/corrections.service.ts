import { Injectable } from '@nestjs/common';
import type { OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { byOfficialTime } from '@onefacture/invoice';
import { InvoiceEventRepository, InvoicesService, lifecycleEventOf } from '@onefacture/invoicing';
import { BuyerDirectory } from './buyer-directory.js';
import { proposePatch, type RejectionPatch } from './rejection-patch.js';
import { statedReasons } from './stated-reasons.js';

/** What to change in an invoice that came back. */
@Injectable()
export class CorrectionsService {
  constructor(
    private readonly invoices: InvoicesService,
    private readonly directory: BuyerDirectory,
  ) {}

  /** Proposes a change for the reasons an invoice came back for. @throws AppError request.not_found, invoice.wrong_state */
  async propose(tx: OrganisationTransaction, id: string): Promise<RejectionPatch> {
    const { entity, invoice } = await this.invoices.get(tx, id);
    const events = (await new InvoiceEventRepository(tx).list(id))
      .map((event) => ({ event, folded: lifecycleEventOf(event) }))
      .toSorted((one, other) => byOfficialTime(one.folded, other.folded))
      .map(({ event }) => event);
    const reasons = statedReasons(entity, events);
    if (reasons.length === 0) {
      const detail = `Nothing sent ${entity.number} back: it is ${entity.status}, and its submission did not fail.`;
      throw new AppError('invoice.wrong_state', { detail });
    }
    const { siren } = invoice.buyer;
    const buyer = siren === undefined ? undefined : await this.directory.find(tx, siren);
    const subject = { invoice, patchable: entity.source === 'json', buyer };
    const numberSpent = entity.numberSpent && entity.status === 'REJECTED';
    return proposePatch(reasons, subject, { numberSpent, number: entity.number });
  }
}
