import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { AppError } from '@onefacture/errors';
import type { RuleProcess } from '@onefacture/inspection';
import { z } from 'zod';
import { brokenRules, compilePack, openPack, type PackName } from './official-standards.js';

const CACHE = resolve('.data/official-verdicts');

const verdict = z.union([z.object({ ids: z.array(z.string()) }), z.object({ aborted: z.string() })]);
/** The fatal ids of an official rule set on a document, sorted; or why its engine gave up on it. */
export type OfficialVerdict = z.infer<typeof verdict>;

const entry = z.tuple([z.string(), verdict]);

/** One official rule set whose verdicts are remembered on disk, by the sha256 of rules and document. */
export class OfficialVerdicts {
  private readonly known = new Map<string, OfficialVerdict>();
  private process: RuleProcess | undefined;

  private constructor(
    private readonly pack: PackName,
    private readonly file: string,
  ) {
    if (!existsSync(file)) return;
    const lines = readFileSync(file, 'utf8').split('\n');
    for (const line of lines.filter((text) => text.endsWith(']'))) {
      const [hash, said] = entry.parse(JSON.parse(line));
      this.known.set(hash, said);
    }
  }

  static async open(pack: PackName): Promise<OfficialVerdicts> {
    mkdirSync(CACHE, { recursive: true });
    return new OfficialVerdicts(pack, join(CACHE, `${basename(await compilePack(pack), '.sef.json')}.jsonl`));
  }

  async of(document: Uint8Array): Promise<OfficialVerdict> {
    const hash = createHash('sha256').update(document).digest('hex');
    const known = this.known.get(hash);
    if (known !== undefined) return known;
    const found = await this.judge(document);
    this.known.set(hash, found);
    appendFileSync(this.file, `${JSON.stringify([hash, found])}\n`);
    return found;
  }

  close(): void {
    this.process?.close();
  }

  private async judge(document: Uint8Array): Promise<OfficialVerdict> {
    this.process ??= await openPack(this.pack);
    try {
      return { ids: await brokenRules(this.process, document) };
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'document.unreadable') throw error;
      return { aborted: error.message };
    }
  }
}
