import { noteOf, type StartNotes } from './rule-note.js';

type Pair = readonly [en: string, fr: string];

const OLD: Pair = [
  'The software was made before the French reform and does not know the field.',
  'Le logiciel date d’avant la réforme et ne connaît pas ce champ.',
];

/** What single fields must look like in France. */
export const FRENCH_FORMAT_NOTES: StartNotes = [
  [
    'BR-FR-01',
    noteOf(
      [
        'A number has at most 35 characters, of A–Z a–z 0–9 + - _ /.',
        'Un numéro a au plus 35 caractères, parmi A–Z a–z 0–9 + - _ /.',
      ],
      [
        'The numbering has other signs, such as # or dots.',
        'La numérotation a d’autres signes, tels que # ou des points.',
      ],
      ['Change the pattern of your numbers.', 'Changez le format de vos numéros.'],
    ),
  ],
  [
    'BR-FR-02',
    noteOf(
      [
        'A number has no blanks and only A–Z a–z 0–9 + - _ /.',
        'Un numéro n’a pas d’espace et seulement A–Z a–z 0–9 + - _ /.',
      ],
      ['The numbering has blanks or other signs.', 'La numérotation a des espaces ou d’autres signes.'],
      ['Replace blanks by a hyphen.', 'Remplacez les espaces par un tiret.'],
    ),
  ],
  [
    'BR-FR-03',
    noteOf(
      ['A date is a day between 2000 and 2099.', 'Une date est un jour entre 2000 et 2099.'],
      ['The date is empty, mistyped or has a time.', 'La date est vide, mal saisie ou comporte une heure.'],
      ['Write 20260601 in CII, 2026-06-01 in UBL.', 'Écrivez 20260601 en CII, 2026-06-01 en UBL.'],
    ),
  ],
  [
    'BR-FR-04',
    noteOf(
      ['The type of document is one that France accepts.', 'Le type de document est admis en France.'],
      [
        'A type of the norm was used that France does not know.',
        'Un type de la norme inconnu en France a été utilisé.',
      ],
      ['Use 380, 381, 384, 386, 389 …', 'Utilisez 380, 381, 384, 386, 389 …'],
    ),
  ],
  [
    'BR-FR-05',
    noteOf(
      [
        'Notes PMT (40 € for recovery), PMD (penalties) and AAB (discount) are there.',
        'Les notes PMT (indemnité de 40 €), PMD (pénalités) et AAB (escompte) figurent.',
      ],
      [
        'The mentions are printed on the PDF but not written to the XML, or without their subject code.',
        'Les mentions sont imprimées sur le PDF mais absentes du XML, ou sans code sujet.',
      ],
      [
        'Add a note with the subject and the sentence of the law.',
        'Ajoutez une note avec le code sujet et la phrase de la loi.',
      ],
    ),
  ],
  [
    'BR-FR-06',
    noteOf(
      ['Notes PMT, PMD, AAB and TXD stand once at most.', 'Les notes PMT, PMD, AAB et TXD figurent une fois au plus.'],
      [
        'Standing text of customer and company are both written.',
        'Les textes du client et de l’entreprise sont tous deux écrits.',
      ],
      ['Put the sentences in one note.', 'Réunissez les phrases en une note.'],
    ),
  ],
  [
    'BR-FR-08',
    noteOf(
      [
        'The billing frame (BT-23) is one of the French list.',
        'Le cadre de facturation (BT-23) est de la liste française.',
      ],
      [
        'The field is empty, or holds the process identifier of another country (Peppol).',
        'Le champ est vide, ou porte l’identifiant de processus d’un autre pays (Peppol).',
      ],
      [
        'B1 for goods, S1 for services, M1 for both; 2 where already paid, 4 after a deposit.',
        'B1 pour des biens, S1 des services, M1 les deux ; 2 si déjà payé, 4 après acompte.',
      ],
    ),
  ],
  [
    'BR-FR-09',
    noteOf(
      [
        'A SIRET has 14 digits and starts with the SIREN of its company.',
        'Un SIRET a 14 chiffres et commence par le SIREN de l’entreprise.',
      ],
      [
        'Establishment and company are of different customers’ files, or blanks are in the number.',
        'Établissement et entreprise viennent de fiches différentes, ou le numéro a des espaces.',
      ],
      ['Copy both from the Sirene register, without blanks.', 'Recopiez les deux du répertoire Sirene, sans espaces.'],
    ),
  ],
  [
    'BR-FR-10',
    noteOf(
      [
        'The seller has a SIREN: nine digits in BT-30, scheme 0002.',
        'Le vendeur a un SIREN : neuf chiffres en BT-30, schéma 0002.',
      ],
      [
        'The SIREN has no scheme, or the SIRET stands in its place.',
        'Le SIREN n’a pas de schéma, ou le SIRET le remplace.',
      ],
      ['Give the nine digits with schemeID 0002.', 'Donnez les neuf chiffres avec schemeID 0002.'],
    ),
  ],
  [
    'BR-FR-11',
    noteOf(
      [
        'The buyer has a SIREN in BT-47 where the invoice is of companies (note BAR: B2B).',
        'L’acheteur a un SIREN en BT-47 si la facture est entre entreprises (note BAR : B2B).',
      ],
      ['The customer’s file has no SIREN.', 'La fiche client n’a pas de SIREN.'],
      ['Give the nine digits with schemeID 0002.', 'Donnez les neuf chiffres avec schemeID 0002.'],
    ),
  ],
  [
    'BR-FR-12',
    noteOf(['The buyer has an electronic address (BT-49).', 'L’acheteur a une adresse électronique (BT-49).'], OLD, [
      'Give the address the directory lists: scheme 0225 and the SIREN, or SIREN_suffix.',
      'Donnez l’adresse de l’annuaire : schéma 0225 et le SIREN, ou SIREN_suffixe.',
    ]),
  ],
  [
    'BR-FR-13',
    noteOf(['The seller has an electronic address (BT-34).', 'Le vendeur a une adresse électronique (BT-34).'], OLD, [
      'Give scheme 0225 and your SIREN.',
      'Donnez le schéma 0225 et votre SIREN.',
    ]),
  ],
  [
    'BR-FR-15',
    noteOf(
      [
        'The VAT category is one of France: S, Z, E, AE, K, G, O.',
        'La catégorie de TVA est française : S, Z, E, AE, K, G, O.',
      ],
      ['A category of another country was used.', 'Une catégorie d’un autre pays a été utilisée.'],
      ['Use S with the rate for what is taxed.', 'Utilisez S avec le taux pour ce qui est taxé.'],
    ),
  ],
  [
    'BR-FR-16',
    noteOf(
      ['The rate is one of French VAT.', 'Le taux est un taux de TVA français.'],
      [
        'A foreign rate, or a share (0.20) instead of percent (20).',
        'Un taux étranger, ou une fraction (0,20) au lieu d’un pourcentage (20).',
      ],
      ['Use 20, 10, 5.5, 2.1, 0 …', 'Utilisez 20, 10, 5.5, 2.1, 0 …'],
    ),
  ],
  [
    'BR-FR-17',
    noteOf(
      [
        'The description of an attachment (BT-123) is one of a fixed list.',
        'La description d’une pièce jointe (BT-123) est d’une liste fixe.',
      ],
      ['A free description or a file name is written.', 'Une description libre ou un nom de fichier est écrit.'],
      [
        'Use LISIBLE for the readable invoice, BON_LIVRAISON, DOCUMENT_ANNEXE …',
        'Utilisez LISIBLE pour la facture lisible, BON_LIVRAISON, DOCUMENT_ANNEXE …',
      ],
    ),
  ],
  [
    'BR-FR-18',
    noteOf(
      ['One attachment at most is LISIBLE.', 'Une pièce jointe au plus est LISIBLE.'],
      ['Annexes were labelled like the invoice.', 'Des annexes portent le libellé de la facture.'],
      ['Use DOCUMENT_ANNEXE for the others.', 'Utilisez DOCUMENT_ANNEXE pour les autres.'],
    ),
  ],
  [
    'BR-FR-27',
    noteOf(
      [
        'An item attribute has a name (BT-160) or a code, not both.',
        'Un attribut d’article a un nom (BT-160) ou un code, pas les deux.',
      ],
      ['Name and code of the catalogue are both written.', 'Le nom et le code du catalogue sont tous deux écrits.'],
      ['Leave one of the two out.', 'Retirez l’un des deux.'],
    ),
  ],
  [
    'BR-FR-28',
    noteOf(
      [
        'An item attribute has a value (BT-161) or a measure with its unit, not both.',
        'Un attribut d’article a une valeur (BT-161) ou une mesure avec unité, pas les deux.',
      ],
      ['The measure is also written as text.', 'La mesure est aussi écrite en texte.'],
      ['Leave one of the two out.', 'Retirez l’un des deux.'],
    ),
  ],
  [
    'BR-FR-29',
    noteOf(
      [
        'Objects of scheme AFL and AVV stand once at most in the header, and are not empty.',
        'Les objets de schéma AFL et AVV figurent une fois au plus en en-tête, et ne sont pas vides.',
      ],
      ['Several contracts or meters are listed there.', 'Plusieurs contrats ou compteurs y sont énumérés.'],
      ['Keep one of each; put the others on the lines.', 'Gardez-en un de chaque ; mettez les autres sur les lignes.'],
    ),
  ],
  [
    'BR-FR-30_BT-21',
    noteOf(
      [
        'One note BAR at most says what is to become of the invoice.',
        'Une note BAR au plus indique le traitement de la facture.',
      ],
      ['Two notes BAR ask for different treatments.', 'Deux notes BAR demandent des traitements différents.'],
      ['Keep one.', 'Gardez-en une.'],
    ),
  ],
  [
    'BR-FR-30',
    noteOf(
      [
        'Objects of scheme AFL and AVV stand once at most on a line, and are not empty.',
        'Les objets de schéma AFL et AVV figurent une fois au plus sur une ligne, et ne sont pas vides.',
      ],
      ['Several objects are listed on one line.', 'Plusieurs objets sont énumérés sur une ligne.'],
      ['Keep one of each.', 'Gardez-en un de chaque.'],
    ),
  ],
  [
    'BR-FR-31',
    noteOf(
      [
        'One note BAR at most says what is to become of the invoice.',
        'Une note BAR au plus indique le traitement de la facture.',
      ],
      ['Two notes BAR ask for different treatments.', 'Deux notes BAR demandent des traitements différents.'],
      ['Keep one.', 'Gardez-en une.'],
    ),
  ],
  [
    'BR-FR-2',
    noteOf(
      [
        'Electronic addresses and notes BAR follow the French network: scheme 0225, letters, digits, - _ . and the SIREN of the recipient in front.',
        'Adresses électroniques et notes BAR suivent le réseau français : schéma 0225, lettres, chiffres, - _ . et le SIREN du destinataire en tête.',
      ],
      [
        'An e-mail address or a foreign scheme is used for a French customer.',
        'Un courriel ou un schéma étranger est utilisé pour un client français.',
      ],
      ['Copy the address from the directory.', 'Recopiez l’adresse de l’annuaire.'],
    ),
  ],
  [
    'BR-FR-32',
    noteOf(
      ['What is in scheme 0002 is a SIREN: nine digits.', 'Ce qui est de schéma 0002 est un SIREN : neuf chiffres.'],
      ['A SIRET, a blank or an RCS number stands there.', 'Un SIRET, un espace ou un numéro RCS y figure.'],
      ['Give the nine digits; a SIRET has scheme 0009.', 'Donnez les neuf chiffres ; un SIRET a le schéma 0009.'],
    ),
  ],
];
