import { decodeXml, readXml, refuseDoctype, type XmlElement } from '@onefacture/formats';
import { z } from 'zod';
import { ChildPool, type PoolSize } from '../pool/child-pool.js';

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

/** Compiled rules. */
export interface CompiledRules {
  /** Path of the stylesheet. */
  readonly sef: string;
  /** Folder (URI ending in `/`) that `document()` of the rules reads from. */
  readonly baseUri: string;
}

/** What a pool of rule processes may take. */
export interface RulePoolLimits extends PoolSize {
  readonly memoryMb: number;
  /** For one document and one file of rules. */
  readonly timeoutMs: number;
}

/**
 * Child processes that judge documents with saxon-js. They start with the first document and keep the rules they
 * loaded; a document never reaches an XSLT engine in this process. A child that overruns its time or memory is killed,
 * and the next document gets a fresh one.
 */
export class RulePool {
  private readonly pool: ChildPool;

  constructor(private readonly limits: RulePoolLimits) {
    const main = new URL('./rule-process.main.js', import.meta.url);
    this.pool = new ChildPool({ main, nodeOptions: ['--stack-size=8000'], memoryMb: limits.memoryMb }, limits);
  }

  /**
   * The rules that the document breaks, in document order within each pattern. Throws AppError `document.unreadable`
   * when the document is not XML or makes the rules themselves fail, `document.too_heavy` when it takes more than the
   * time or memory limit, `service.busy` when too many wait.
   */
  async judge({ sef, baseUri }: CompiledRules, document: Uint8Array, signal?: AbortSignal): Promise<RuleFinding[]> {
    const text = decodeXml(document);
    refuseDoctype(text);
    const result = await this.pool.run({
      job: 'judge',
      input: { sef, baseUri, text },
      timeoutMs: this.limits.timeoutMs,
      whenCrashed: 'document.unreadable',
      signal,
    });
    return findings(z.string().parse(result));
  }

  /** Lets what is under way end, then ends the children. */
  end(): Promise<void> {
    return this.pool.close();
  }

  /** Ends the children at once. */
  close(): void {
    this.pool.kill();
  }
}

const ALONE = { processes: 1, queueLength: Infinity, recycleAfter: Infinity, memoryMb: 4_096 } as const;

/** A RulePool of one child for one compiled rule pack. */
export class RuleProcess {
  private readonly pool: RulePool;

  /** `baseUri` is the folder (URI ending in `/`) that `document()` of the pack reads from. */
  constructor(
    private readonly sef: string,
    private readonly baseUri: string,
    timeoutMs = 60_000,
  ) {
    this.pool = new RulePool({ ...ALONE, timeoutMs });
  }

  /** See RulePool. */
  judge(document: Uint8Array): Promise<RuleFinding[]> {
    return this.pool.judge({ sef: this.sef, baseUri: this.baseUri }, document);
  }

  close(): void {
    this.pool.close();
  }
}

/** Ours, and those of SVRL, which stylesheets of others write. */
const REPORTS = new Set(['assert', 'report', 'failed-assert', 'successful-report']);

/** Paths of SVRL spell a name as `*:Name[namespace-uri()='…']`. */
const plainPath = (location: string): string =>
  location.replaceAll('*:', '').replaceAll(/\[namespace-uri\(\)\s*=\s*(?:'[^']*'|"[^"]*")\]/g, '');

const textOf = ({ children, text }: XmlElement): string => children.find(({ name }) => name === 'text')?.text ?? text;

const findings = (result: string): RuleFinding[] =>
  readXml(Buffer.from(result))
    .children.filter(({ name }) => REPORTS.has(name))
    .map((report) => ({
      id: report.attributes.get('id') ?? '',
      flag: report.attributes.get('flag') ?? report.attributes.get('role') ?? '',
      location: plainPath(report.attributes.get('location') ?? ''),
      text: textOf(report).replaceAll(/\s+/g, ' ').trim(),
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
