import { decodeXml, readXml, refuseDoctype } from '@onefacture/formats';
import { z } from 'zod';
import { ChildPool } from '../pool/child-pool.js';

/** One rule that a document breaks. */
export interface RuleFinding {
  /** Official id, for example BR-CO-10. */
  readonly id: string;
  /** As the schema writes it: fatal, error, warning … or empty, which means fatal. */
  readonly flag: string;
  /** XPath with the document's own prefixes. */
  readonly location: string;
  readonly text: string;
}

const MEMORY_MB = 4_096;

/**
 * A child process that holds one compiled rule pack and judges documents with saxon-js, one after the other. The
 * document never reaches an XSLT engine in this process; a child that overruns its time is killed, and the next
 * document gets a fresh one.
 */
export class RuleProcess {
  private readonly pool: ChildPool;

  /** `baseUri` is the folder (URI ending in `/`) that `document()` of the pack reads from. */
  constructor(
    sefPath: string,
    baseUri: string,
    private readonly timeoutMs = 60_000,
  ) {
    const main = new URL('./rule-process.main.js', import.meta.url);
    this.pool = new ChildPool(
      { main, args: [sefPath, baseUri], nodeOptions: ['--stack-size=8000'], memoryMb: MEMORY_MB },
      { processes: 1, queueLength: Infinity, recycleAfter: Infinity },
    );
  }

  /**
   * The rules that the document breaks, in document order within each pattern. Throws AppError `document.unreadable`
   * when the document is not XML or makes the rules themselves fail, `document.too_heavy` when it takes more than the
   * time limit.
   */
  async judge(document: Uint8Array): Promise<RuleFinding[]> {
    const input = decodeXml(document);
    refuseDoctype(input);
    const task = { job: 'judge', input, timeoutMs: this.timeoutMs, whenCrashed: 'document.unreadable' } as const;
    return findings(z.string().parse(await this.pool.run(task)));
  }

  close(): void {
    this.pool.kill();
  }
}

const findings = (result: string): RuleFinding[] =>
  readXml(Buffer.from(result)).children.map(({ attributes, text }) => ({
    id: attributes.get('id') ?? '',
    flag: attributes.get('flag') ?? '',
    location: attributes.get('location') ?? '',
    text: text.replaceAll(/\s+/g, ' ').trim(),
  }));

/** Judges one document in a child of its own: RuleProcess for a single use. */
export const runRulePack = async (sefPath: string, document: Uint8Array, baseUri: string): Promise<RuleFinding[]> => {
  const child = new RuleProcess(sefPath, baseUri);
  try {
    return await child.judge(document);
  } finally {
    child.close();
  }
};
