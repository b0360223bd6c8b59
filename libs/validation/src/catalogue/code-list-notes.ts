import { noteOf, type Notes, type RuleNote } from './rule-note.js';

type Pair = readonly [en: string, fr: string];

const code = (name: Pair, list: string, cause: Pair, fix: Pair): RuleNote =>
  noteOf([`The ${name[0]} is a code of ${list}.`, `${name[1]} est un code de la liste ${list}.`], cause, fix);

const OWN: Pair = ['The software writes a word or a code of its own.', 'Le logiciel écrit un mot ou un code maison.'];
const SCHEMES: Pair = [
  'A register is named by letters (SIRET, VAT) instead of its ICD number.',
  'Un registre est nommé en lettres (SIRET, TVA) au lieu de son numéro ICD.',
];
const COUNTRY: Pair = [
  'The country is written out, or in three letters.',
  'Le pays est écrit en toutes lettres, ou en trois lettres.',
];
const ICD: Pair = [
  'Use 0002 for a SIREN, 0009 a SIRET, 0088 a GLN, 0060 a DUNS.',
  'Utilisez 0002 pour un SIREN, 0009 un SIRET, 0088 un GLN, 0060 un DUNS.',
];
const TWO: Pair = ['Use the two letters: FR, BE, DE.', 'Utilisez les deux lettres : FR, BE, DE.'];
const EURO: Pair = ['Use the three letters: EUR.', 'Utilisez les trois lettres : EUR.'];
const SIGN: Pair = [
  'A currency sign or a name is written instead of the code.',
  'Un symbole ou un nom de devise remplace le code.',
];

