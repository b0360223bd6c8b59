/** What to do, in both languages. */
export interface Advice {
  readonly en: string;
  readonly fr: string;
}

const advice = (en: string, fr: string): Advice => ({ en, fr });

const ASK_BUYER = advice(
  'Agree with the buyer first; nothing in the invoice tells what is right.',
  'Mettez-vous d’accord avec le client ; rien dans la facture ne dit ce qui est juste.',
);
const REFERENCES = advice(
  'Check order_reference, contract_reference, buyer_reference and preceding_invoices against the buyer’s order.',
  'Vérifiez order_reference, contract_reference, buyer_reference et preceding_invoices avec la commande du client.',
);
const LINES = advice(
  'Correct the lines: a patch of lines replaces all of them.',
  'Corrigez les lignes : un patch de lines les remplace toutes.',
);
const ATTACHMENTS = advice(
  'Correct attachments: a patch of attachments replaces all of them.',
  'Corrigez attachments : un patch de attachments les remplace toutes.',
);
const NOT_INVOICE = advice(
  'This is about a message or a report to the tax portal, not about the invoice: nothing of it is to be changed.',
  'Il s’agit d’un message ou d’une déclaration au portail public, non de la facture : il n’y a rien à y changer.',
);
const OWN_FILE = advice(
  'The file was not taken: retry makes it anew; a file of your own is to be sent again, corrected.',
  'Le fichier n’a pas été pris : un retry le refait ; votre propre fichier est à renvoyer corrigé.',
);
const VALIDATE = advice(
  'POST /v1/validate names the rule; correct the member it names.',
  'POST /v1/validate nomme la règle ; corrigez le champ indiqué.',
);

