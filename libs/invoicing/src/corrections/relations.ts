import type { OrganisationTransaction } from '@onefacture/database';
import type { LosslessJson } from '@onefacture/invoice';
import type { OpenInvoice } from '../invoices/invoices.service.js';
import { CorrectionRepository } from './correction.repository.js';
import { referenceFindings } from './correction-links.js';
import { proposedActions, type ProposedAction } from './proposed-actions.js';
import { correctedReferences, isEndedByRefusal, type ReferenceFinding } from './reference-rules.js';

/** Invoices of the organisation that a corrective invoice or credit note ties together, by id. */
export interface Links {
  readonly corrects: readonly string[];
  readonly corrected_by: readonly string[];
}

/** What an invoice is to the others, and what follows for it. */
export interface InvoiceRelations extends Links {
  readonly proposed_actions: readonly ProposedAction[];
  /** Of a DRAFT. */
  readonly warnings: readonly ReferenceFinding[];
}

const NONE: InvoiceRelations = { corrects: [], corrected_by: [], proposed_actions: [], warnings: [] };

/** What an invoice is to the organisation's others. */
export async function relationsOf(tx: OrganisationTransaction, open: OpenInvoice): Promise<InvoiceRelations> {
  const { entity, invoice } = open;
  // A link gives the corrected one a new version, so a first version that corrects nothing has none.
  if (entity.version === 1 && correctedReferences(invoice).length === 0) return NONE;
  const corrections = new CorrectionRepository(tx);
  const links = await corrections.linksOf([entity.id]);
  const credited = links.some(
    ({ correctsId, internal, status }) => correctsId === entity.id && internal && status !== 'CANCELLED',
  );
  const retried = isEndedByRefusal(entity) && (await corrections.wasRetried(entity.id));
  return {
    ...sidesOf(entity.id, links),
    proposed_actions: proposedActions(entity, { credited, retried }),
    warnings: entity.status === 'DRAFT' ? await referenceFindings(tx, entity, invoice) : [],
  };
}

/** The links of a page of invoices. */
export async function linksOfMany(tx: OrganisationTransaction, ids: readonly string[]): Promise<Map<string, Links>> {
  const links = await new CorrectionRepository(tx).linksOf(ids);
  return new Map(ids.map((id) => [id, sidesOf(id, links)]));
}

/** Relations with the warnings that are shown, which may be of more than references. */
type PresentedRelations = Omit<InvoiceRelations, 'warnings'> & {
  readonly warnings: readonly (Omit<ReferenceFinding, 'code'> & { readonly code: string })[];
};

/** Relations as the API shows them. */
export function presentRelations(relations: PresentedRelations): Readonly<Record<string, LosslessJson>> {
  const { corrects, corrected_by, proposed_actions, warnings } = relations;
  return {
    corrects: [...corrects],
    corrected_by: [...corrected_by],
    proposed_actions: proposed_actions.map((one) => ({ ...one })),
    warnings: warnings.map((one) => ({ ...one })),
  };
}

function sidesOf(id: string, links: readonly { readonly invoiceId: string; readonly correctsId: string }[]): Links {
  return {
    corrects: links.filter(({ invoiceId }) => invoiceId === id).map(({ correctsId }) => correctsId),
    corrected_by: links.filter(({ correctsId }) => correctsId === id).map(({ invoiceId }) => invoiceId),
  };
}