/** Notes of the rules on code lists. */
export const CODE_LIST_NOTES: Notes = {
  'BR-CL-01': code(['invoice type (BT-3)', 'Le type de facture (BT-3)'], 'UNTDID 1001', OWN, [
    'Use 380 for an invoice, 381 for a credit note, 386 for a deposit.',
    'Utilisez 380 pour une facture, 381 pour un avoir, 386 pour un acompte.',
  ]),
  'BR-CL-03': code(['currency of an amount', 'La devise d’un montant'], 'ISO 4217', SIGN, EURO),
  'BR-CL-04': code(['invoice currency (BT-5)', 'La devise de la facture (BT-5)'], 'ISO 4217', SIGN, EURO),
  'BR-CL-05': code(['VAT accounting currency (BT-6)', 'La devise de comptabilisation (BT-6)'], 'ISO 4217', SIGN, EURO),
  'BR-CL-06': code(
    ['tax point code (BT-8)', 'Le code d’exigibilité (BT-8)'],
    'UNTDID 2005 / 2475',
    [
      'UBL and CII have codes of their own, and one was used for the other.',
      'UBL et CII ont chacun leurs codes, et l’un a été pris pour l’autre.',
    ],
    ['UBL: 3, 35 or 432. CII: 5, 29 or 72.', 'UBL : 3, 35 ou 432. CII : 5, 29 ou 72.'],
  ),
  'BR-CL-07': code(['object scheme (BT-18, BT-128)', 'Le schéma d’objet (BT-18, BT-128)'], 'UNTDID 1153', OWN, [
    'Leave the scheme out, or use one of the list.',
    'Retirez le schéma, ou prenez-en un de la liste.',
  ]),
  'BR-CL-08': code(['note subject (BT-21)', 'Le sujet de note (BT-21)'], 'UNTDID 4451', OWN, [
    'Use PMT, PMD, AAB, AAI … or none.',
    'Utilisez PMT, PMD, AAB, AAI … ou aucun.',
  ]),
  'BR-CL-10': code(['register of a party', 'Le registre d’une partie'], 'ISO 6523 ICD', SCHEMES, ICD),
  'BR-CL-11': code(
    ['register of a company (BT-30, BT-47, BT-61)', 'Le registre d’une entreprise (BT-30, BT-47, BT-61)'],
    'ISO 6523 ICD',
    SCHEMES,
    ICD,
  ),
  'BR-CL-13': code(['classification scheme (BT-158)', 'Le schéma de classification (BT-158)'], 'UNTDID 7143', OWN, [
    'Use STI for CPV, TST for UNSPSC.',
    'Utilisez STI pour le CPV, TST pour l’UNSPSC.',
  ]),
  'BR-CL-14': code(['country', 'Le pays'], 'ISO 3166-1', COUNTRY, TWO),
  'BR-CL-15': code(['country of origin (BT-159)', 'Le pays d’origine (BT-159)'], 'ISO 3166-1', COUNTRY, TWO),
  'BR-CL-16': code(['means of payment (BT-81)', 'Le moyen de paiement (BT-81)'], 'UNTDID 4461', OWN, [
    'Use 30 or 58 for a transfer, 59 for a direct debit, 48 for a card.',
    'Utilisez 30 ou 58 pour un virement, 59 pour un prélèvement, 48 pour une carte.',
  ]),
  'BR-CL-17': code(['VAT category', 'La catégorie de TVA'], 'UNTDID 5305', OWN, [
    'Use S, Z, E, AE, K, G or O.',
    'Utilisez S, Z, E, AE, K, G ou O.',
  ]),
  'BR-CL-18': code(
    ['VAT category of a line (BT-151)', 'La catégorie de TVA d’une ligne (BT-151)'],
    'UNTDID 5305',
    OWN,
    ['Use S, Z, E, AE, K, G or O.', 'Utilisez S, Z, E, AE, K, G ou O.'],
  ),
  'BR-CL-19': code(['reason of an allowance', 'Le motif d’une remise'], 'UNTDID 5189', OWN, [
    'Use 95 for a discount, or give the reason in words.',
    'Utilisez 95 pour une remise, ou donnez le motif en toutes lettres.',
  ]),
  'BR-CL-20': code(['reason of a charge', 'Le motif d’une majoration'], 'UNTDID 7161', OWN, [
    'Use FC for freight, or give the reason in words.',
    'Utilisez FC pour le port, ou donnez le motif en toutes lettres.',
  ]),
  'BR-CL-21': code(
    ['scheme of an article number (BT-157)', 'Le schéma d’un numéro d’article (BT-157)'],
    'ISO 6523 ICD',
    SCHEMES,
    ['Use 0160 for a GTIN.', 'Utilisez 0160 pour un GTIN.'],
  ),
  'BR-CL-22': code(['exemption code (BT-121)', 'Le code d’exonération (BT-121)'], 'VATEX', OWN, [
    'Use a VATEX code in capitals, such as VATEX-FR-FRANCHISE.',
    'Utilisez un code VATEX en majuscules, tel que VATEX-FR-FRANCHISE.',
  ]),
  'BR-CL-23': code(
    ['unit', 'L’unité'],
    'UN/ECE 20, 21',
    [
      'The unit is written as a word, such as "pièce" or "h".',
      'L’unité est écrite en mot, tel que « pièce » ou « h ».',
    ],
    [
      'Use C62 for pieces, HUR for hours, DAY for days, KGM for kilograms.',
      'Utilisez C62 pour des pièces, HUR des heures, DAY des jours, KGM des kilogrammes.',
    ],
  ),
  'BR-CL-24': code(['type of an attached file (BT-125-1)', 'Le type d’un fichier joint (BT-125-1)'], 'MIME', OWN, [
    'Use PDF, PNG, JPEG, CSV, XLSX or ODS.',
    'Utilisez PDF, PNG, JPEG, CSV, XLSX ou ODS.',
  ]),
  'BR-CL-25': code(
    ['scheme of an electronic address (BT-34, BT-49)', 'Le schéma d’une adresse électronique (BT-34, BT-49)'],
    'EAS',
    SCHEMES,
    ['Use 0225 for the French network, EM for e-mail.', 'Utilisez 0225 pour le réseau français, EM pour un courriel.'],
  ),
  'BR-CL-26': code(['register of a place (BT-71)', 'Le registre d’un lieu (BT-71)'], 'ISO 6523 ICD', SCHEMES, ICD),
};
