import { PUBLIC_SECTOR_REFUSALS, REASONS_OF_CODE } from '@onefacture/invoice';

/**
 * Reasons of Chorus Pro that have another name in the official list (external specifications of Chorus Pro, table 4).
 * CMD_EJ_ERR is an older name of CMD_ERR.
 */
export const REFUSAL_REASONS: Readonly<Record<string, string>> = {
  EJ_ERR: 'CMD_ERR',
  CMD_EJ_ERR: 'CMD_ERR',
  MARCHE_TERM: 'CONTRAT_TERM',
  MONTANT_ERR: 'MONTANTTOTAL_ERR',
  SE_ERR: 'DEST_ERR',
  ERR_VALIDEUR: 'DEST_ERR',
  CREANCIER_ERR: 'DEST_ERR',
};

/** Official reasons of a refusal (210) and of a suspension (208), those of the public sector included. */
const OFFICIAL: ReadonlySet<string> = new Set([
  ...(REASONS_OF_CODE['210'] ?? []),
  ...(REASONS_OF_CODE['208'] ?? []),
  ...PUBLIC_SECTOR_REFUSALS,
]);

/**
 * The official reason code (MDT-113) named in a comment of Chorus Pro; undefined when it names none. The history has no
 * field for it: a code, where there is one, stands as a word of the comment.
 */
export function officialReason(comment: string | undefined): string | undefined {
  for (const [word] of (comment ?? '').matchAll(/\b[A-Z]{2,}(?:_[A-Z0-9]+)*\b/g)) {
    const renamed = Object.hasOwn(REFUSAL_REASONS, word) ? REFUSAL_REASONS[word] : undefined;
    if (renamed !== undefined) return renamed;
    if (OFFICIAL.has(word)) return word;
  }
  return undefined;
}
