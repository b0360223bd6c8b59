/** A reason code of a lifecycle message (MDT-113), explained in plain words. */
export interface Reason {
  readonly en: string;
  readonly fr: string;
}

/** What the official codes mean to the one who has to act on them: motifs of a status and refusals of the tax portal. */
export const REASONS: Readonly<Record<string, Reason>> = {
  NON_TRANSMISE: {
    en: 'The invoice was filed but could not be handed on to the buyer’s platform.',
    fr: 'La facture est déposée mais n’a pas pu être transmise à la plateforme du client.',
  },
  MONTANTTOTAL_ERR: { en: 'A total of the invoice is wrong.', fr: 'Un montant total de la facture est erroné.' },
  CALCUL_ERR: { en: 'A calculation in the invoice is wrong.', fr: 'La facture contient une erreur de calcul.' },
  DOUBLON: {
    en: 'An invoice with this number was already received.',
    fr: 'Une facture portant ce numéro a déjà été reçue.',
  },
  DEST_INC: { en: 'The recipient is unknown.', fr: 'Le destinataire est inconnu.' },
  DEST_ERR: {
    en: 'The invoice was sent to the wrong recipient.',
    fr: 'La facture a été adressée au mauvais destinataire.',
  },
  ADR_ERR: {
    en: 'The buyer’s electronic address is wrong; look it up in the directory.',
    fr: 'L’adresse électronique du client est erronée ; vérifiez-la dans l’annuaire.',
  },
  REJ_SEMAN: {
    en: 'The content breaks a rule of the format; see the platform’s comment.',
    fr: 'Le contenu ne respecte pas une règle du format ; voir le commentaire de la plateforme.',
  },
  REJ_UNI: {
    en: 'The number, seller and year were already used for another invoice.',
    fr: 'Le numéro, le vendeur et l’année ont déjà servi à une autre facture.',
  },
  REJ_COH: { en: 'Data of the invoice contradict each other.', fr: 'Des données de la facture se contredisent.' },
  REJ_ADR: {
    en: 'The electronic address is not active in the directory.',
    fr: 'L’adresse électronique n’est pas active dans l’annuaire.',
  },
  REJ_CONT_B2G: {
    en: 'A check for invoices to public bodies failed.',
    fr: 'Un contrôle propre aux factures du secteur public a échoué.',
  },
  REJ_REF_PJ: {
    en: 'An attachment is named in the invoice but missing.',
    fr: 'Une pièce jointe est citée dans la facture mais absente.',
  },
  REJ_ASS_PJ: {
    en: 'An attachment could not be tied to the invoice.',
    fr: 'Une pièce jointe n’a pas pu être rattachée à la facture.',
  },
  TX_TVA_ERR: { en: 'A VAT rate is wrong.', fr: 'Un taux de TVA est erroné.' },
  NON_CONFORME: {
    en: 'A mandatory mention is missing or wrong.',
    fr: 'Une mention obligatoire est absente ou erronée.',
  },
  TRANSAC_INC: {
    en: 'The buyer does not know the transaction.',
    fr: 'Le client ne reconnaît pas la transaction.',
  },
  EMMET_INC: { en: 'The buyer does not know the seller.', fr: 'Le client ne reconnaît pas l’émetteur.' },
  CONTRAT_TERM: { en: 'The contract has ended.', fr: 'Le contrat est terminé.' },
  DOUBLE_FACT: {
    en: 'The same sale was already invoiced under another number.',
    fr: 'La même vente a déjà été facturée sous un autre numéro.',
  },
  CMD_ERR: { en: 'The order number is missing or wrong.', fr: 'Le numéro de commande est absent ou erroné.' },
  REF_CT_ABSENT: {
    en: 'The contract reference is missing.',
    fr: 'La référence du contrat est absente.',
  },
  RETRAIT_MAN_SERV: {
    en: 'The public body’s service was withdrawn from the mandate.',
    fr: 'Le service destinataire a été retiré du mandat.',
  },
  ST_CT_NON_DECLAR: {
    en: 'The subcontractor or co-contractor is not declared.',
    fr: 'Le sous-traitant ou le cotraitant n’est pas déclaré.',
  },
  SUPPR_COMP_AVOIR: {
    en: 'Deleted because a credit note makes up for it.',
    fr: 'Supprimée car compensée par un avoir.',
  },
  TRANSF_PMNT_REGIE: {
    en: 'The payment was passed to a petty-cash office.',
    fr: 'Le paiement a été transféré à une régie.',
  },
  CONTACT_ACHTR: { en: 'Contact the buyer.', fr: 'Prenez contact avec l’acheteur.' },
  AUTRE: { en: 'Another reason; see the comment.', fr: 'Autre motif ; voir le commentaire.' },
  COORD_BANC_ERR: {
    en: 'The bank details are missing or wrong.',
    fr: 'Les coordonnées bancaires sont absentes ou erronées.',
  },
  SIRET_ERR: { en: 'The SIRET is missing or wrong.', fr: 'Le SIRET est absent ou erroné.' },
  CODE_ROUTAGE_ERR: { en: 'The routing code is missing or wrong.', fr: 'Le code de routage est absent ou erroné.' },
  REF_ERR: { en: 'A reference is wrong.', fr: 'Une référence est erronée.' },
  PU_ERR: { en: 'A unit price is wrong.', fr: 'Un prix unitaire est erroné.' },
  REM_ERR: { en: 'A discount is wrong.', fr: 'Une remise est erronée.' },
  QTE_ERR: { en: 'A quantity is wrong.', fr: 'Une quantité est erronée.' },
  ART_ERR: { en: 'An article is wrong.', fr: 'Un article est erroné.' },
  MODPAI_ERR: { en: 'The terms of payment are wrong.', fr: 'Les modalités de paiement sont erronées.' },
  QUALITE_ERR: {
    en: 'The quality of what was delivered is contested.',
    fr: 'La qualité de ce qui a été livré est contestée.',
  },
  LIVR_INCOMP: { en: 'The delivery is incomplete.', fr: 'La livraison est incomplète.' },
  JUSTIF_ABS: {
    en: 'A supporting document is missing; send it to go on.',
    fr: 'Un justificatif manque ; transmettez-le pour poursuivre.',
  },
  ROUTAGE_ERR: {
    en: 'The invoice reached a platform that does not serve the buyer; it has to be sent again.',
    fr: 'La facture est parvenue à une plateforme qui ne sert pas le client ; elle doit être renvoyée.',
  },
  IRR_VIDE_F: { en: 'The file is empty.', fr: 'Le fichier est vide.' },
  IRR_TYPE_F: { en: 'The kind of file is not accepted.', fr: 'Le type de fichier n’est pas accepté.' },
  IRR_SYNTAX: { en: 'The file is not well formed.', fr: 'La syntaxe du fichier est incorrecte.' },
  IRR_TAILLE_PJ: { en: 'An attachment is too large.', fr: 'Une pièce jointe est trop volumineuse.' },
  IRR_NOM_PJ: { en: 'The name of an attachment is not allowed.', fr: 'Le nom d’une pièce jointe n’est pas autorisé.' },
  IRR_VID_PJ: { en: 'An attachment is empty.', fr: 'Une pièce jointe est vide.' },
  IRR_EXT_DOC: { en: 'A file extension is not allowed.', fr: 'Une extension de fichier n’est pas autorisée.' },
  IRR_TAILLE_F: { en: 'The file is too large.', fr: 'Le fichier est trop volumineux.' },
  IRR_ANTIVIRUS: { en: 'The virus check refused the file.', fr: 'Le contrôle antivirus a refusé le fichier.' },
  IRR_NOM_F: { en: 'The name of the file is not allowed.', fr: 'Le nom du fichier n’est pas autorisé.' },
  REJ_PER: {
    en: 'The reporting period is wrong.',
    fr: 'La période déclarée est erronée.',
  },
  REJ_INC: {
    en: 'The status contradicts those the tax portal already holds.',
    fr: 'Le statut contredit ceux que détient déjà le portail public.',
  },
  REJ_INEX: {
    en: 'The tax portal does not take this status.',
    fr: 'Le portail public n’admet pas ce statut.',
  },
  REJ_RG: {
    en: 'A management rule of the tax portal is broken.',
    fr: 'Une règle de gestion du portail public n’est pas respectée.',
  },
  REJ_HAB: {
    en: 'The sender has no right to state this.',
    fr: 'L’émetteur n’est pas habilité à transmettre cette information.',
  },
  REJ_ENCAISSEMENT: {
    en: 'What was collected is not broken down by VAT rate as it has to be.',
    fr: 'L’encaissement n’est pas réparti par taux de TVA comme il doit l’être.',
  },
  REJ_VAL_INC: { en: 'A value is wrong.', fr: 'Une valeur est incorrecte.' },
};

