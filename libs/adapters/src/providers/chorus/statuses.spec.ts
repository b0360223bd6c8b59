import { describe, expect, it } from 'vitest';
import { FRAMED_STATUS_CODES, needsFrame, reportedStatus, STATUS_CODES } from './statuses.js';

const about = { flow_id: 'CPP1', undated: '2026-11-20T08:00:00.000Z' };
const entry = (word: string, comment?: string) => ({
  histoStatutCode: word,
  histoStatutCommentaire: comment,
  histoStatutDatePassage: '2026-11-20T09:30:00.000Z',
});

describe('a status of Chorus Pro in official terms', () => {
  it.each([
    ['DEPOSEE', '01', '202'],
    ['MISE_A_DISPOSITION', '03', '203'],
    ['REJETEE', '05', '210'],
    ['SUSPENDUE', '06', '208'],
    ['SERVICE_FAIT', '07', '204'],
    ['MANDATEE', '08', '204'],
    ['MISE_A_DISPOSITION_COMPTABLE', '09', '204'],
    ['COMPTABILISEE', '10', '204'],
    ['MISE_EN_PAIEMENT', '11', '211'],
    ['COMPLETEE', '32', '209'],
  ])('%s (%s) is %s', (word, number, code) => {
    expect(reportedStatus(entry(word), about)).toMatchObject({ flow_id: 'CPP1', word, code });
    expect(reportedStatus(entry(number), about)).toMatchObject({ word: number, code });
    expect(reportedStatus(entry(String(Number(number))), about).code).toBe(code);
  });

  it('has no row besides these', () => {
    expect(Object.keys(STATUS_CODES)).toHaveLength(20);
  });

  it.each([
    ['A9_FACTURE_COTRAITANT', '13', '205'],
    ['A9_FACTURE_COTRAITANT', '18', '205'],
    ['A9_FACTURE_COTRAITANT', '14', '206'],
    ['A9_FACTURE_COTRAITANT', '17', '206'],
    ['A12_FACTURE_SOUSTRAITANT', '13', '214'],
    ['A12_FACTURE_SOUSTRAITANT', '14', '210'],
    ['A1_FACTURE_FOURNISSEUR', '13', undefined],
    ['A12_FACTURE_SOUSTRAITANT', '18', undefined],
    [undefined, '14', undefined],
  ])('in the frame %s number %s is %s', (frame, number, code) => {
    expect(needsFrame(entry(number))).toBe(true);
    const status = reportedStatus(entry(number), { ...about, ...(frame === undefined ? {} : { frame }) });
    expect(status.code).toBe(code);
  });

  it('has six numbers that hang on the frame, and asks for it for no other', () => {
    expect(Object.values(FRAMED_STATUS_CODES).flatMap((codes) => Object.keys(codes))).toHaveLength(6);
    for (const word of Object.keys(STATUS_CODES)) expect(needsFrame(entry(word))).toBe(false);
  });

  it.each(['EN_COURS_ACHEMINEMENT', 'A_RECYCLER', 'EnCoursDeMagie', 'constructor', '99'])(
    'keeps %s and makes nothing of it',
    (word) => {
      const status = reportedStatus(entry(word), about);
      expect(status).toMatchObject({ word, raw: { histoStatutCode: word } });
      expect(status.code).toBeUndefined();
    },
  );

  it.each([
    ['SERVICE_FAIT', 'Service fait'],
    ['08', 'Mandatée'],
    ['9', 'Mise à disposition du comptable'],
    ['COMPTABILISEE', 'Comptabilisée'],
  ])('says which step of the payer %s is', (word, step) => {
    expect(reportedStatus(entry(word), about).reason).toBe(step);
    expect(reportedStatus(entry(word, 'Mandat 12'), about).reason).toBe(`${step} : Mandat 12`);
  });

  it('reads a reason of a refusal and of a suspension only', () => {
    const refused = reportedStatus(entry('REJETEE', 'EJ_ERR : engagement inconnu'), about);
    expect(refused).toMatchObject({ code: '210', reason_code: 'CMD_ERR', reason: 'EJ_ERR : engagement inconnu' });
    expect(reportedStatus(entry('SUSPENDUE', 'JUSTIF_ABS'), about).reason_code).toBe('JUSTIF_ABS');
    expect(reportedStatus(entry('MANDATEE', 'EJ_ERR'), about).reason_code).toBeUndefined();
  });

  it('says when it was set, or what stands for that', () => {
    expect(reportedStatus(entry('DEPOSEE'), about).at).toBe('2026-11-20T09:30:00.000Z');
    expect(reportedStatus({ ...entry('DEPOSEE'), histoStatutDatePassage: undefined }, about).at).toBe(about.undated);
  });
});
