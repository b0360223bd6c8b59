import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Account } from './account.js';

const PAUSE_MS = 200;
const rows = z.array(z.tuple([z.string(), z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())])]));
const kept = z.object({
  version: z.literal(1),
  ahead: z.number().int().min(0),
  maps: z.record(z.string(), rows),
  marks: z.record(z.string(), z.array(z.string())),
});

/** Keeps the account in a file, so that a demo goes on after a restart. Events and their deliveries are not kept. */
export class Snapshot {
  #timer: NodeJS.Timeout | undefined;
  #saved = '';

  constructor(
    private readonly account: Account,
    private readonly file: string,
  ) {}

  /** Fills the account from the file; one that is absent or cannot be read leaves it empty. */
  load(): void {
    const held = read(this.file);
    if (held === undefined) return;
    for (const [name, map] of this.#maps()) for (const [id, object] of held.maps[name] ?? []) map.set(id, object);
    for (const [name, set] of this.account.books.marks()) for (const id of held.marks[name] ?? []) set.add(id);
    this.account.clock.restore(held.ahead);
  }

  /** Saves in a moment, together with what else changes until then. */
  saveSoon(): void {
    this.#timer ??= setTimeout(() => this.save(), PAUSE_MS).unref();
  }

  /** Writes the file in one step when something changed. */
  save(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const text = JSON.stringify({
      version: 1,
      ahead: this.account.clock.ahead,
      maps: Object.fromEntries(this.#maps().map(([name, map]) => [name, [...map]])),
      marks: Object.fromEntries(this.account.books.marks().map(([name, set]) => [name, [...set]])),
    });
    if (text === this.#saved) return;
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(`${this.file}.new`, text, { mode: 0o600 });
    renameSync(`${this.file}.new`, this.file);
    this.#saved = text;
  }

  #maps(): [string, Map<string, object>][] {
    const { books, courier } = this.account;
    return [...books.kinds(), ...books.asides(), ['secrets', courier.secrets]];
  }
}

function read(file: string): z.output<typeof kept> | undefined {
  try {
    return kept.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}
