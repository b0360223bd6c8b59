import { Injectable, Optional } from '@nestjs/common';
import { isOwnCompany } from '@onefacture/accounts';
import { LimitSettings } from '@onefacture/config';
import { Database } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { FilePool, type Inspection, reportOf } from '@onefacture/inspection';
import type { InvoiceDocument } from '@onefacture/invoice';
import { Clock, parisDay } from '@onefacture/observability';
import { type Facts, type NamedReport, type RuleChoice, type ValidationReport } from '@onefacture/validation';
import { DocumentRepository } from '../documents/document.repository.js';
import { sha256Of } from '../documents/document-vault.js';
import { InvoiceRepository } from '../invoices/invoice.repository.js';
import { BuyerReachability } from './buyer-reachability.js';
import { severalAtOnce } from './several-at-once.js';

/** A report, and what the document says. */
export interface Validation {
  readonly report: ValidationReport;
  readonly document?: InvoiceDocument;
}

/** A file by the name it came with. */
export interface NamedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The first bytes of a ZIP, an empty one among them. */
const isArchive = ([first, second, third]: Uint8Array): boolean =>
  first === 0x50 && second === 0x4b && (third === 3 || third === 5);

/** Files of any kind held against everything we know; nothing is stored. */
@Injectable()
export class ValidationsService {
  constructor(
    private readonly files: FilePool,
    private readonly database: Database,
    private readonly limits: LimitSettings,
    private readonly clock: Clock,
    @Optional() private readonly reachability?: BuyerReachability,
  ) {}

  /** The whole report on a file. @throws AppError document.unreadable, document.too_heavy, service.busy */
  async validate(organizationId: string, file: Uint8Array, choice: RuleChoice): Promise<Validation> {
    const inspection = await this.files.inspect(file, choice);
    const { document } = inspection;
    const facts = document === undefined ? undefined : await this.facts(organizationId, file, inspection, document);
    const report = reportOf(inspection, facts);
    return { report, ...(document === undefined ? {} : { document }) };
  }

  /** The report on a file of ours that is about to be sent: nothing is looked up in our books. @throws as validate */
  async validateOwn(file: Uint8Array): Promise<ValidationReport> {
    const inspection = await this.files.inspect(file, 'all');
    return reportOf(inspection, { today: parisDay(this.clock.now()), purpose: 'sent' });
  }

  /**
   * The reports on several files and on those inside ZIP archives among them, in their order. A file that cannot be read
   * has a problem in place of a report.
   * @throws AppError document.unreadable, request.too_large for an archive, service.busy
   */
  async validateMany(
    organizationId: string,
    files: readonly NamedFile[],
    choice: RuleChoice,
  ): Promise<readonly NamedReport[]> {
    return severalAtOnce(await this.unpacked(files), this.files.atOnce, async ({ name, bytes }) => ({
      name,
      ...(await this.told(organizationId, bytes, choice)),
    }));
  }

  private async told(
    organizationId: string,
    bytes: Uint8Array,
    choice: RuleChoice,
  ): Promise<Pick<NamedReport, 'report' | 'problem'>> {
    try {
      return { report: (await this.validate(organizationId, bytes, choice)).report };
    } catch (error) {
      if (!(error instanceof AppError) || error.kind === 'unavailable' || error.kind === 'internal') throw error;
      return { problem: { code: error.code, detail: error.message } };
    }
  }

  /** Limits hold for everything together, archives unpacked. */
  private async unpacked(files: readonly NamedFile[]): Promise<readonly NamedFile[]> {
    const { maxUploadFiles, maxFileBytes, maxUploadBytes } = this.limits;
    const all: NamedFile[] = [];
    let left = maxUploadBytes;
    for (const file of files) {
      const inside = isArchive(file.bytes)
        ? await this.files.unpack(file.bytes, {
            files: maxUploadFiles - all.length,
            fileBytes: maxFileBytes,
            bytes: left,
          })
        : [file];
      all.push(...inside);
      left -= inside.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
    }
    return all;
  }

  /** A document whose seller is one of ours is one we send; so is what came as JSON. */
  private async facts(
    organizationId: string,
    file: Uint8Array,
    { format }: Inspection,
    document: InvoiceDocument,
  ): Promise<Facts> {
    const today = parisDay(this.clock.now());
    const { number, issue_date: issueDate, seller } = document;
    const siren = seller?.siren ?? seller?.siret?.slice(0, 9);
    if (siren === undefined) return { today, purpose: format === 'json' ? 'sent' : 'received' };
    const books = await this.database.inOrganisation(organizationId, async (tx) => {
      const own = await isOwnCompany(tx, siren);
      const purpose: Facts['purpose'] = format === 'json' || own ? 'sent' : 'received';
      if (number === undefined || issueDate === undefined) return { today, purpose, duplicate: false };
      const of = { sellerSiren: siren, number, issueDate };
      const held = await new InvoiceRepository(tx).isNumberHeld(of);
      // The document of the invoice that has the number is no second one.
      const duplicate = held && !(await new DocumentRepository(tx).isOfNumber(of, sha256Of(file)));
      return { today, purpose, duplicate };
    });
    const buyerReachable =
      books.purpose === 'sent' && document.buyer
        ? await this.reachability?.known(organizationId, document.buyer)
        : undefined;
    return { ...books, ...(buyerReachable === undefined ? {} : { buyerReachable }) };
  }
}
