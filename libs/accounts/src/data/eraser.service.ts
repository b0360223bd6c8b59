import { Inject, Injectable, Logger } from '@nestjs/common';
import {
  Database,
  eraseOrganisation,
  inTwin,
  peopleOf,
  recordAudit,
  type OrganisationTransaction,
} from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { Clock } from '@onefacture/observability';
import { ApiKeyRepository } from '../api-keys/api-key.repository.js';
import { KeyVerifier } from '../api-keys/key-verifier.js';
import { Memberships } from '../members/memberships.service.js';
import { OrganisationKeys } from '../organisation-keys/organisation-keys.service.js';
import { OrganisationRepository } from '../organisations/organisation.repository.js';
import { ERASURE_HOOKS, type ErasureHook } from './erasure-hook.js';
import type { Erasure, KeptRecords } from './erasure.js';
import { ErasureRepository } from './erasure.repository.js';

const LEASE_MS = 300_000;
const FIRST_RETRY_MS = 60_000;
const LONGEST_RETRY_MS = 3_600_000;
const ACTOR = 'worker';
const ALL_KEYS = 10_000;
/** From the beginning of the last day on which something is kept until well after its end in Paris. */
const AFTER_LAST_DAY_MS = 26 * 3_600_000;

/** Which erasure is meant. */
interface Wanted {
  readonly organization_id: string;
  readonly id: string;
}

/** Who was let in until now. */
interface LetIn {
  readonly publicIds: readonly string[];
  readonly userIds: readonly string[];
}

/**
 * Erases organisations whose waiting time is over: first what others know, then our rows in one transaction, then,
 * once nothing is kept by law, the organisation's own key. Each step may be repeated. What is kept is looked at again
 * when the first of it is over.
 */
@Injectable()
export class Eraser {
  private readonly logger = new Logger(Eraser.name);

  constructor(
    private readonly database: Database,
    private readonly keys: OrganisationKeys,
    private readonly verifier: KeyVerifier,
    private readonly memberships: Memberships,
    private readonly clock: Clock,
    @Inject(ERASURE_HOOKS) private readonly hooks: readonly ErasureHook[],
  ) {}

  /** Does what is due of an erasure. Repeating it changes nothing. */
  async run({ organization_id: organizationId, id }: Wanted): Promise<void> {
    const claimed = await this.#claim(organizationId, id);
    if (!claimed) return;
    try {
      for (const hook of this.hooks) await hook.forgetElsewhere(organizationId);
      const { left, letIn } = await this.#erase(organizationId, claimed);
      await this.#shutOut(letIn);
      if (left === 0) await this.#end(organizationId, claimed);
    } catch (error) {
      await this.#postpone(organizationId, claimed, error);
    }
  }

  async #claim(organizationId: string, id: string): Promise<Erasure | undefined> {
    const now = this.clock.now();
    return this.database.inOrganisation(organizationId, async (tx) => {
      const rows = new ErasureRepository(tx);
      const found = await rows.lockStanding();
      if (found?.id !== id || !found.dueAt || found.dueAt > now) return undefined;
      const obstacle = found.state === 'waiting' ? await this.#obstacle(tx) : undefined;
      if (obstacle) {
        await rows.cancel(id, ACTOR, now);
        const audit = { actor: ACTOR, action: 'data.erasure_cancelled', subjectType: 'data_erasure', subjectId: id };
        await recordAudit(tx, { ...audit, details: { reason: obstacle.code } });
        return undefined;
      }
      await rows.begin(id, new Date(now.getTime() + LEASE_MS));
      return found;
    });
  }

  /** Who buys again while the erasure waits has changed his mind. */
  async #obstacle(tx: OrganisationTransaction): Promise<AppError | undefined> {
    try {
      for (const hook of this.hooks) await hook.admit(tx);
      return undefined;
    } catch (error) {
      if (error instanceof AppError && error.kind === 'conflict') return error;
      throw error;
    }
  }

  async #erase(organizationId: string, { id }: Erasure): Promise<{ left: number; letIn: LetIn }> {
    const now = this.clock.now();
    return this.database.inOrganisation(organizationId, async (tx) => {
      const letIn = await whoIsLetIn(tx);
      const kept = await eraseOrganisation(tx, now);
      const [state, dueAt] = kept.length > 0 ? (['retained', firstOver(kept)] as const) : (['running', null] as const);
      await new ErasureRepository(tx).erased(id, now, {
        state,
        kept,
        dueAt: dueAt ?? new Date(now.getTime() + LEASE_MS),
      });
      const audit = { actor: ACTOR, action: 'data.erased', subjectType: 'data_erasure', subjectId: id };
      await recordAudit(tx, { ...audit, details: keptDetails(kept) });
      return { left: kept.length, letIn };
    });
  }

  async #shutOut({ publicIds, userIds }: LetIn): Promise<void> {
    for (const publicId of publicIds) await this.verifier.forgetEverywhere(publicId);
    for (const userId of userIds) await this.memberships.forgetEverywhere(userId);
  }

  /** Nothing is left that the key of the organisation would open, but in backups. */
  async #end(organizationId: string, { id }: Erasure): Promise<void> {
    if ((await this.keys.get(organizationId)).state === 'active') await this.keys.destroy(organizationId, ACTOR);
    await this.database.inOrganisation(organizationId, (tx) =>
      new ErasureRepository(tx).erased(id, this.clock.now(), { state: 'done', kept: [], dueAt: null }),
    );
  }

  async #postpone(organizationId: string, { id, tries }: Erasure, error: unknown): Promise<void> {
    this.logger.warn(
      `the erasure of ${organizationId} is tried again: ${error instanceof Error ? error.message : String(error)}`,
    );
    const pauseMs = Math.min(FIRST_RETRY_MS * 2 ** Math.min(tries, 10), LONGEST_RETRY_MS);
    await this.database.inOrganisation(organizationId, (tx) =>
      new ErasureRepository(tx).postpone(id, new Date(this.clock.now().getTime() + pauseMs)),
    );
  }
}

const keysOf = async (half: OrganisationTransaction): Promise<string[]> =>
  (await new ApiKeyRepository(half).list(ALL_KEYS)).map(({ publicId }) => publicId);

/** Keys of both halves, and members. */
async function whoIsLetIn(tx: OrganisationTransaction): Promise<LetIn> {
  const { twinId } = await new OrganisationRepository(tx).get();
  const own = await keysOf(tx);
  const twins = twinId === undefined ? [] : await inTwin(tx, twinId, keysOf);
  return { publicIds: [...own, ...twins], userIds: (await peopleOf(tx)).map(({ id }) => id) };
}

const firstOver = (kept: readonly KeptRecords[]): Date => {
  const first = kept.map(({ until }) => until).toSorted()[0] ?? '';
  return new Date(Date.parse(first) + AFTER_LAST_DAY_MS);
};

/** How many are kept of each kind, and until when the last of all. */
function keptDetails(kept: readonly KeptRecords[]): Record<string, string | number> {
  const counts: Record<string, number> = {};
  for (const { what, count } of kept) counts[what] = (counts[what] ?? 0) + count;
  const last = kept
    .map(({ until }) => until)
    .toSorted()
    .at(-1);
  return { ...counts, ...(last === undefined ? {} : { kept_until: last }) };
}
