import { mkdir, open, readFile, truncate, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

interface Waiting {
  readonly line: string;
  readonly written: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Append-only lines on disk. `append` resolves once the line is synced; lines that arrive while a sync runs share the
 * next one. A last line torn by a crash was never promised to anybody and is cut off at the next opening.
 */
export class Journal {
  readonly #file: FileHandle;
  #waiting: Waiting[] = [];
  #draining: Promise<void> | undefined;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async open(path: string, replay: (line: string) => void): Promise<Journal> {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(path, 'a');
    const content = await readFile(path);
    const end = content.lastIndexOf(0x0a) + 1;
    if (end < content.length) await truncate(path, end);
    for (const line of content.toString('utf8', 0, end).split('\n')) if (line !== '') replay(line);
    return new Journal(file);
  }

  /** `apply` runs when the line is safe, in the order of the calls, before the promise resolves. */
  append(line: string, apply: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const written = (): void => {
        apply();
        resolve();
      };
      this.#waiting.push({ line, written, failed: reject });
      this.#draining ??= this.#drain();
    });
  }

  async close(): Promise<void> {
    await this.#draining;
    await this.#file.close();
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        await this.#file.appendFile(batch.map(({ line }) => `${line}\n`).join(''));
        await this.#file.datasync();
        for (const { written } of batch) written();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
    this.#draining = undefined;
  }
}