/** What to do about each official reason, where nothing can be proposed or beside what is. */
export const ADVICE: Readonly<Record<string, Advice>> = {
  NON_TRANSMISE: advice(
    'Nothing to correct: the platform hands it on once the buyer has one.',
    'Rien à corriger : la plateforme la transmettra dès que le client en aura une.',
  ),
  MONTANTTOTAL_ERR: LINES,
  CALCUL_ERR: LINES,
  DOUBLON: advice(
    'If it is another sale, give it a new number; if it is the same, cancel this one.',
    'S’il s’agit d’une autre vente, donnez un nouveau numéro ; sinon, annulez celle-ci.',
  ),
  DEST_INC: advice(
    'Check the buyer’s SIREN and look it up in the directory.',
    'Vérifiez le SIREN du client et cherchez-le dans l’annuaire.',
  ),
  DEST_ERR: advice(
    'Check who has to receive it: the whole buyer is to be corrected.',
    'Vérifiez qui doit la recevoir : le client entier est à corriger.',
  ),
  ADR_ERR: advice(
    'Look the buyer up in the directory and take an address that is active.',
    'Cherchez le client dans l’annuaire et prenez une adresse active.',
  ),
  REJ_SEMAN: VALIDATE,
  REJ_UNI: advice('Give the invoice a number that was not used yet.', 'Donnez à la facture un numéro jamais utilisé.'),
  REJ_COH: VALIDATE,
  REJ_ADR: advice(
    'Look the buyer up in the directory and take an address that is active.',
    'Cherchez le client dans l’annuaire et prenez une adresse active.',
  ),
  REJ_CONT_B2G: advice(
    'Check the SIRET, buyer_reference (service code) and order_reference (commitment) the public body asks for.',
    'Vérifiez le SIRET, buyer_reference (code service) et order_reference (engagement) demandés par l’acheteur public.',
  ),
  REJ_REF_PJ: ATTACHMENTS,
  REJ_ASS_PJ: ATTACHMENTS,
  TX_TVA_ERR: LINES,
  NON_CONFORME: advice(
    'Check billing_frame, delivery, tax_point_code, seller.legal_information and the notes; read the comment.',
    'Vérifiez billing_frame, delivery, tax_point_code, seller.legal_information et les notes ; lisez le commentaire.',
  ),
  TRANSAC_INC: ASK_BUYER,
  EMMET_INC: advice(
    'Ask the buyer to register you as a supplier; check seller.siren and seller.name.',
    'Demandez au client de vous référencer ; vérifiez seller.siren et seller.name.',
  ),
  CONTRAT_TERM: ASK_BUYER,
  DOUBLE_FACT: advice(
    'If the sale was invoiced before, do not send it again.',
    'Si la vente a déjà été facturée, ne la renvoyez pas.',
  ),
  CMD_ERR: REFERENCES,
  REF_CT_ABSENT: REFERENCES,
  RETRAIT_MAN_SERV: advice(
    'Ask the public body for the service that pays now (buyer_reference).',
    'Demandez à l’acheteur public le service payeur actuel (buyer_reference).',
  ),
  ST_CT_NON_DECLAR: advice(
    'Have the subcontractor or co-contractor declared to the public body, then send it again.',
    'Faites déclarer le sous-traitant ou cotraitant à l’acheteur public, puis renvoyez-la.',
  ),
  SUPPR_COMP_AVOIR: advice(
    'Nothing to send again: a credit note made up for it.',
    'Rien à renvoyer : un avoir l’a compensée.',
  ),
  TRANSF_PMNT_REGIE: advice(
    'Nothing to send again: it is paid another way.',
    'Rien à renvoyer : le paiement suit une autre voie.',
  ),
  CONTACT_ACHTR: ASK_BUYER,
  AUTRE: advice('Read the comment; ask the buyer.', 'Lisez le commentaire ; contactez le client.'),
  COORD_BANC_ERR: advice('Correct payment_means (IBAN, BIC).', 'Corrigez payment_means (IBAN, BIC).'),
  SIRET_ERR: advice('Check buyer.siret against the buyer’s order.', 'Vérifiez buyer.siret avec la commande du client.'),
  CODE_ROUTAGE_ERR: advice(
    'Ask the buyer for the routing code and put it into buyer.electronic_address.',
    'Demandez le code de routage au client et portez-le dans buyer.electronic_address.',
  ),
  REF_ERR: REFERENCES,
  PU_ERR: LINES,
  REM_ERR: advice(
    'Correct allowances of the lines or of the invoice.',
    'Corrigez les remises des lignes ou de la facture.',
  ),
  QTE_ERR: LINES,
  ART_ERR: LINES,
  MODPAI_ERR: advice('Correct payment_terms or due_date.', 'Corrigez payment_terms ou due_date.'),
  QUALITE_ERR: ASK_BUYER,
  LIVR_INCOMP: ASK_BUYER,
  JUSTIF_ABS: advice(
    'Send the document to the buyer and state 209 (completed) with POST …/status; nothing is to be sent again.',
    'Transmettez la pièce au client et émettez 209 (complétée) par POST …/status ; rien n’est à renvoyer.',
  ),
  ROUTAGE_ERR: advice(
    'Send it again as it is: the route is looked up anew.',
    'Renvoyez-la telle quelle : le routage est recalculé.',
  ),
  IRR_VIDE_F: OWN_FILE,
  IRR_TYPE_F: OWN_FILE,
  IRR_SYNTAX: OWN_FILE,
  IRR_TAILLE_PJ: ATTACHMENTS,
  IRR_NOM_PJ: ATTACHMENTS,
  IRR_VID_PJ: ATTACHMENTS,
  IRR_EXT_DOC: ATTACHMENTS,
  IRR_TAILLE_F: advice(
    'Make it smaller: take attachments out or give them as url.',
    'Allégez-la : retirez des pièces jointes ou donnez-les par url.',
  ),
  IRR_ANTIVIRUS: ATTACHMENTS,
  IRR_NOM_F: OWN_FILE,
  REJ_PER: NOT_INVOICE,
  REJ_INC: NOT_INVOICE,
  REJ_INEX: NOT_INVOICE,
  REJ_RG: NOT_INVOICE,
  REJ_HAB: NOT_INVOICE,
  REJ_ENCAISSEMENT: advice(
    'Report the payment again with its amounts per VAT rate; the invoice stays as it is.',
    'Déclarez à nouveau l’encaissement par taux de TVA ; la facture ne change pas.',
  ),
  REJ_VAL_INC: NOT_INVOICE,
};

/** What to do about an error of the way to the platform. */
export const SUBMISSION_ADVICE: Readonly<Record<string, Advice>> = {
  'platform.unavailable': advice('Retry it as it is, later.', 'Renvoyez-la telle quelle, plus tard.'),
  'platform.rate_limited': advice('Retry it as it is, later.', 'Renvoyez-la telle quelle, plus tard.'),
  'service.internal': advice(
    'Retry it as it is; the fault is ours.',
    'Renvoyez-la telle quelle ; le défaut est le nôtre.',
  ),
};

/** Where nothing else is known. */
export const UNKNOWN_ADVICE = advice(
  'Read the message; correct what it names, then retry.',
  'Lisez le message ; corrigez ce qu’il nomme, puis renvoyez.',
);
