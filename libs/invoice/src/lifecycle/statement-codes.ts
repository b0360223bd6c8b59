import type { LifecycleTerm } from './lifecycle-role.js';

/** What a status may ask of its reader (MDT-121, BR-FR-CDV-CL-10). */
export const ACTION_CODES: Readonly<Record<string, LifecycleTerm>> = {
  NOA: { en: 'No action is asked', fr: 'Aucune action attendue' },
  PIN: { en: 'Provide information', fr: 'Fournir une information' },
  NIN: { en: 'Issue a corrective invoice', fr: 'Créer une facture rectificative' },
  CNF: { en: 'Issue a credit note in full', fr: 'Créer un avoir total' },
  CNP: { en: 'Issue a credit note in part', fr: 'Créer un avoir partiel' },
  CNA: { en: 'Issue a credit note of the amount', fr: 'Créer un avoir du montant' },
  OTH: { en: 'Another action; see the text', fr: 'Autre action ; voir le libellé' },
};

/** What a characteristic of a status tells (MDT-207). */
export interface CharacteristicType extends LifecycleTerm {
  /** The one lifecycle code it belongs to, where there is one. */
  readonly only?: string;
}

/** The characteristics of BR-FR-CDV-CL-11. */
export const CHARACTERISTIC_TYPES: Readonly<Record<string, CharacteristicType>> = {
  MEN: { en: 'Amount received, VAT included', fr: 'Montant encaissé TTC', only: '212' },
  MPA: { en: 'Amount paid, VAT included', fr: 'Montant payé TTC', only: '211' },
  RAP: { en: 'Amount left to pay', fr: 'Reste à payer' },
  ESC: { en: 'Discount for early payment', fr: 'Escompte' },
  RAB: { en: 'Rebate', fr: 'Rabais' },
  REM: { en: 'Reduction', fr: 'Remise' },
  MAP: { en: 'Amount approved, VAT excluded', fr: 'Montant approuvé HT' },
  MAPTTC: { en: 'Amount approved, VAT included', fr: 'Montant approuvé TTC' },
  MNA: { en: 'Amount not approved, VAT excluded', fr: 'Montant non approuvé HT' },
  MNATTC: { en: 'Amount not approved, VAT included', fr: 'Montant non approuvé TTC' },
  CBB: { en: 'Bank account of the payee', fr: 'Compte bancaire du bénéficiaire' },
  DIV: { en: 'Value as it stands, contested', fr: 'Donnée invalide' },
  DVA: { en: 'Value that is expected', fr: 'Donnée valide attendue' },
  MAJ: { en: 'Surcharge', fr: 'Majoration' },
};

/** What a message may be about (MDT-2, BR-FR-CDV-CL-01). */
export const LIFECYCLE_PROCESSES = ['REGULATED', 'NON_REGULATED', 'B2C', 'B2CINT', 'B2BINT', 'OUTOFSCOPE'] as const;
