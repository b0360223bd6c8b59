import { describe, expect, it } from 'vitest';
import { ChangedOrganisation, completedByOrganisation, OrganisationSettings } from './organisation-settings.js';

const siren = '732829320';
const defaults = OrganisationSettings.parse({
  siren,
  vat_number: 'FR44732829320',
  legal_information: 'SAS au capital de 10 000 €',
  mentions: { PMD: 'Pénalités : trois fois le taux légal', AAB: "Pas d'escompte" },
  payment_terms: '30 jours',
  billing_frame: 'S1',
});

describe(completedByOrganisation.name, () => {
  it('gives the company with the SIREN of the organisation everything', () => {
    expect(completedByOrganisation({ siren }, defaults)).toEqual(defaults);
  });

  it('gives another company mentions, terms and frame, not who it is', () => {
    const { mentions, payment_terms, billing_frame } = defaults;
    const another = '552120222';
    expect(completedByOrganisation({ siren: another }, defaults)).toEqual({
      siren: another,
      mentions,
      payment_terms,
      billing_frame,
    });
  });

  it('lets the company have the last word, mention by mention', () => {
    const company = {
      siren,
      payment_terms: 'À réception',
      billing_frame: undefined,
      mentions: { AAB: 'Escompte 1 %' },
    };
    expect(completedByOrganisation(company, defaults)).toEqual({
      ...defaults,
      payment_terms: 'À réception',
      mentions: { PMD: 'Pénalités : trois fois le taux légal', AAB: 'Escompte 1 %' },
    });
  });

  it('changes nothing where nothing is settled', () => {
    const company = { siren, mentions: { PMT: '40 €' } };
    expect(completedByOrganisation(company, {})).toEqual(company);
  });
});

describe('ChangedOrganisation', () => {
  it('takes a name, settings or both, and nothing unknown', () => {
    expect(ChangedOrganisation.safeParse({ name: 'Acme' }).success).toBe(true);
    expect(ChangedOrganisation.safeParse({ settings: { siren } }).success).toBe(true);
    for (const bad of [
      {},
      { name: ' ' },
      { mode: 'live' },
      { settings: { siren: '123' } },
      { settings: { name: 'x' } },
    ]) {
      expect(ChangedOrganisation.safeParse(bad).success).toBe(false);
    }
  });
});
