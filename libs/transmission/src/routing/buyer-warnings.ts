import { Injectable, Logger } from '@nestjs/common';
import type { OrganisationTransaction } from '@onefacture/database';
import { DirectoryService, recipientQuery } from '@onefacture/directory';
import type { OpenInvoice } from '@onefacture/invoicing';
import { DirectorySources } from './directory-sources.js';

/** What may be wrong with the buyer of a DRAFT; it keeps nothing from being sent. */
export interface BuyerWarning {
  readonly severity: 'warning';
  /** The rule whose finding it is. */
  readonly code: 'OF-DIR-01';
  readonly field: 'buyer';
  readonly message: string;
  readonly message_fr: string;
}

/** Tells early that a buyer cannot be reached, from what directories said before; asks nobody. */
@Injectable()
export class BuyerWarnings {
  private readonly logger = new Logger(BuyerWarnings.name);

  constructor(
    private readonly directory: DirectoryService,
    private readonly sources: DirectorySources,
  ) {}

  /** Of a DRAFT whose buyer is known not to be reachable; none while nothing is known that can still be believed. */
  async of(tx: OrganisationTransaction, { entity, invoice }: OpenInvoice): Promise<BuyerWarning[]> {
    const query = recipientQuery(invoice.buyer);
    if (entity.status !== 'DRAFT' || entity.internal || query === undefined) return [];
    const sources = await this.sources.read(tx);
    const lookup = await this.directory.known(query, sources).catch((error: unknown) => {
      const stack = error instanceof Error ? error.stack : String(error);
      this.logger.error('a buyer was judged without the directory', stack);
      return undefined;
    });
    if (lookup?.reachable !== 'no') return [];
    const { message, message_fr } = lookup;
    return [{ severity: 'warning', code: 'OF-DIR-01', field: 'buyer', message, message_fr }];
  }
}
