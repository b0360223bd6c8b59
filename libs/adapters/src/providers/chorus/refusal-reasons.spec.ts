import { PUBLIC_SECTOR_REFUSALS, REASONS_OF_CODE } from '@onefacture/invoice';
import { describe, expect, it } from 'vitest';
import { officialReason, REFUSAL_REASONS } from './refusal-reasons.js';

describe('the reason of a refusal', () => {
  it.each([
    ['EJ_ERR', 'CMD_ERR'],
    ['CMD_EJ_ERR', 'CMD_ERR'],
    ['MARCHE_TERM', 'CONTRAT_TERM'],
    ['MONTANT_ERR', 'MONTANTTOTAL_ERR'],
    ['SE_ERR', 'DEST_ERR'],
    ['ERR_VALIDEUR', 'DEST_ERR'],
    ['CREANCIER_ERR', 'DEST_ERR'],
  ])('%s is called %s', (own, official) => {
    expect(officialReason(own)).toBe(official);
    expect(officialReason(`Refus (${own}) : voir pièce jointe`)).toBe(official);
    expect(REASONS_OF_CODE['210']).toContain(official);
  });

  it('has no row besides these', () => {
    expect(Object.keys(REFUSAL_REASONS)).toHaveLength(7);
  });

  it.each([...(REASONS_OF_CODE['210'] ?? []), ...(REASONS_OF_CODE['208'] ?? []), ...PUBLIC_SECTOR_REFUSALS])(
    '%s keeps its name',
    (official) => {
      expect(officialReason(`${official} – précision`)).toBe(official);
    },
  );

  it.each([undefined, '', 'Bon de commande absent', 'REJ', 'LE SIRET EST FAUX', 'constructor'])(
    '%s names none',
    (text) => {
      expect(officialReason(text)).toBeUndefined();
    },
  );

  it('takes the first that is known', () => {
    expect(officialReason('SIRET 123, puis MARCHE_TERM et DOUBLON')).toBe('CONTRAT_TERM');
  });
});
