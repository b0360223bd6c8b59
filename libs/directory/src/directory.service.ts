import { Injectable, Logger } from '@nestjs/common';
import { PlatformGateway, type DirectoryAnswer, type DirectoryLine, type DirectoryQuery } from '@onefacture/adapters';
import { DirectorySettings } from '@onefacture/config';
import { AppError } from '@onefacture/errors';
import { queryText } from './directory-query.js';
import type { DirectorySource } from './directory-source.js';
import { KeptAnswers, type KeptAnswer } from './kept-answers.js';
import { reachabilityOf, type Reachability } from './reachability.js';

/** What is known of one recipient, and since when. */
export interface Lookup extends Reachability {
  readonly query: DirectoryQuery;
  readonly lines: readonly DirectoryLine[];
  /** False when the directory gave only a part of the lines. */
  readonly complete: boolean;
  /** When a directory said so. */
  readonly checkedAt: Date;
  /** True when it is too old to be believed by itself and no directory answers. */
  readonly stale: boolean;
}

/** Of the time that is left, what a source gets while others come after it. */
const SHARE = 0.6;
/** A lookup without an answer may be tried again after this, seconds. */
const RETRY_AFTER_SECONDS = 30;

type Answered = { readonly answer: DirectoryAnswer; readonly checkedAt: Date; readonly stale: boolean };

/**
 * Looks recipients up: the first source with a believed answer, kept or asked for, else the newest one kept. The same
 * question is asked once at a time in this process.
 */
@Injectable()
export class DirectoryService {
  readonly #logger = new Logger(DirectoryService.name);
  readonly #underWay = new Map<string, Promise<Answered>>();

  constructor(
    private readonly gateway: PlatformGateway,
    private readonly kept: KeptAnswers,
    private readonly settings: DirectorySettings,
  ) {}

  /**
   * @param sources in the order they are asked
   * @param waitMs how long this caller waits; the lookup itself goes on and is kept
   * @throws AppError directory.unavailable when no source answers and nothing is kept
   */
  async lookUp(
    query: DirectoryQuery,
    sources: readonly DirectorySource[],
    waitMs: number = this.settings.deadlineMs,
  ): Promise<Lookup> {
    if (sources.length === 0) throw noDirectory();
    const key = [queryText(query), ...sources.map(({ scope }) => scope)].join('|');
    let flight = this.#underWay.get(key);
    if (!flight) {
      flight = this.#find(query, sources).finally(() => this.#underWay.delete(key));
      this.#underWay.set(key, flight);
    }
    return lookupOf(query, (await within(waitMs, flight)) ?? (await this.#newestKept(query, sources)));
  }

  /** What is kept and still believed; never asks anybody. */
  async known(query: DirectoryQuery, sources: readonly DirectorySource[]): Promise<Lookup | undefined> {
    const fresh = (await this.kept.read(sources, query)).find((one) => one?.fresh === true);
    return fresh && lookupOf(query, { ...fresh, stale: false });
  }

  async #find(query: DirectoryQuery, sources: readonly DirectorySource[]): Promise<Answered> {
    const kept = await this.kept.read(sources, query);
    const until = performance.now() + this.settings.deadlineMs;
    for (const [place, source] of sources.entries()) {
      const known = kept[place];
      if (known?.fresh === true) return { ...known, stale: false };
      const leftMs = until - performance.now();
      const last = place === sources.length - 1;
      const answer = await this.#ask(query, source, last ? leftMs : SHARE * leftMs);
      if (answer) return { answer, checkedAt: await this.kept.write(source, query, answer), stale: false };
    }
    return staleOf(kept);
  }

  async #newestKept(query: DirectoryQuery, sources: readonly DirectorySource[]): Promise<Answered> {
    return staleOf(await this.kept.read(sources, query));
  }

  /** Undefined when the source does not answer; why is in the log and in the platform's health. */
  async #ask(query: DirectoryQuery, source: DirectorySource, forMs: number): Promise<DirectoryAnswer | undefined> {
    if (forMs <= 0) return undefined;
    try {
      const connection = await source.open();
      const signal = AbortSignal.timeout(Math.ceil(forMs));
      return await within(forMs, this.gateway.lookUp(connection, query, { signal }));
    } catch (error) {
      if (error instanceof AppError) this.#logger.warn(`a directory did not answer: ${error.message}`);
      else this.#logger.error('a directory could not be asked', error instanceof Error ? error.stack : String(error));
      return undefined;
    }
  }
}

/** The newest of what is kept. @throws AppError directory.unavailable */
function staleOf(kept: readonly (KeptAnswer | undefined)[]): Answered {
  const [newest] = kept
    .filter((one) => one !== undefined)
    .toSorted((one, other) => other.checkedAt.getTime() - one.checkedAt.getTime());
  if (newest) return { ...newest, stale: true };
  throw new AppError('directory.unavailable', { retryAfterSeconds: RETRY_AFTER_SECONDS });
}

function lookupOf(query: DirectoryQuery, { answer, checkedAt, stale }: Answered): Lookup {
  const { lines, complete } = answer;
  return { query, ...reachabilityOf(answer), lines, complete, checkedAt, stale };
}

/** The outcome of work, or undefined when it takes longer; the work goes on. */
async function within<T>(waitMs: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, waitMs, undefined);
  });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

const noDirectory = (): AppError =>
  new AppError('directory.unavailable', {
    detail: 'No directory serves this organisation.',
    hint: 'Give a platform connection a directory_base_url, or have the operator set ONEFACTURE_DIRECTORY_BASE_URL.',
    retryAfterSeconds: 3_600,
  });