const list = (codes: string): readonly string[] => codes.split(' ');

const REFUSAL = list(
  'TX_TVA_ERR MONTANTTOTAL_ERR CALCUL_ERR NON_CONFORME DOUBLON DEST_ERR TRANSAC_INC EMMET_INC CONTRAT_TERM ' +
    'DOUBLE_FACT CMD_ERR ADR_ERR REF_CT_ABSENT',
);
const ORDER_AND_LINES = list(
  'SIRET_ERR CODE_ROUTAGE_ERR REF_ERR PU_ERR REM_ERR QTE_ERR ART_ERR MODPAI_ERR QUALITE_ERR LIVR_INCOMP',
);

/**
 * The reason codes (MDT-113) that a lifecycle code may carry, by code: BR-FR-CDV-CL-09 of FNFE 1.4.0.03 for statuses of
 * an invoice, rule G7.19 of the DGFiP for the rejections of the tax portal. A code that is not listed carries none.
 */
export const REASONS_OF_CODE: Readonly<Record<string, readonly string[]>> = {
  '200': ['NON_TRANSMISE'],
  '206': ['AUTRE', 'CMD_ERR', 'REF_CT_ABSENT', ...ORDER_AND_LINES],
  '207': ['AUTRE', 'COORD_BANC_ERR', 'DEST_INC', ...REFUSAL, ...ORDER_AND_LINES],
  '208': list('JUSTIF_ABS COORD_BANC_ERR CMD_ERR SIRET_ERR CODE_ROUTAGE_ERR REF_CT_ABSENT REF_ERR'),
  '210': REFUSAL,
  '213': list(
    'MONTANTTOTAL_ERR CALCUL_ERR DOUBLON DEST_INC ADR_ERR REJ_SEMAN REJ_UNI REJ_COH REJ_ADR REJ_CONT_B2G REJ_REF_PJ ' +
      'REJ_ASS_PJ',
  ),
  '221': ['ROUTAGE_ERR'],
  '251': list('REJ_SEMAN REJ_UNI REJ_COH'),
  '301': list('REJ_SEMAN REJ_UNI REJ_COH REJ_PER'),
  '401': list('REJ_RG REJ_HAB REJ_VAL_INC REJ_COH'),
  '501': list(
    'IRR_VIDE_F IRR_TYPE_F IRR_SYNTAX IRR_TAILLE_PJ IRR_NOM_PJ IRR_VID_PJ IRR_EXT_DOC IRR_TAILLE_F IRR_ANTIVIRUS ' +
      'IRR_NOM_F',
  ),
  '601': list('REJ_INC REJ_INEX REJ_RG REJ_HAB REJ_ENCAISSEMENT'),
};

/** What a refusal (210) may say besides when the public sector's platform sends it (BR-FR-CDV-CL-09, 210B2G). */
export const PUBLIC_SECTOR_REFUSALS: readonly string[] = list(
  'RETRAIT_MAN_SERV ST_CT_NON_DECLAR SUPPR_COMP_AVOIR TRANSF_PMNT_REGIE AUTRE COORD_BANC_ERR LIVR_INCOMP',
);

/** The plain-language explanation of a reason code; a code we do not know says so and keeps its name. */
export function explainReason(code: string): Reason {
  return Object.hasOwn(REASONS, code) && REASONS[code] !== undefined
    ? REASONS[code]
    : { en: `The platform gave the reason ${code}.`, fr: `La plateforme a donné le motif ${code}.` };
}
