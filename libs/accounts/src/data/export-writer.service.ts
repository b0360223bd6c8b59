import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { DataSettings } from '@onefacture/config';
import { Database, recordAudit } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { Clock } from '@onefacture/observability';
import type { DataExport, ExportProgress } from './data-export.js';
import { DataExportRepository } from './data-export.repository.js';
import { ExportFile } from './export-file.js';
import { ExportContents } from './export-contents.js';
import { ExportSource } from './export-source.js';
import { ExportVault } from './export-vault.js';
import { writeZip } from './zip-writer.js';

/** Injection token of what an export is made of, in the order of its files. */
export const EXPORT_SOURCES = Symbol('export sources');

const LEASE_MS = 120_000;
/** How old a lease may get while files are collected. */
const RENEWED_EVERY_MS = 30_000;
const RETRY_MS = 15_000;
const MOST_TRIES = 5;
/** A job may come a little before its time. */
const CLOCK_SKEW_MS = 250;

/** Which export is meant. */
interface Wanted {
  readonly organization_id: string;
  readonly id: string;
}

interface SealedPart {
  readonly number: number;
  readonly sealed: Uint8Array;
}

type Stored = Pick<ExportProgress, 'size' | 'chunks'>;

/** Remembers when the lease of a try was last renewed, and what was stored by then. */
class Lease {
  #stored: Stored = { size: 0, chunks: 0 };
  #renewedAt: number;

  constructor(
    private readonly clock: Clock,
    private readonly hold: (stored: Stored, part: SealedPart | undefined) => Promise<void>,
  ) {
    this.#renewedAt = clock.now().getTime();
  }

  async renew(stored: Stored, part?: SealedPart): Promise<void> {
    this.#stored = stored;
    await this.hold(stored, part);
    this.#renewedAt = this.clock.now().getTime();
  }

  async renewWhenOld(): Promise<void> {
    if (this.clock.now().getTime() - this.#renewedAt >= RENEWED_EVERY_MS) await this.renew(this.#stored);
  }
}

/**
 * Makes exports. A try starts from nothing and holds a lease, which it renews with each part it stores; when it dies,
 * the next one begins again once the lease is over, and a late part of the old one is refused.
 */
@Injectable()
export class ExportWriter implements OnModuleDestroy {
  private readonly logger = new Logger(ExportWriter.name);
  #stopping = false;

  constructor(
    @Inject(EXPORT_SOURCES) private readonly sources: readonly ExportSource[],
    private readonly database: Database,
    private readonly vault: ExportVault,
    private readonly settings: DataSettings,
    private readonly clock: Clock,
  ) {}

  /** A process that ends leaves its export to another. */
  onModuleDestroy(): void {
    this.#stopping = true;
  }

  /** Makes an export that is due, or deletes the file of one whose time is over. Repeating it changes nothing. */
  async run({ organization_id: organizationId, id }: Wanted): Promise<void> {
    const claimed = await this.#claim(organizationId, id);
    if (!claimed) return;
    try {
      await this.#write(organizationId, claimed);
    } catch (error) {
      await this.#settle(organizationId, claimed, error);
    }
  }

  async #claim(organizationId: string, id: string): Promise<DataExport | undefined> {
    const now = this.clock.now();
    return this.database.inOrganisation(organizationId, async (tx) => {
      const rows = new DataExportRepository(tx);
      const found = await rows.lock(id);
      if (!found?.dueAt || found.dueAt.getTime() > now.getTime() + CLOCK_SKEW_MS) return undefined;
      if (found.state === 'ready') {
        await rows.expire({ only: id });
        return undefined;
      }
      if (found.state === 'running' && found.tries >= MOST_TRIES) {
        await rows.failed(id, found.tries, 'service.internal', null);
        return undefined;
      }
      await rows.begin(id, found.tries + 1, now, this.#leaseEnd());
      return { ...found, tries: found.tries + 1 };
    });
  }

  async #write(organizationId: string, claimed: DataExport): Promise<void> {
    const { id, tries, requestedBy, requestedAt } = claimed;
    const contents = new ExportContents(organizationId, claimed, this.sources);
    const lease = new Lease(this.clock, (stored, part) =>
      this.#hold(organizationId, claimed, { ...contents.progress, ...stored }, part),
    );
    const file = new ExportFile(async (number, bytes, { size }) => {
      const sealed = await this.vault.seal(organizationId, id, number, bytes);
      await lease.renew({ size, chunks: number + 1 }, { number, sealed });
    });
    const goOn = async (): Promise<void> => {
      if (this.#stopping) throw new AppError('service.unavailable', { cause: 'the process ends' });
      await lease.renewWhenOld();
    };
    await contents.measure();
    await writeZip(contents.entries(this.clock, goOn), requestedAt, (bytes) => file.take(bytes));
    const { size, chunks, sha256 } = await file.end();
    const now = this.clock.now();
    await this.database.inOrganisation(organizationId, async (tx) => {
      const rows = new DataExportRepository(tx);
      const expiresAt = new Date(now.getTime() + this.settings.exportKeptMs);
      await rows.progress(id, tries, { ...contents.progress, size, chunks }, expiresAt);
      if (!(await rows.finish(id, tries, sha256, now, expiresAt))) throw lost();
      // One file at a time is kept of an organisation.
      await rows.expire({ but: id });
      const details = { files: contents.progress.files, bytes: size };
      const audit = { actor: requestedBy, action: 'data.exported', subjectType: 'data_export', subjectId: id };
      await recordAudit(tx, { ...audit, details });
    });
  }

  /** Renews the lease and stores a part, if there is one; nothing of both when another try took over. */
  async #hold(
    organizationId: string,
    { id, tries }: DataExport,
    progress: ExportProgress,
    part: SealedPart | undefined,
  ): Promise<void> {
    await this.database.inOrganisation(organizationId, async (tx) => {
      const rows = new DataExportRepository(tx);
      if (!(await rows.progress(id, tries, progress, this.#leaseEnd()))) throw lost();
      if (part) await rows.addChunk(id, part.number, part.sealed);
    });
  }

  /** What cannot be read now is tried again a few times; a process that ends hands over at once. */
  async #settle(organizationId: string, { id, tries }: DataExport, error: unknown): Promise<void> {
    const code = error instanceof AppError ? error.code : 'service.internal';
    if (!this.#stopping) {
      this.logger.warn(`the export of ${organizationId} failed: ${error instanceof Error ? error.message : code}`);
    }
    const pauseMs = this.#stopping ? 0 : RETRY_MS * tries;
    const isOver = tries >= MOST_TRIES && !this.#stopping;
    const dueAt = isOver ? null : new Date(this.clock.now().getTime() + pauseMs);
    await this.database.inOrganisation(organizationId, (tx) =>
      new DataExportRepository(tx).failed(id, tries, code, dueAt),
    );
  }

  #leaseEnd(): Date {
    return new Date(this.clock.now().getTime() + LEASE_MS);
  }
}

const lost = () => new AppError('service.unavailable', { cause: 'another try of this export took over' });
