import { createHash } from 'node:crypto';

const PART_BYTES = 1_048_576;

/** What a finished file is. */
export interface FinishedFile {
  readonly size: number;
  readonly chunks: number;
  /** Lower-case hex of all of it. */
  readonly sha256: string;
}

/** Cuts a file that is being made into parts of 1 MiB, and stores each before more is taken. */
export class ExportFile {
  readonly #hash = createHash('sha256');
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #size = 0;
  #chunks = 0;

  constructor(
    private readonly store: (number: number, bytes: Buffer, so: { readonly size: number }) => Promise<void>,
  ) {}

  /** Takes the next bytes. */
  async take(bytes: Buffer): Promise<void> {
    this.#hash.update(bytes);
    this.#size += bytes.length;
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    while (this.#waitingBytes >= PART_BYTES) await this.#flush(PART_BYTES);
  }

  /** Stores what is left. */
  async end(): Promise<FinishedFile> {
    if (this.#waitingBytes > 0) await this.#flush(this.#waitingBytes);
    return { size: this.#size, chunks: this.#chunks, sha256: this.#hash.digest('hex') };
  }

  async #flush(length: number): Promise<void> {
    const all = Buffer.concat(this.#waiting);
    this.#waiting = all.length > length ? [all.subarray(length)] : [];
    this.#waitingBytes = all.length - length;
    await this.store(this.#chunks, all.subarray(0, length), { size: this.#size });
    this.#chunks += 1;
  }
}
