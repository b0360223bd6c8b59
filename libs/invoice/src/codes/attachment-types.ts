/** What an embedded file may be (BT-125-1, BR-CL-24). */
export const ATTACHMENT_TYPES: ReadonlySet<string> = new Set([
  'application/pdf',
  'image/png',
  'image/jpeg',
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.oasis.opendocument.spreadsheet',
]);

/** What the French extension allows besides (BR-FREXT-CL-24). */
export const EXTENSION_ATTACHMENT_TYPES: ReadonlySet<string> = new Set(['application/xml', 'text/xml']);

/** BT-123 as France narrows it (BR-FR-17). */
export const ATTACHMENT_LABELS = [
  'RIB',
  'LISIBLE',
  'FEUILLE_DE_STYLE',
  'PJA',
  'BORDEREAU_SUIVI',
  'DOCUMENT_ANNEXE',
  'BON_LIVRAISON',
  'BON_COMMANDE',
  'BORDEREAU_SUIVI_VALIDATION',
  'ETAT_ACOMPTE',
  'FACTURE_PAIEMENT_DIRECT',
  'RECAPITULATIF_COTRAITANCE',
] as const;
