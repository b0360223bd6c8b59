import type { OnApplicationShutdown } from '@nestjs/common';
import type { FilePoolSettings } from '@onefacture/config';
import type { CleanLogo, Conversion, OpenedInvoice, StorableFile } from '@onefacture/formats';
import type { RuleChoice } from '@onefacture/validation';
import type { ArchiveFile, ArchiveLimits } from '../archive/read-archive.js';
import type { Inspection } from '../layers/inspect-document.js';
import type { RulePacks } from '../rule-pack/rule-packs.js';
import { ChildPool } from './child-pool.js';
import { FILE_JOBS, type FileJob, type InputOf, type ResultOf } from './file-jobs.js';
import type { Task } from './work-process.js';

const MAIN = new URL('./file-process.main.js', import.meta.url);

/** However many children there are: one caller's files leave room for those of others, here and in the rule packs. */
const MOST_AT_ONCE = 8;

/** Documents we make ourselves may have thousands of lines, and no stranger can make them slow. */
const MAKING_FACTOR = 6;

/**
 * Opens files of others and makes documents in child processes: nothing a file does can stop this process or hold up
 * its event loop. Each method gives what the function of `@onefacture/formats` gives that it names, and throws what
 * that throws, or AppError `service.busy` when too many files wait, `service.unavailable` at shutdown, and
 * `document.too_heavy` for a file that takes more than its time or memory. An aborted signal ends the work.
 */
export class FilePool implements OnApplicationShutdown {
  private readonly pool: ChildPool;

  /** With `packs`, documents are held against installed rule packs too, as far as the settings want it. */
  constructor(
    private readonly settings: FilePoolSettings,
    private readonly packs?: RulePacks,
  ) {
    const args = packs === undefined ? [] : [packs.folder];
    this.pool = new ChildPool({ main: MAIN, args, memoryMb: settings.memoryMb }, settings);
  }

  /**
   * How many files one caller with many had best give at once: one for each child, and one that waits, where the queue
   * has room for more than that. Alone, such a caller never meets `service.busy`.
   */
  get atOnce(): number {
    const { processes, queueLength } = this.settings;
    return Math.min(queueLength > processes ? processes + 1 : processes, MOST_AT_ONCE);
  }

  /** `openInvoice`: what any CII, UBL or PDF says. Throws also `document.unreadable`. */
  open(bytes: Uint8Array, signal?: AbortSignal): Promise<OpenedInvoice> {
    return this.read(FILE_JOBS.open, bytes, signal);
  }

  /** `readStorableFile`: a caller's own file as an invoice to be stored. Throws also `document.unreadable`. */
  readStorable(bytes: Uint8Array, signal?: AbortSignal): Promise<StorableFile> {
    return this.read(FILE_JOBS.store, bytes, signal);
  }

  /** `inspectDocument`: what the official layers say of a file of any kind. Throws also `document.unreadable`. */
  async inspect(file: Uint8Array, choice: RuleChoice, signal?: AbortSignal): Promise<Inspection> {
    const withXml = this.packs?.wanted ?? false;
    const inspection = await this.read(FILE_JOBS.inspect, { file, choice, withXml }, signal);
    return this.packs === undefined || !withXml ? inspection : this.packs.judge(inspection, choice, signal);
  }

  /** `readArchive`: the files of a ZIP. Throws also `document.unreadable`, `request.too_large`. */
  unpack(archive: Uint8Array, limits: ArchiveLimits, signal?: AbortSignal): Promise<readonly ArchiveFile[]> {
    return this.read(FILE_JOBS.unpack, { archive, limits }, signal);
  }

  /** `conversionSource` and `convertInvoice`: a file of any kind as another. Throws also what these throw. */
  convert(request: InputOf<'convert'>, signal?: AbortSignal): Promise<Conversion> {
    return this.read(FILE_JOBS.convert, request, signal);
  }

  /** `wrapFacturX`: a PDF of the caller with an invoice in it. Throws also `document.not_convertible`. */
  wrap(request: InputOf<'wrap'>, signal?: AbortSignal): Promise<Uint8Array> {
    return this.read(FILE_JOBS.wrap, request, signal);
  }

  /** `cleanLogo`: a picture of the caller as a logo. Throws also `request.invalid`. */
  cleanLogo(picture: Uint8Array, signal?: AbortSignal): Promise<CleanLogo> {
    return this.read(FILE_JOBS.logo, picture, signal);
  }

  /** `writeCii`, unless the XML is given, and `writeFacturX`, from the text that `invoiceToStored` gave. */
  makeFacturX(request: InputOf<'facturx'>, signal?: AbortSignal): Promise<ResultOf<'facturx'>> {
    const timeoutMs = this.settings.timeoutMs * MAKING_FACTOR;
    return this.run(FILE_JOBS.facturx, request, { timeoutMs, whenCrashed: 'service.internal', signal });
  }

  /** Lets what is under way end, then ends the children. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.pool.close(), this.packs?.close()]);
  }

  private read<Input, Result>(
    job: FileJob<Input, Result>,
    input: Input,
    signal: AbortSignal | undefined,
  ): Promise<Result> {
    return this.run(job, input, { timeoutMs: this.settings.timeoutMs, whenCrashed: 'document.unreadable', signal });
  }

  private async run<Input, Result>(
    { name, result }: FileJob<Input, Result>,
    input: Input,
    limits: Pick<Task, 'timeoutMs' | 'whenCrashed' | 'signal'>,
  ): Promise<Result> {
    return result.parse(await this.pool.run({ job: name, input, ...limits }));
  }
}
