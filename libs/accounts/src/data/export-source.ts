import { stringify } from 'lossless-json';

/** One file of an export. */
export interface ExportEntry {
  /** Inside the ZIP, folders with `/`; once in an export. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** How many records of which kind it holds; told in the manifest. */
  readonly counts?: Readonly<Record<string, number>>;
  /** How many of those that `size` counted are done with it. */
  readonly done?: number;
}

/**
 * What one library holds of an organisation, as files of its export. Each is read in a transaction of its own, and few
 * are in memory at a time.
 */
export abstract class ExportSource {
  abstract entries(organizationId: string): AsyncIterable<ExportEntry>;

  /** How many of its records take time; 0 for what is done at once. */
  async size(_organizationId: string): Promise<number> {
    return 0;
  }
}

/** Makes a JSON file; numbers that are literals stay as they are. */
export function jsonEntry(path: string, content: unknown, more: Omit<ExportEntry, 'path' | 'bytes'> = {}): ExportEntry {
  return { path, bytes: Buffer.from(`${stringify(content, undefined, 2) ?? 'null'}\n`, 'utf8'), ...more };
}

/** Asks for the records after the one with this id, at most `limit`. */
type AskPage<Row> = (limit: number, after: string | undefined) => Promise<readonly Row[]>;

/** The pages of a long list, in its order and full but for the last; an empty list is one empty page. */
export async function* pagesOf<Row extends { readonly id: string }>(
  limit: number,
  ask: AskPage<Row>,
): AsyncIterable<readonly Row[]> {
  let page: readonly Row[] = [];
  do {
    page = await ask(limit, page.at(-1)?.id);
    yield page;
  } while (page.length === limit);
}

/** Files of a long list, each with a page of it: `name-0001.json`, … One that is empty has its first all the same. */
export async function* pagedEntries<Row extends { readonly id: string }>(
  name: string,
  ask: AskPage<Row>,
  present: (row: Row) => unknown,
): AsyncIterable<ExportEntry> {
  let number = 0;
  for await (const rows of pagesOf(PAGE, ask)) {
    number += 1;
    const path = `${name.replaceAll('_', '-')}-${String(number).padStart(4, '0')}.json`;
    if (rows.length > 0 || number === 1) yield jsonEntry(path, rows.map(present), { counts: { [name]: rows.length } });
  }
}

const PAGE = 1_000;
