import type { Database, OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { PaymentSyncRepository } from './payment-sync.repository.js';

const RETRY_AFTER_S = 30;

/** How many commands of members run at a time in one process, and how long others wait for a turn. */
export interface PaymentTurnsOptions {
  readonly places: number;
  readonly patienceMs: number;
}

/**
 * Lets members change something at the payment provider: one command of an organisation at a time, and few of all. Each
 * holds a connection to Postgres while the provider is asked, so one that hangs takes some of the pool, never all.
 */
export class PaymentTurns {
  readonly #waiting = new Set<() => void>();
  #taken = 0;

  constructor(
    private readonly database: Database,
    private readonly options: PaymentTurnsOptions,
  ) {}

  /**
   * Runs a command in a transaction of the organisation that holds the lock of PaymentSyncRepository.
   * @throws AppError billing.provider_unavailable when no command before it ends in time; whatever the work throws
   */
  async take<T>(organizationId: string, work: (tx: OrganisationTransaction) => Promise<T>): Promise<T> {
    if (this.#taken < this.options.places) this.#taken += 1;
    else await this.#turn();
    try {
      return await this.database.inOrganisation(organizationId, async (tx) => {
        await new PaymentSyncRepository(tx).lock();
        return work(tx);
      });
    } finally {
      const [next] = this.#waiting;
      if (next) next();
      else this.#taken -= 1;
    }
  }

  /** Waits for the place of one that ends, which is handed over. */
  #turn(): Promise<void> {
    return new Promise((resolve, reject) => {
      const onTurn = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(onTurn);
        resolve();
      };
      const onImpatience = (): void => {
        this.#waiting.delete(onTurn);
        const detail = 'The payment provider answers so slowly that no turn came for this request.';
        reject(new AppError('billing.provider_unavailable', { detail, retryAfterSeconds: RETRY_AFTER_S }));
      };
      const timer = setTimeout(onImpatience, this.options.patienceMs);
      this.#waiting.add(onTurn);
    });
  }
}
