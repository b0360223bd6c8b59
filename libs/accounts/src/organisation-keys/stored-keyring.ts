import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { KeyFunctions } from '@onefacture/database';
import { Broadcast } from '@onefacture/redis';
import { kmsKeyId, OrganisationKeyring, type OrganisationKey } from '@onefacture/security';

/** Channel on which it is told that the key of an organisation changed. */
const CHANGES = 'organisation-key-changed';
/** How late a process may hear of a change when Redis loses the message. */
const REFRESH_MS = 30_000;

/**
 * The keys of all organisations that brought their own, in memory: they are few, and asked for with every sealed value.
 * A change is known here at once, in other processes by a broadcast, at the latest after 30 s.
 */
@Injectable()
export class StoredKeyring extends OrganisationKeyring implements OnModuleInit, OnModuleDestroy {
  readonly #logger = new Logger(StoredKeyring.name);
  #keys = new Map<string, OrganisationKey>();
  #reading = 0;
  #timer: NodeJS.Timeout | undefined;
  #stopListening: (() => void) | undefined;

  constructor(
    private readonly keys: KeyFunctions,
    private readonly broadcast: Broadcast,
  ) {
    super();
  }

  /** Without this list nothing may be sealed, so a process that cannot read it does not start. */
  async onModuleInit(): Promise<void> {
    await this.refresh();
    this.#timer = setInterval(() => void this.#refreshQuietly(), REFRESH_MS).unref();
    const onChange = (): void => void this.#refreshQuietly();
    this.broadcast.subscribe(CHANGES, { onMessage: onChange, onGap: onChange }).then(
      (stop) => (this.#stopListening = stop),
      () => undefined,
    );
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
    this.#stopListening?.();
  }

  override find(organizationId: string): OrganisationKey | undefined {
    return this.#keys.get(organizationId);
  }

  /** Reads the list anew; of several readings at a time the latest counts. */
  async refresh(): Promise<void> {
    this.#reading += 1;
    const reading = this.#reading;
    const rows = await this.keys.organisationKeys();
    if (reading !== this.#reading) return;
    this.#keys = new Map(
      rows.map(({ organization_id, key_id, state }) => [organization_id, { keyId: kmsKeyId(key_id), state }]),
    );
  }

  /** Reads a committed change here and lets every other process do so. */
  async changed(organizationId: string): Promise<void> {
    await this.refresh();
    await this.broadcast.publish(CHANGES, organizationId);
  }

  async #refreshQuietly(): Promise<void> {
    await this.refresh().catch((error: unknown) => {
      this.#logger.warn(`The keys of organisations could not be read anew: ${String(error)}`);
    });
  }
}
