import { createHash } from 'node:crypto';
import type { Clock } from '@onefacture/observability';
import type { DataExport } from './data-export.js';
import { jsonEntry, type ExportEntry, type ExportSource } from './export-source.js';

/** Name of the format and its version, in the manifest. */
const FORMAT = 'onefacture-export';
const VERSION = 1;
const ALMOST = 99;

interface Listed {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

/** The files of one export, one after the other, and last the manifest that names them all. */
export class ExportContents {
  readonly #files: Listed[] = [];
  readonly #counts: Record<string, number> = {};
  #done = 0;
  #all = 0;

  constructor(
    private readonly organizationId: string,
    private readonly dataExport: Pick<DataExport, 'id' | 'requestedAt'>,
    private readonly sources: readonly ExportSource[],
  ) {}

  /** Finds out how much there is, for the progress. */
  async measure(): Promise<void> {
    for (const source of this.sources) this.#all += await source.size(this.organizationId);
  }

  /** How far it is. */
  get progress(): { readonly percent: number; readonly files: number } {
    const percent = this.#all === 0 ? 0 : Math.floor((100 * this.#done) / this.#all);
    return { percent: Math.min(ALMOST, percent), files: this.#files.length };
  }

  /** @param goOn called before each file; what it throws ends the work */
  async *entries(clock: Clock, goOn: () => Promise<void>): AsyncIterable<ExportEntry> {
    for (const source of this.sources) {
      for await (const entry of source.entries(this.organizationId)) {
        await goOn();
        this.#note(entry);
        yield entry;
      }
    }
    const manifest = this.#manifest(clock.now());
    this.#note(manifest);
    yield manifest;
  }

  #note({ path, bytes, counts = {}, done = 0 }: ExportEntry): void {
    this.#files.push({ path, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
    for (const [kind, count] of Object.entries(counts)) this.#counts[kind] = (this.#counts[kind] ?? 0) + count;
    this.#done += done;
  }

  #manifest(finishedAt: Date): ExportEntry {
    return jsonEntry('manifest.json', {
      format: FORMAT,
      version: VERSION,
      export_id: this.dataExport.id,
      organization_id: this.organizationId,
      requested_at: this.dataExport.requestedAt.toISOString(),
      finished_at: finishedAt.toISOString(),
      counts: this.#counts,
      files: this.#files,
    });
  }
}
