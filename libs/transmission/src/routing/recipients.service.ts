import { Injectable } from '@nestjs/common';
import type { DirectoryQuery } from '@onefacture/adapters';
import { DirectorySettings } from '@onefacture/config';
import { DirectoryService, type DirectorySource, type Lookup } from '@onefacture/directory';
import { AppError } from '@onefacture/errors';
import { DirectorySources } from './directory-sources.js';

/** Queries of one request that are under way at a time: fewer than the calls to one platform at a time. */
const AT_A_TIME = 4;

/** Who can be reached and how, as an organisation asks. */
@Injectable()
export class RecipientsService {
  constructor(
    private readonly directory: DirectoryService,
    private readonly sources: DirectorySources,
    private readonly settings: DirectorySettings,
  ) {}

  /** @throws AppError directory.unavailable */
  async lookUp(organizationId: string, query: DirectoryQuery): Promise<Lookup> {
    return this.directory.lookUp(query, await this.sources.of(organizationId));
  }

  /**
   * Looks several up, in their order, each with an error of its own; what is left when twice the deadline of one has
   * passed is not asked any more.
   */
  async lookUpAll(organizationId: string, queries: readonly DirectoryQuery[]): Promise<(Lookup | AppError)[]> {
    const sources = await this.sources.of(organizationId);
    const until = performance.now() + 2 * this.settings.deadlineMs;
    const results: (Lookup | AppError)[] = [];
    const left = [...queries.entries()];
    const work = async (): Promise<void> => {
      for (let next = left.shift(); next; next = left.shift()) {
        const [place, query] = next;
        results[place] = await this.outcome(query, sources, until - performance.now());
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, work));
    return results;
  }

  private async outcome(
    query: DirectoryQuery,
    sources: readonly DirectorySource[],
    leftMs: number,
  ): Promise<Lookup | AppError> {
    try {
      const waitMs = Math.min(Math.max(0, leftMs), this.settings.deadlineMs);
      if (waitMs > 0) return await this.directory.lookUp(query, sources, waitMs);
      return (await this.directory.known(query, sources)) ?? new AppError('directory.unavailable');
    } catch (error) {
      if (error instanceof AppError) return error;
      throw error;
    }
  }
}
