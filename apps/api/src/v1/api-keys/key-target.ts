import { Injectable } from '@nestjs/common';
import { Organisations, type OrganisationMode } from '@onefacture/accounts';
import { inTwin, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { z } from 'zod';
import type { Requester } from '../../http/access.js';
import { PAGE_QUERY } from '../../http/paging.js';

const mode = z
  .enum(['test', 'live'])
  .optional()
  .meta({ description: 'test: the keys of the test half of a live organisation; its own when left out' });

/** The query of routes about keys. */
export const KeyQuery = z.strictObject({ mode });
export type KeyQuery = z.output<typeof KeyQuery>;

/** The query of the list of keys. */
export const KeyListQuery = z.strictObject({ ...PAGE_QUERY, mode });
export type KeyListQuery = z.output<typeof KeyListQuery>;

/** Whose keys a request is about. */
export interface KeyTarget {
  readonly organizationId: string;
  readonly mode: OrganisationMode;
}

/** Finds the organisation whose keys are meant: the requester's own, or the test half of a live one. */
@Injectable()
export class KeyTargets {
  constructor(private readonly organisations: Organisations) {}

  /** @throws AppError `auth.forbidden` for the live half of a test organisation, `request.not_found` without a test half */
  async of(requester: Requester, wanted: OrganisationMode | undefined): Promise<KeyTarget> {
    if (wanted === undefined || wanted === requester.mode) return requester;
    if (wanted === 'live') {
      throw new AppError('auth.forbidden', { detail: 'A test key cannot reach the keys of a live organisation.' });
    }
    const { twinId } = await this.organisations.get(requester.organizationId);
    if (twinId === undefined) {
      throw new AppError('request.not_found', { detail: 'This organisation has no test half.' });
    }
    return { organizationId: twinId, mode: 'test' };
  }

  /** Works on the target in the requester's transaction. */
  async within<T>(
    tx: OrganisationTransaction,
    { organizationId }: KeyTarget,
    work: (tx: OrganisationTransaction) => Promise<T>,
  ): Promise<T> {
    return organizationId === tx.organizationId ? work(tx) : inTwin(tx, organizationId, work);
  }
}
