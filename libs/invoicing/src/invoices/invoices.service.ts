import { Injectable, Optional } from '@nestjs/common';
import { InvoiceAllowance, resolveSeller, type OrganisationMode } from '@onefacture/accounts';
import { LimitSettings } from '@onefacture/config';
import { recordAudit, together, type OrganisationTransaction } from '@onefacture/database';
import { AppError, type FieldFault } from '@onefacture/errors';
import {
  bodyOfInvoice,
  commandRefusal,
  completeInvoice,
  patchInvoiceBody,
  readInvoiceBody,
  type Invoice,
  type InvoiceBody,
  type InvoiceCommand,
} from '@onefacture/invoice';
import { Clock } from '@onefacture/observability';
import { officialFaults } from '@onefacture/validation';
import { uuidv7 } from 'uuidv7';
import { linkCorrections, unlinkCorrections } from '../corrections/correction-links.js';
import { DocumentVault } from '../documents/document-vault.js';
import { InvoiceEventRepository } from '../timeline/invoice-event.repository.js';
import type { InvoiceEntity, InvoiceSource } from './invoice.entity.js';
import { InvoiceModel } from './invoice-model.js';
import { InvoiceRepository } from './invoice.repository.js';
import { searchableOf } from './searchable.js';

/** Who acts, and in which world. */
export interface Actor {
  /** As in the audit trail: `key:<id>`. */
  readonly name: string;
  readonly mode: OrganisationMode;
}

/** A stored invoice with its model opened. */
export interface OpenInvoice {
  readonly entity: InvoiceEntity;
  readonly invoice: Invoice;
}

/** Stored invoices up to the moment they are sent. Every method works in the caller's transaction. */
@Injectable()
export class InvoicesService {
  constructor(
    private readonly model: InvoiceModel,
    private readonly vault: DocumentVault,
    private readonly limits: LimitSettings,
    private readonly clock: Clock,
    @Optional() private readonly allowance?: InvoiceAllowance,
  ) {}

  /**
   * Reads, completes and stores an invoice as DRAFT.
   * @param json the body as parsed without loss
   * @throws AppError request.invalid with every fault, invoice.duplicate_number, invoice.seller_not_ours
   */
  async create(tx: OrganisationTransaction, actor: Actor, json: unknown): Promise<OpenInvoice> {
    return this.store(tx, actor, faultless(readInvoiceBody(json, this.limits)));
  }

  /**
   * Stores what another invoice becomes with a merge patch of its body, as a new DRAFT.
   * @throws as create
   */
  async createFrom(
    tx: OrganisationTransaction,
    actor: Actor,
    body: InvoiceBody,
    patch: unknown,
    origin: Origin,
  ): Promise<OpenInvoice> {
    return this.store(tx, actor, faultless(patchInvoiceBody(body, patch, this.limits)), origin);
  }

  private async store(
    tx: OrganisationTransaction,
    actor: Actor,
    body: InvoiceBody,
    origin: Origin = {},
  ): Promise<OpenInvoice> {
    const completed = await this.complete(tx, actor, body);
    return this.insert(tx, actor, { ...completed, source: 'json', ...origin });
  }

  /**
   * Stores an invoice that is complete as it stands, read from a file of the caller's, as DRAFT.
   * @throws AppError request.invalid without a seller we can know, invoice.duplicate_number, invoice.seller_not_ours
   */
  async storeComplete(
    tx: OrganisationTransaction,
    actor: Actor,
    invoice: Invoice,
    source: Exclude<InvoiceSource, 'json'>,
  ): Promise<OpenInvoice> {
    const { name, siren, siret } = invoice.seller;
    const sellerSiren = known(siren ?? siret?.slice(0, 9));
    const { id: companyId } = await resolveSeller(tx, actor.mode, { siren: sellerSiren, name }, this.clock.now());
    return this.insert(tx, actor, { sellerSiren, companyId, invoice, source });
  }

