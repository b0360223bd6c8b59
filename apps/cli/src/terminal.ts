import { readFileSync, writeFileSync } from 'node:fs';
import { UsageError } from './usage.js';

/** Where a command reads and writes; a test has its own. */
export interface Terminal {
  readonly read: (path: string) => Uint8Array;
  readonly write: (path: string, bytes: Uint8Array) => void;
  /** Standard output. */
  readonly print: (bytes: Uint8Array | string) => void;
  /** Standard error. */
  readonly say: (line: string) => void;
}

const attempt = <T>(what: string, path: string, work: () => T): T => {
  try {
    return work();
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError(`${path} cannot be ${what} (${why}).`);
  }
};

/** Files and streams of this process. `-` reads standard input. */
export const terminal: Terminal = {
  read: (path) => attempt('read', path, () => readFileSync(path === '-' ? 0 : path)),
  write: (path, bytes) => attempt('written', path, () => writeFileSync(path, bytes)),
  print: (bytes) => writeFileSync(1, bytes),
  say: (line) => process.stderr.write(`${line}\n`),
};
