import { createHash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { identityOf, type OrganisationIdentity } from '@onefacture/accounts';
import { OperatorSettings, PROGRAM } from '@onefacture/config';
import { Database, recordAudit, SystemFunctions } from '@onefacture/database';
import { safeFilename } from '@onefacture/formats';
import { FilePool, reportOf } from '@onefacture/inspection';
import { invoiceToStored, type Invoice } from '@onefacture/invoice';
import { Clock, parisDay } from '@onefacture/observability';
import { Envelope } from '@onefacture/security';
import type { PaymentInvoiceRow } from '../payments/payment-records.repository.js';
import { operatorFrom, type Operator } from './operator.js';
import { ownInvoice } from './own-invoice.js';
import { OwnInvoiceRepository } from './own-invoice.repository.js';
import { ownInvoicePlace } from './own-invoices.service.js';

const BATCH = 200;
const MOST_FAULTS = 20;

type Made = { readonly pdf: Uint8Array } | { readonly faults: readonly string[] };

/**
 * Makes a Factur-X of each paid invoice of the payment provider, once. No connection is held while it is made, in child
 * processes; what was made by another meanwhile stays.
 */
@Injectable()
export class OwnInvoiceMaker {
  private readonly logger = new Logger(OwnInvoiceMaker.name);
  private readonly operator: Operator | undefined;

  /** @throws SettingsError when the operator's settings cannot stand on an invoice */
  constructor(
    private readonly database: Database,
    private readonly system: SystemFunctions,
    private readonly files: FilePool,
    private readonly envelope: Envelope,
    private readonly clock: Clock,
    settings: OperatorSettings,
  ) {
    this.operator = operatorFrom(settings);
  }

  /** False where nobody is known to sell: no document is made. */
  get enabled(): boolean {
    return this.operator !== undefined;
  }

  /** Looks at everybody's paid invoices that have no document. @returns how many documents were made */
  async makeAll(): Promise<number> {
    if (!this.operator) return 0;
    let [made, after]: [number, string | undefined] = [0, undefined];
    for (;;) {
      const organisations: readonly string[] = await this.system.ownInvoicesWanted(BATCH, after);
      for (const one of organisations) made += await this.makeFor(one);
      after = organisations.at(-1);
      if (organisations.length < BATCH) return made;
    }
  }

  /** Looks at the paid invoices of one organisation. @returns how many documents were made */
  async makeFor(organizationId: string): Promise<number> {
    const { operator } = this;
    if (!operator) return 0;
    const wanted = await this.database.inOrganisation(organizationId, async (tx) => {
      const rows = await new OwnInvoiceRepository(tx).wanted();
      return rows.length === 0 ? undefined : { rows, identity: await identityOf(tx) };
    });
    if (!wanted) return 0;
    let made = 0;
    for (const row of wanted.rows) {
      if (await this.makeOne(organizationId, row, wanted.identity, operator)) made += 1;
    }
    return made;
  }

  private async makeOne(
    organizationId: string,
    row: PaymentInvoiceRow,
    identity: OrganisationIdentity,
    operator: Operator,
  ): Promise<boolean> {
    const composed = ownInvoice(row, identity, operator);
    const made = 'invoice' in composed ? await this.documentOf(composed.invoice) : composed;
    if ('pdf' in made) return this.keep(organizationId, row, made.pdf);
    const missing = 'missing' in made ? made.missing : [];
    const faults = 'faults' in made ? made.faults.slice(0, MOST_FAULTS) : [];
    if (faults.length > 0) this.logger.error(`no document of invoice ${row.number ?? ''}: ${faults.join('; ')}`);
    await this.database.inOrganisation(organizationId, (tx) =>
      new OwnInvoiceRepository(tx).wait(row, { missing, faults }, this.clock.now()),
    );
    return false;
  }

  /** The document, unless it breaks a rule of those we hold others to. */
  private async documentOf(invoice: Invoice): Promise<Made> {
    const options = { createdAt: this.clock.now(), generator: PROGRAM };
    const { pdf } = await this.files.makeFacturX({ stored: invoiceToStored(invoice), options });
    const inspection = await this.files.inspect(pdf, 'all');
    const report = reportOf(inspection, { today: parisDay(this.clock.now()), purpose: 'sent' });
    if (report.valid) return { pdf };
    const errors = report.findings.filter(({ severity }) => severity === 'error');
    return { faults: errors.map(({ code, path, message }) => `${code} ${path} ${message}`) };
  }

  private async keep(organizationId: string, row: PaymentInvoiceRow, pdf: Uint8Array): Promise<boolean> {
    const document = {
      filename: safeFilename(row.number ?? undefined, 'pdf'),
      sha256: createHash('sha256').update(pdf).digest('hex'),
      programVersion: PROGRAM,
      bytes: Buffer.from(await this.envelope.seal(pdf, ownInvoicePlace(organizationId, row.id))),
    };
    return this.database.inOrganisation(organizationId, async (tx) => {
      const kept = await new OwnInvoiceRepository(tx).keep(row, document, this.clock.now());
      if (kept) {
        const subject = { subjectType: 'payment_invoice', subjectId: row.id };
        await recordAudit(tx, { actor: 'worker', action: 'own_invoice.make', ...subject });
      }
      return kept;
    });
  }
}
