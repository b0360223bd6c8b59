import { describe, expect, it } from 'vitest';
import { acknowledgementOf, FLOW_STATES, isDouble } from './flow-report.js';
import { reportSchema } from './wire.js';

const report = (etatCourantDepotFlux: string, more: object = {}) =>
  reportSchema.parse({ codeRetour: 0, etatCourantDepotFlux, ...more });
const dp = (numeroDP: string, libelleErreurDP: string) => ({ listeErreurDP: [{ numeroDP, libelleErreurDP }] });

describe('the report of a flow as an acknowledgement', () => {
  it.each(Object.entries(FLOW_STATES))('%s is %s', (word, status) => {
    expect(acknowledgementOf(report(word), 'F1').status).toBe(status);
  });

  it.each(['IN_A_RELANCER', 'EnCoursDeMagie', 'constructor'])('keeps %s as it is', (word) => {
    expect(acknowledgementOf(report(word), 'F1')).toEqual({ status: word, details: [] });
  });

  it('gives the errors of the file and of the invoices as reasons', () => {
    const wire = report('IN_REJETE', {
      listeErreurTechnique: [{ codeErreur: 'E01', libelleErreur: 'XML mal formé', natureErreur: 'XSD' }],
      ...dp('F1', 'IBAN manquant'),
    });
    expect(acknowledgementOf(wire, 'F1')).toEqual({
      status: 'Error',
      details: [
        { level: 'Error', code: 'E01', message: 'XML mal formé', item: 'XSD' },
        { level: 'Error', code: 'ERREUR_DP', message: 'IBAN manquant', item: 'F1' },
      ],
    });
  });

  it('a refusal without a reason says the word and the sentence', () => {
    expect(acknowledgementOf(report('IN_INCIDENTE', { libelle: 'Flux incidenté' }), 'F1').details).toEqual([
      { level: 'Error', code: 'IN_INCIDENTE', message: 'Flux incidenté' },
    ]);
    expect(acknowledgementOf(report('IN_REJETE'), 'F1').details[0]?.message).toBe('IN_REJETE');
  });

  it('a partly taken flow is refused when it is our invoice that was left out', () => {
    expect(acknowledgementOf(report('IN_INTEGRE_PARTIEL', dp('F1', 'SIRET inconnu')), 'F1').status).toBe('Error');
    expect(acknowledgementOf(report('IN_INTEGRE_PARTIEL', dp('F2', 'SIRET inconnu')), 'F1').status).toBe('Ok');
  });

  it.each([
    ['Facture en doublon', true],
    ['La facture existe déjà', true],
    ['Cette facture a déjà été déposée', true],
    ['Déjà transmise', true],
    ['IBAN du fournisseur manquant', false],
    ['Le service n’existe pas', false],
  ])('"%s": a double is %s', (message, double) => {
    expect(isDouble(acknowledgementOf(report('IN_REJETE', dp('F1', message)), 'F1'))).toBe(double);
  });

  it('reads lists that are null, and extra members', () => {
    const wire = report('IN_RECU', { listeErreurTechnique: null, listeErreurDP: null, autre: 1 });
    expect(wire).toMatchObject({ listeErreurDP: [], listeErreurTechnique: [], autre: 1 });
  });
});
