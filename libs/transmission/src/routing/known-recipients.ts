import { Injectable, Logger } from '@nestjs/common';
import { DirectoryService, recipientQuery, type Recipient } from '@onefacture/directory';
import { BuyerReachability } from '@onefacture/invoicing';
import { DirectorySources } from './directory-sources.js';

/** Answers from what directories said before. */
@Injectable()
export class KnownRecipients extends BuyerReachability {
  private readonly logger = new Logger(KnownRecipients.name);

  constructor(
    private readonly directory: DirectoryService,
    private readonly sources: DirectorySources,
  ) {
    super();
  }

  async known(organizationId: string, buyer: Recipient): Promise<boolean | undefined> {
    const query = recipientQuery(buyer);
    if (!query) return undefined;
    try {
      const lookup = await this.directory.known(query, await this.sources.of(organizationId));
      return lookup === undefined || lookup.reachable === 'unknown' ? undefined : lookup.reachable !== 'no';
    } catch (error) {
      this.logger.error(
        'a buyer was judged without the directory',
        error instanceof Error ? error.stack : String(error),
      );
      return undefined;
    }
  }
}
