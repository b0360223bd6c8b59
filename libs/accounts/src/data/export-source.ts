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

/**
 * Files of a long list, each with a page of it: `name-0001.json`, … One that is empty has its first all the same.
 * @param page gives the records after the one with this id, at most `limit`
 */
export async function* pagedEntries<Row extends { readonly id: string }>(
  name: string,
  page: (limit: number, after: string | undefined) => Promise<readonly Row[]>,
  present: (row: Row) => unknown,
): AsyncIterable<ExportEntry> {
  let last: string | undefined;
  for (let number = 1; ; number += 1) {
    const rows = await page(PAGE, last);
    const path = `${name.replaceAll('_', '-')}-${String(number).padStart(4, '0')}.json`;
    if (rows.length > 0 || number === 1) yield jsonEntry(path, rows.map(present), { counts: { [name]: rows.length } });
    if (rows.length < PAGE) return;
    last = rows.at(-1)?.id;
  }
}

const PAGE = 1_000;
