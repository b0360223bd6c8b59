import { Injectable } from '@nestjs/common';
import type { OrganisationTransaction } from '@onefacture/database';
import { DirectoryService } from '@onefacture/directory';
import { isSiren } from '@onefacture/invoice';
import { DirectorySources } from '../routing/directory-sources.js';
import type { BuyerInDirectory } from './remedy.js';

/** What is known at hand of where a buyer receives his invoices; asks nobody. */
@Injectable()
export class BuyerDirectory {
  constructor(
    private readonly directory: DirectoryService,
    private readonly sources: DirectorySources,
  ) {}

  /** @returns undefined when nothing is known that can still be believed */
  async find(tx: OrganisationTransaction, siren: string): Promise<BuyerInDirectory | undefined> {
    if (!isSiren(siren)) return undefined;
    const sources = await this.sources.read(tx);
    const lookup = await this.directory.known({ siren }, sources);
    if (!lookup) return undefined;
    const addresses = lookup.lines.filter(({ status }) => status === 'enabled').map(({ address }) => address);
    return addresses.length === 0 && !lookup.complete ? undefined : { addresses };
  }
}
