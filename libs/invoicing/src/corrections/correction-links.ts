import type { OrganisationTransaction } from '@onefacture/database';
import type { Invoice } from '@onefacture/invoice';
import type { InvoiceEntity } from '../invoices/invoice.entity.js';
import { CorrectionRepository } from './correction.repository.js';
import {
  correctedReferences,
  judgeReferences,
  originalOf,
  type Original,
  type ReferenceFinding,
} from './reference-rules.js';

type Corrector = Pick<InvoiceEntity, 'id' | 'sellerSiren' | 'version'>;

/** Links a corrective invoice or credit note to our own invoices it names; those get a new version. */
export async function linkCorrections(
  tx: OrganisationTransaction,
  corrector: Corrector,
  invoice: Invoice,
  now: Date,
): Promise<void> {
  const references = correctedReferences(invoice);
  if (references.length === 0 && corrector.version === 1) return;
  const ours = await originalsOf(tx, corrector, invoice);
  const ids = references.map((reference) => originalOf(reference, ours)?.id).filter((id) => id !== undefined);
  const corrections = new CorrectionRepository(tx);
  await corrections.renew(await corrections.replace(corrector.id, ids), now);
}

/** Lets go of the links of an invoice that is deleted. */
export async function unlinkCorrections(
  tx: OrganisationTransaction,
  corrector: Corrector,
  invoice: Invoice,
  now: Date,
): Promise<void> {
  if (correctedReferences(invoice).length === 0) return;
  const corrections = new CorrectionRepository(tx);
  await corrections.renew(await corrections.replace(corrector.id, []), now);
}

/** What an invoice says of our own invoices that does not go with them. */
export async function referenceFindings(
  tx: OrganisationTransaction,
  entity: Pick<InvoiceEntity, 'id' | 'sellerSiren' | 'version' | 'internal'>,
  invoice: Invoice,
): Promise<readonly ReferenceFinding[]> {
  if (correctedReferences(invoice).length === 0) return [];
  return judgeReferences(invoice, await originalsOf(tx, entity, invoice), entity.internal);
}

/**
 * Links an invoice that is about to be sent to those it names, also where they came after it.
 * @returns what it says of them that does not go with them
 */
export async function settleReferences(
  tx: OrganisationTransaction,
  { entity, invoice }: { readonly entity: InvoiceEntity; readonly invoice: Invoice },
  now: Date,
): Promise<readonly ReferenceFinding[]> {
  if (correctedReferences(invoice).length === 0) return [];
  await linkCorrections(tx, entity, invoice, now);
  return referenceFindings(tx, entity, invoice);
}

async function originalsOf(tx: OrganisationTransaction, corrector: Corrector, invoice: Invoice): Promise<Original[]> {
  const numbers = [...new Set(correctedReferences(invoice).map(({ number }) => number))];
  if (numbers.length === 0) return [];
  return new CorrectionRepository(tx).originals(corrector.sellerSiren, numbers, corrector.id);
}
