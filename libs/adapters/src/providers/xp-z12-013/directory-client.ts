import { readJson } from '../../http/answer-fault.js';
import type { HttpAnswer } from '../../http/exchange.js';
import type { PlatformHttp } from '../../http/platform-http.js';
import type { Call } from '../../ports/connection.js';
import type { DirectoryAnswer, DirectoryLine, DirectoryQuery } from '../../ports/directory.js';
import { notOffered, PlatformFault } from '../../ports/platform-fault.js';
import { linesSchema, readLine } from './directory-wire.js';
import { standardHeaders, withoutVersion } from './routes.js';

const PAGE_SIZE = 100;
/** A group may have thousands of addresses; beyond this the answer says that it is not complete. */
const MAX_PAGES = 10;

/** POST /v1/directory-line/search of the XP Z12-013 Directory Service, page by page. */
export class DirectoryClient {
  constructor(
    private readonly http: PlatformHttp,
    private readonly maxAnswerBytes: number,
  ) {}

  /** @throws PlatformFault rejected (NOT_OFFERED) where the connection has no directory_base_url */
  async lookUp(query: DirectoryQuery, call: Call): Promise<DirectoryAnswer> {
    const { platform, directory_base_url } = call.connection;
    if (directory_base_url === undefined) throw notOffered(platform, 'The connection names no directory.');
    const url = `${withoutVersion(directory_base_url)}/v1/directory-line/search`;
    const lines = new Map<string, DirectoryLine>();
    let [read, unreadable, complete] = [0, 0, false];
    for (let pages = 0; pages < MAX_PAGES; pages += 1) {
      const found = await this.#page(url, query, read, call);
      const before = lines.size;
      for (const line of found.lines) lines.set(JSON.stringify(line), line);
      read += found.size;
      unreadable += found.size - found.lines.length;
      const all = found.total === undefined ? found.size < PAGE_SIZE : read >= found.total;
      complete = all && !found.reduced;
      if (all || lines.size === before) break;
    }
    return { lines: [...lines.values()], complete: complete && unreadable === 0 };
  }

  async #page(url: string, query: DirectoryQuery, ignore: number, call: Call): Promise<LinePage> {
    const body = { filters: filtersOf(query), include: ['siren', 'siret', 'routingCode'], limit: PAGE_SIZE, ignore };
    const answer = await this.http
      .send(call, {
        method: 'POST',
        url,
        headers: {
          ...standardHeaders(call),
          accept: 'application/json',
          'content-type': 'application/json',
        },
        body: [Buffer.from(JSON.stringify(body))],
        maxAnswerBytes: this.maxAnswerBytes,
        what: 'the search of the directory',
        fixedRoute: true,
      })
      .catch(nothingFound);
    if (answer === null || answer.status === 204) return { lines: [], size: 0, reduced: false };
    const parsed = linesSchema.safeParse(readJson(answer.body));
    if (!parsed.success) throw this.http.unreadable(call, answer.status);
    const results = parsed.data.results ?? [];
    return {
      lines: results.map(readLine).filter((line) => line !== null),
      size: results.length,
      ...(typeof parsed.data.totalNumberOfResults === 'number' ? { total: parsed.data.totalNumberOfResults } : {}),
      reduced: answer.status === 206,
    };
  }
}

interface LinePage {
  readonly lines: readonly DirectoryLine[];
  /** Entries of the answer, readable or not. */
  readonly size: number;
  /** Lines found in all, where the answer says so. */
  readonly total?: number;
  /** 206: the directory gave less than it has. */
  readonly reduced: boolean;
}

const strict = (value: string): object => ({ op: 'strict', value });

function filtersOf(query: DirectoryQuery): object {
  if ('siren' in query) return { siren: strict(query.siren) };
  if ('siret' in query) return { siret: strict(query.siret) };
  return { addressingIdentifier: strict(query.address) };
}

/** 1.3.0 lists 404 where 1.2 answers 204: nothing was found when the platform says so in words, a wrong url else. */
function nothingFound(error: unknown): HttpAnswer | null {
  const said = error instanceof PlatformFault && error.httpStatus === 404 ? error.reasons : [];
  if (said.some(({ code }) => /^(MISSING_RESOURCE|.*NOT_?FOUND)$/i.test(code))) return null;
  throw error;
}
