import type { PlatformReason } from '../../ports/platform-fault.js';
import type { Submission } from '../../ports/flow.js';

/** Longest file that the API takes: 30 MB (external specifications of Chorus Pro §5.4). */
export const MAX_FILE_BYTES = 30_000_000;

/** What a public body wants on its invoices. */
export interface StructureNeeds {
  /** A commitment number (BT-13). */
  readonly commitment: boolean;
  /** A service code (BT-10). */
  readonly service_code: boolean;
  /** One of the two, whichever. */
  readonly either: boolean;
}

/** What Chorus Pro knows of a recipient: what it wants, or that there is none of that SIRET. */
export type RecipientNeeds = StructureNeeds | 'not_listed';

/**
 * What Chorus Pro would refuse an invoice for, told before a byte is sent.
 * @param needs of the recipient; left out where Chorus Pro could not be asked: then they are not checked
 */
export function b2gFaults(
  { bytes, syntax, invoice }: Pick<Submission, 'bytes' | 'syntax' | 'invoice'>,
  needs?: RecipientNeeds,
): PlatformReason[] {
  return [
    ...fileFaults(syntax, bytes.byteLength),
    ...recipientFaults(invoice.buyer_siret, needs),
    ...(needs === undefined || needs === 'not_listed'
      ? []
      : referenceFaults(needs, present(invoice.buyer_reference), present(invoice.order_reference))),
  ];
}

function fileFaults(syntax: Submission['syntax'], size: number): PlatformReason[] {
  return [
    ...(syntax === 'CDAR' ? [error('SYNTAX', 'Chorus Pro takes invoices in Factur-X, CII or UBL.')] : []),
    ...(size > MAX_FILE_BYTES
      ? [error('FILE_SIZE', `The file has ${size} bytes; Chorus Pro takes ${MAX_FILE_BYTES}.`)]
      : []),
  ];
}

function recipientFaults(siret: string | undefined, needs: RecipientNeeds | undefined): PlatformReason[] {
  if (siret === undefined || !/^\d{14}$/.test(siret)) {
    const message = 'An invoice to a public body names its SIRET (14 digits): that of the buyer, scheme 0009.';
    return [error('SIRET_ERR', message, 'BT-46')];
  }
  if (needs !== 'not_listed') return [];
  return [error('DEST_INC', `Chorus Pro knows no public body of SIRET ${siret}.`, 'BT-46')];
}

function referenceFaults(
  { commitment, service_code: service, either }: StructureNeeds,
  hasService: boolean,
  hasCommitment: boolean,
): PlatformReason[] {
  return [
    ...(service && !hasService
      ? [error('CODE_ROUTAGE_ERR', 'This public body wants its service code as buyer reference.', 'BT-10')]
      : []),
    ...(commitment && !hasCommitment
      ? [error('CMD_ERR', 'This public body wants its commitment number as order reference.', 'BT-13')]
      : []),
    ...(either && !hasService && !hasCommitment
      ? [error('CMD_ERR', 'This public body wants its service code (BT-10) or its commitment number.', 'BT-13')]
      : []),
  ];
}

const present = (value: string | undefined): boolean => value !== undefined && value.trim() !== '';

const error = (code: string, message: string, item?: string): PlatformReason => ({
  level: 'Error',
  code,
  message,
  ...(item === undefined ? {} : { item }),
});
