import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import type { DirectoryAnswer, DirectoryQuery } from '@onefacture/adapters';
import { DirectorySettings } from '@onefacture/config';
import { Clock } from '@onefacture/observability';
import { BoundedCache, Redis } from '@onefacture/redis';
import { z } from 'zod';
import { queryText } from './directory-query.js';
import type { DirectorySource } from './directory-source.js';
import { reachabilityOf } from './reachability.js';

/** From here on a text is squeezed: a group has hundreds of lines that look alike. */
const SQUEEZED_FROM_BYTES = 4_096;
/** Longer answers than this, squeezed, are asked for each time. */
const MAX_ENTRY_BYTES = 65_536;
/** Longest text that is let out of a squeezed one. */
const MAX_TEXT_BYTES = 4_194_304;

const Line = z.object({
  address: z.string(),
  siren: z.string(),
  siret: z.string().exactOptional(),
  suffix: z.string().exactOptional(),
  routing_code: z.string().exactOptional(),
  routing_name: z.string().exactOptional(),
  status: z.enum(['enabled', 'upcoming', 'disabled', 'unknown']),
  via: z.enum(['platform', 'public_portal', 'unknown']),
  requires: z
    .object({ commitment: z.boolean(), service_code: z.boolean(), either: z.boolean().exactOptional() })
    .exactOptional(),
  name: z.string().exactOptional(),
});
const Kept = z.object({ checked_at: z.iso.datetime(), complete: z.boolean(), lines: z.array(Line) });

/** An answer that was given before. */
export interface KeptAnswer {
  readonly answer: DirectoryAnswer;
  readonly checkedAt: Date;
  /** Whether it is still believed without asking again. */
  readonly fresh: boolean;
}

/** The answers of directories in Redis, by source and query. */
@Injectable()
export class KeptAnswers {
  readonly #cache: BoundedCache;

  constructor(
    redis: Redis,
    private readonly settings: DirectorySettings,
    private readonly clock: Clock,
  ) {
    const { cacheEntries: maxEntries } = settings;
    this.#cache = new BoundedCache(redis, { name: 'directory', maxEntries, maxEntryBytes: MAX_ENTRY_BYTES });
  }

  /** What each source said, in their order; undefined where nothing is kept that may still be told. */
  async read(sources: readonly DirectorySource[], query: DirectoryQuery): Promise<(KeptAnswer | undefined)[]> {
    const texts = await this.#cache.read(sources.map((source) => nameOf(source, query)));
    return texts.map((text) => (text === null ? undefined : this.#kept(text)));
  }

  /** @returns when the answer was given, as it is kept */
  async write(source: DirectorySource, query: DirectoryQuery, answer: DirectoryAnswer): Promise<Date> {
    const checkedAt = this.clock.now();
    const text = JSON.stringify({ checked_at: checkedAt.toISOString(), ...answer });
    const ttlMs = Math.max(this.settings.staleMs, this.#lifeOf(answer));
    await this.#cache.write(nameOf(source, query), packed(text), ttlMs);
    return checkedAt;
  }

  #kept(text: string): KeptAnswer | undefined {
    const kept = readKept(text);
    if (!kept) return undefined;
    const { checked_at, ...answer } = kept;
    const checkedAt = new Date(checked_at);
    const age = this.clock.now().getTime() - checkedAt.getTime();
    const fresh = age < this.#lifeOf(answer);
    return fresh || age < this.settings.staleMs ? { answer, checkedAt, fresh } : undefined;
  }

  #lifeOf(answer: DirectoryAnswer): number {
    return reachabilityOf(answer).reachable === 'yes' ? this.settings.foundTtlMs : this.settings.otherTtlMs;
  }
}

const nameOf = ({ scope }: DirectorySource, query: DirectoryQuery): string => `${scope}:${queryText(query)}`;

const packed = (text: string): string =>
  text.length < SQUEEZED_FROM_BYTES ? text : deflateRawSync(text).toString('base64');

/** What another version of this program wrote, or nobody, counts as nothing. */
function readKept(text: string): z.output<typeof Kept> | undefined {
  try {
    const plain = text.startsWith('{')
      ? text
      : inflateRawSync(Buffer.from(text, 'base64'), { maxOutputLength: MAX_TEXT_BYTES }).toString('utf8');
    return Kept.safeParse(JSON.parse(plain)).data;
  } catch {
    return undefined;
  }
}
