import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AppError } from '@onefacture/errors';
import { decodeXml, readXml, refuseDoctype } from '@onefacture/formats';
import { answer } from './rule-process-protocol.js';

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

interface Waiting {
  readonly resolve: (result: string) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

const MAIN = fileURLToPath(new URL('./rule-process.main.js', import.meta.url));

/** From a build the child is JavaScript; from sources (tests) tsx reads it. */
const start = (sefPath: string, baseUri: string): ChildProcess => {
  const built = existsSync(MAIN);
  return fork(built ? MAIN : MAIN.replace(/\.js$/, '.ts'), [sefPath, baseUri], {
    execArgv: ['--stack-size=8000', ...(built ? [] : ['--import', 'tsx'])],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: { PATH: '/usr/bin:/bin' },
  });
};

const failed = (detail: string): AppError => new AppError('document.unreadable', { detail });

/**
 * A child process that holds one compiled rule pack and judges documents with saxon-js, one after the other. The
 * document never reaches an XSLT engine in this process; a child that overruns its time is killed, and the next
 * document gets a fresh one.
 */
export class RuleProcess {
  private child: ChildProcess | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private sequence = 0;

  /** `baseUri` is the folder (URI ending in `/`) that `document()` of the pack reads from. */
  constructor(
    private readonly sefPath: string,
    private readonly baseUri: string,
    private readonly timeoutMs = 60_000,
  ) {}

  /**
   * The rules that the document breaks, in document order within each pattern. Throws AppError `document.unreadable`
   * when the document is not XML, takes more than the time limit or makes the rules themselves fail.
   */
  async judge(document: Uint8Array): Promise<RuleFinding[]> {
    const xml = decodeXml(document);
    refuseDoctype(xml);
    return findings(await this.ask(xml));
  }

  close(): void {
    this.child?.removeAllListeners();
    this.child?.kill('SIGKILL');
    this.child = undefined;
    this.abandon('The rule process was closed.');
  }

  private ask(xml: string): Promise<string> {
    const child = this.running();
    this.sequence += 1;
    const id = this.sequence;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(id);
        this.close();
        reject(failed(`The rules took longer than ${this.timeoutMs} ms.`));
      }, this.timeoutMs);
      this.waiting.set(id, { resolve, reject, timer });
      child.send({ id, xml });
    });
  }

  private running(): ChildProcess {
    if (this.child !== undefined) return this.child;
    const child = start(this.sefPath, this.baseUri);
    child.on('message', (raw: unknown) => this.receive(answer.parse(raw)));
    child.on('error', (error) => this.abandon(`The rule process failed: ${error.message}`));
    child.on('exit', () => {
      this.child = undefined;
      this.abandon('The rule process ended without an answer.');
    });
    this.child = child;
    return child;
  }

  private receive(message: ReturnType<typeof answer.parse>): void {
    if ('ready' in message) return;
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    clearTimeout(waiting?.timer);
    if ('result' in message) waiting?.resolve(message.result);
    else waiting?.reject(failed(`The rules could not be run on the document: ${message.failure}`));
  }

  private abandon(detail: string): void {
    for (const { reject, timer } of this.waiting.values()) {
      clearTimeout(timer);
      reject(failed(detail));
    }
    this.waiting.clear();
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
