import { describe, expect, it } from 'vitest';
import { envelopeSchema, foundPageSchema, historySchema, readFound, readInstant, structureSchema } from './wire.js';

describe('times of Chorus Pro', () => {
  it.each([
    ['2026-11-20 10:30', '2026-11-20T09:30:00.000Z'],
    ['2026-07-01 10:30', '2026-07-01T08:30:00.000Z'],
    ['2026-11-20T10:30:15', '2026-11-20T09:30:15.000Z'],
    ['2026-11-20', '2026-11-19T23:00:00.000Z'],
    ['2026-11-20T10:30:00Z', '2026-11-20T10:30:00.000Z'],
    ['2026-11-20T10:30:00.123+01:00', '2026-11-20T09:30:00.123Z'],
    ['20/11/2026', undefined],
    ['2026-13-40', undefined],
    ['bientôt', undefined],
  ])('%s is %s', (text, instant) => {
    expect(readInstant(text)).toBe(instant);
  });
});

describe('answers of Chorus Pro', () => {
  it.each([0, '0', null, undefined])('codeRetour %s is read', (codeRetour) => {
    expect(envelopeSchema.safeParse({ codeRetour }).success).toBe(true);
  });

  it.each([[[]], ['text'], [null]])('%j is no answer', (wire) => {
    expect(envelopeSchema.safeParse(wire).success).toBe(false);
  });

  it('an invoice needs a number and an id; other members may be odd', () => {
    const found = readFound({ numeroFacture: 'F1', identifiantFactureCPP: '12', dateDepot: 'hier', statut: 7 });
    expect(found).toMatchObject({ numeroFacture: 'F1', identifiantFactureCPP: 12, statut: '7' });
    expect(found?.dateDepot).toBeUndefined();
    expect(readFound({ numeroFacture: 'F1' })).toBeNull();
    expect(readFound('F1')).toBeNull();
  });

  it('a page without a list is empty', () => {
    expect(foundPageSchema.parse({ codeRetour: 0 }).listeFactures).toEqual([]);
    expect(foundPageSchema.safeParse({ listeFactures: 'none' }).success).toBe(false);
  });

  it('a history may be missing', () => {
    expect(historySchema.parse({ statutCourantCode: 'DEPOSEE' })).toMatchObject({ statutCourantCode: 'DEPOSEE' });
  });

  it.each([
    [true, true],
    ['true', true],
    ['Oui', true],
    ['1', true],
    [false, false],
    ['non', false],
    [null, false],
    [undefined, false],
  ])('the flag %s is %s', (wire, flag) => {
    const { parametres } = structureSchema.parse({ parametres: { codeServiceDoitEtreRenseigne: wire } });
    expect(parametres.codeServiceDoitEtreRenseigne).toBe(flag);
  });
});
