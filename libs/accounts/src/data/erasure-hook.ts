import type { OrganisationTransaction } from '@onefacture/database';

/** What a library that accounts do not know has to do with the erasure of an organisation. */
export abstract class ErasureHook {
  /** @throws AppError with the reason why the organisation cannot be erased as it stands */
  abstract admit(tx: OrganisationTransaction): Promise<void>;

  /**
   * Has others forget what they were told of it; before its own rows go, outside of any transaction. It may be called
   * again after it succeeded.
   */
  abstract forgetElsewhere(organizationId: string): Promise<void>;
}

/** Injection token of all hooks. */
export const ERASURE_HOOKS = Symbol('erasure hooks');