  private async insert(tx: OrganisationTransaction, actor: Actor, given: NewInvoice): Promise<OpenInvoice> {
    const { sellerSiren, companyId, invoice, source, retryOf = null, internal = false } = given;
    const id = uuidv7();
    const now = this.clock.now();
    const entity = {
      id,
      companyId,
      ...searchableOf(invoice, sellerSiren),
      status: 'DRAFT' as const,
      lifecycleCode: null,
      submissionState: null,
      submissionAttempts: 0,
      submissionTries: 0,
      submissionClaims: 0,
      submissionDueAt: null,
      numberHeld: true,
      numberSpent: false,
      retryOf,
      source,
      internal,
      model: await this.model.seal(tx.organizationId, id, invoice),
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    await this.allowance?.take(tx, actor.mode, 1);
    await together([
      new InvoiceRepository(tx).insert(entity),
      new InvoiceEventRepository(tx).add(createdEvent(id, now)),
      recordAudit(tx, { actor: actor.name, action: 'invoice.create', subjectType: 'invoice', subjectId: id }),
    ]);
    await linkCorrections(tx, entity, invoice, now);
    return { entity: { ...entity, organizationId: tx.organizationId, submissionError: null }, invoice };
  }

  /** @throws AppError request.not_found */
  async get(tx: OrganisationTransaction, id: string): Promise<OpenInvoice> {
    const entity = await new InvoiceRepository(tx).get(id);
    return { entity, invoice: await this.model.open(entity) };
  }

  /** The model of a stored invoice that is at hand. */
  async open(entity: Pick<InvoiceEntity, 'organizationId' | 'id' | 'model'>): Promise<Invoice> {
    return this.model.open(entity);
  }

  /** The invoice, locked for a command. @throws AppError request.not_found, invoice.wrong_state, request.precondition_failed */
  async lockFor(
    tx: OrganisationTransaction,
    id: string,
    command: InvoiceCommand,
    version?: number,
  ): Promise<OpenInvoice> {
    const entity = await new InvoiceRepository(tx).lock(id);
    const refusal = commandRefusal(entity.status, command, entity.submissionState ?? undefined);
    if (refusal !== undefined) throw new AppError('invoice.wrong_state', { detail: refusal });
    if (version !== undefined && version !== entity.version) throw new AppError('request.precondition_failed');
    return { entity, invoice: await this.model.open(entity) };
  }

  /** Applies a merge patch to a DRAFT and completes it anew. @throws as create and lockFor */
  async patch(
    tx: OrganisationTransaction,
    actor: Actor,
    id: string,
    version: number,
    patch: unknown,
  ): Promise<OpenInvoice> {
    const open = await this.lockFor(tx, id, 'patch', version);
    const changed = await this.change(tx, actor, open, patch);
    await this.vault.drop(tx, id);
    await recordAudit(tx, { actor: actor.name, action: 'invoice.patch', subjectType: 'invoice', subjectId: id });
    return changed;
  }

  /**
   * Applies a merge patch to an invoice that is locked for its retry and whose number is not spent. Its documents are
   * made anew; what they were is kept for the record.
   * @throws as create, invoice.wrong_state for a caller's own file
   */
  async amend(tx: OrganisationTransaction, actor: Actor, open: OpenInvoice, patch: unknown): Promise<OpenInvoice> {
    const changed = await this.change(tx, actor, open, patch);
    await this.vault.replace(tx, open.entity.id);
    await recordAudit(tx, {
      ...{ actor: actor.name, action: 'invoice.amend', subjectType: 'invoice', subjectId: open.entity.id },
    });
    return changed;
  }

  private async change(
    tx: OrganisationTransaction,
    actor: Actor,
    { entity, invoice: before }: OpenInvoice,
    patch: unknown,
  ): Promise<OpenInvoice> {
    const { id } = entity;
    if (entity.source !== 'json') {
      const detail =
        'The invoice came as your own file, which is not rewritten: send the corrected file to POST /v1/invoices, ' +
        'after DELETE of a DRAFT or cancel of a rejected invoice if it is to keep its number.';
      throw new AppError('invoice.wrong_state', { detail });
    }
    const body = faultless(patchInvoiceBody(bodyOfInvoice(before), patch, this.limits));
    const { sellerSiren, companyId, invoice } = await this.complete(tx, actor, body);
    const change = {
      companyId,
      ...searchableOf(invoice, sellerSiren),
      model: await this.model.seal(tx.organizationId, id, invoice),
      version: entity.version + 1,
      updatedAt: this.clock.now(),
    };
    await new InvoiceRepository(tx).update(id, change);
    const changed = { ...entity, ...change };
    await linkCorrections(tx, changed, invoice, change.updatedAt);
    return { entity: changed, invoice };
  }

  /** Removes a DRAFT; its number is free again. @throws as lockFor */
  async delete(tx: OrganisationTransaction, actor: Actor, id: string, version: number): Promise<void> {
    const { entity, invoice } = await this.lockFor(tx, id, 'delete', version);
    await unlinkCorrections(tx, entity, invoice, this.clock.now());
    await new InvoiceRepository(tx).delete(id);
    await recordAudit(tx, { actor: actor.name, action: 'invoice.delete', subjectType: 'invoice', subjectId: id });
  }

  private async complete(tx: OrganisationTransaction, actor: Actor, body: InvoiceBody) {
    const { siren, name } = body.seller;
    const sellerSiren = known(siren);
    const company = await resolveSeller(tx, actor.mode, { siren: sellerSiren, name }, this.clock.now());
    const seller = { ...company.settings, siren: company.siren };
    const invoice = completeInvoice(body, { seller });
    refuse(officialFaults(invoice, 'profile'));
    return { sellerSiren, companyId: company.id, invoice };
  }
}

/** What a new invoice comes from. */
export interface Origin {
  /** The invoice it replaces, whose number was spent. */
  readonly retryOf?: string;
  /** True for a credit note that is not sent. */
  readonly internal?: boolean;
}

interface NewInvoice extends Origin {
  readonly invoice: Invoice;
  readonly sellerSiren: string;
  readonly companyId: string;
  readonly source: InvoiceSource;
}

function known(siren: string | undefined): string {
  if (siren !== undefined) return siren;
  const message = 'is required: an invoice is sent for one of your companies, known by its SIREN (BT-30, scheme 0002)';
  throw new AppError('request.invalid', { errors: [{ field: 'seller.siren', code: 'REQUIRED', message }] });
}

function faultless(reading: ReturnType<typeof readInvoiceBody>): InvoiceBody {
  if ('body' in reading) return reading.body;
  const [first] = reading.faults;
  const more = reading.faults.length - 1;
  const detail = first && `${first.field || 'The body'} ${first.message}${more > 0 ? `, and ${more} more` : ''}.`;
  throw new AppError('request.invalid', { errors: reading.faults, ...(detail ? { detail } : {}) });
}

/** A DRAFT follows the rules of its profile; what else France wants is asked for at submission. */
function refuse(errors: readonly FieldFault[]): void {
  const [first] = errors;
  if (first === undefined) return;
  const more = errors.length - 1;
  throw new AppError('request.invalid', { errors, detail: `${first.message}${more > 0 ? ` (and ${more} more)` : ''}` });
}

function createdEvent(invoiceId: string, now: Date) {
  return {
    id: uuidv7(),
    invoiceId,
    sourceKey: 'created',
    kind: 'created',
    code: null,
    at: now,
    recordedAt: now,
    event: 'invoice.created',
    status: 'DRAFT',
    lifecycleCode: null,
    origin: 'caller',
    reason: null,
    amounts: [],
    rawWord: null,
    rawPayload: null,
    attempt: null,
    durationMs: null,
  };
}
