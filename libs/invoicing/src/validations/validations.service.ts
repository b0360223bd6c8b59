import { Injectable } from '@nestjs/common';
import { isOwnCompany } from '@onefacture/accounts';
import { Database } from '@onefacture/database';
import { elementPlace } from '@onefacture/formats';
import { FilePool, type Inspection, looked, passedOver, reportOf } from '@onefacture/inspection';
import type { InvoiceDocument } from '@onefacture/invoice';
import { Clock, parisDay } from '@onefacture/observability';
import {
  checkBusiness,
  type Facts,
  OWN_RULES,
  type RuleChoice,
  Subject,
  type ValidationReport,
} from '@onefacture/validation';
import { InvoiceRepository } from '../invoices/invoice.repository.js';

/** A report, and what the document says. */
export interface Validation {
  readonly report: ValidationReport;
  readonly document?: InvoiceDocument;
}

/** Files of any kind held against everything we know; nothing is stored. */
@Injectable()
export class ValidationsService {
  constructor(
    private readonly files: FilePool,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The whole report on a file. @throws AppError document.unreadable, document.too_heavy, service.busy */
  async validate(organizationId: string, file: Uint8Array, choice: RuleChoice): Promise<Validation> {
    const inspection = await this.files.inspect(file, choice);
    const { document } = inspection;
    const facts = document === undefined ? undefined : await this.facts(organizationId, inspection, document);
    const report = reportOf(inspection, business(inspection, facts));
    return { report, ...(document === undefined ? {} : { document }) };
  }

  /** A document whose seller is one of ours is one we send; so is what came as JSON. */
  private async facts(organizationId: string, { format }: Inspection, document: InvoiceDocument): Promise<Facts> {
    const today = parisDay(this.clock.now());
    const { number, issue_date: issueDate, seller } = document;
    const siren = seller?.siren ?? seller?.siret?.slice(0, 9);
    if (siren === undefined) return { today, purpose: format === 'json' ? 'sent' : 'received' };
    return this.database.inOrganisation(organizationId, async (tx) => {
      const own = await isOwnCompany(tx, siren);
      const held =
        number === undefined || issueDate === undefined
          ? false
          : await new InvoiceRepository(tx).isNumberHeld({ sellerSiren: siren, number, issueDate });
      const purpose = format === 'json' || own ? 'sent' : 'received';
      return { today, purpose, duplicate: held };
    });
  }
}

const business = ({ format, document, root }: Inspection, facts: Facts | undefined) =>
  document === undefined || root === undefined || facts === undefined
    ? passedOver('business', 'skipped', 'The file holds no invoice that could be read.')
    : looked({ layer: 'business', engine: 'onefacture', ruleset: OWN_RULES }, () => {
        const syntax = root === 'CrossIndustryInvoice' ? 'CII' : 'UBL';
        const findings = checkBusiness(new Subject(document, syntax), facts);
        if (format === 'json') return findings;
        return findings.map((finding) => ({ ...finding, path: elementPlace(root, finding.path) }));
      });
