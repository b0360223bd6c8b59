import { createHash } from 'node:crypto';
import type { FlowSyntax, InvoiceIdentity, Submission } from '@onefacture/adapters';
import type { Invoice } from '@onefacture/invoice';
import type { FrozenDocument, InvoiceEntity } from '@onefacture/invoicing';
import { AppError } from '@onefacture/errors';
import type { AttemptEntity } from '../attempts/attempt.entity.js';

const KINDS = { CII: 'cii', UBL: 'ubl', 'Factur-X': 'facturx' } as const;
type InvoiceSyntax = Extract<FlowSyntax, keyof typeof KINDS>;
const SYNTAXES = { cii: 'CII', ubl: 'UBL', facturx: 'Factur-X' } as const;

/**
 * The syntax an invoice travels in: that of the caller's own file, else the connection's. Factur-X has no level for the
 * French extension, which travels as CII.
 */
export function syntaxOf(
  { source, profile }: Pick<InvoiceEntity, 'source' | 'profile'>,
  wanted: string,
): InvoiceSyntax {
  if (source !== 'json') return SYNTAXES[source];
  if (wanted === 'CII' || wanted === 'UBL') return wanted;
  return profile === 'EXTENDED_CTC_FR' ? 'CII' : 'Factur-X';
}

/** The frozen document in this syntax. @throws AppError document.not_available */
export function fileIn(wanted: string, frozen: readonly FrozenDocument[]): FrozenDocument & { syntax: InvoiceSyntax } {
  const syntax = wanted === 'CII' || wanted === 'UBL' ? wanted : 'Factur-X';
  const document = frozen.find(({ kind }) => kind === KINDS[syntax]);
  if (document) return { ...document, syntax };
  throw new AppError('document.not_available', { detail: `The invoice has no ${KINDS[syntax]} document.` });
}

/** What a public body is told by besides the identity: SIRET, service code (BT-10), commitment number (BT-13). */
export type PublicReferences = Pick<InvoiceIdentity, 'buyer_siret' | 'buyer_reference' | 'order_reference'>;

/** The references of an invoice that a platform of public bodies asks for. */
export function publicReferences({
  buyer: { siret },
  buyer_reference,
  order_reference,
}: Pick<Invoice, 'buyer' | 'buyer_reference' | 'order_reference'>): PublicReferences {
  return {
    ...(siret === undefined ? {} : { buyer_siret: siret }),
    ...(buyer_reference === undefined ? {} : { buyer_reference }),
    ...(order_reference === undefined ? {} : { order_reference }),
  };
}

/** The file of an attempt as the platform is sent it. */
export function submissionOf(
  attempt: Pick<AttemptEntity, 'trackingId' | 'syntax'>,
  { number, sellerSiren, buyerSiren }: Pick<InvoiceEntity, 'number' | 'sellerSiren' | 'buyerSiren'>,
  frozen: readonly FrozenDocument[],
  references?: PublicReferences,
): Submission {
  const { syntax, filename, bytes } = fileIn(attempt.syntax, frozen);
  return {
    tracking_id: attempt.trackingId,
    file_name: filename,
    media_type: syntax === 'Factur-X' ? 'application/pdf' : 'application/xml',
    syntax,
    processing_rule: references === undefined ? 'B2B' : 'B2G',
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    invoice: {
      number,
      seller_siren: sellerSiren,
      ...(buyerSiren === null ? {} : { buyer_siren: buyerSiren }),
      ...references,
    },
  };
}
