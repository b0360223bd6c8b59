import { noteOf, type StartNotes } from './rule-note.js';

type Pair = readonly [en: string, fr: string];

const unused = (syntax: string, more: Pair): ReturnType<typeof noteOf> =>
  noteOf(
    [`${syntax} elements outside EN 16931 are left out.`, `Les éléments ${syntax} hors de l’EN 16931 sont à omettre.`],
    more,
    [
      'Nothing, if the receiver agreed on the element; else leave it out. The invoice is valid with it.',
      'Rien, si le destinataire a convenu de l’élément ; sinon retirez-le. La facture est valable avec lui.',
    ],
  );

const once = (what: Pair): ReturnType<typeof noteOf> =>
  noteOf(
    [`${what[0]} stands once at most.`, `${what[1]} figure une fois au plus.`],
    ['The element was written once for each entry of a list.', 'L’élément a été écrit pour chaque entrée d’une liste.'],
    ['Keep one.', 'Gardez-en un.'],
  );

const contact: Pair = [
  'a person or a department as contact, not both',
  'une personne ou un service comme contact, pas les deux',
];
const person = (party: Pair) =>
  noteOf(
    [`${party[0]} has ${contact[0]}.`, `${party[1]} a ${contact[1]}.`],
    ['Both fields of the contact are filled in.', 'Les deux champs du contact sont remplis.'],
    ['Keep the name, or write both in one field.', 'Gardez le nom, ou écrivez les deux dans un champ.'],
  );

/** Rules on the spelling of a syntax, by the beginning of their ids. */
export const SYNTAX_NOTES: StartNotes = [
  ['CII-SR-465', person(['The seller', 'Le vendeur'])],
  ['CII-SR-466', person(['The buyer', 'L’acheteur'])],
  [
    'CII-SR-450',
    noteOf(
      [
        'The buyer has one identifier (BT-46), with or without a scheme.',
        'L’acheteur a un identifiant (BT-46), avec ou sans schéma.',
      ],
      [
        'A customer number and a registered number are both written, or none.',
        'Un numéro client et un numéro enregistré sont tous deux écrits, ou aucun.',
      ],
      [
        'Keep the registered one; the extension EXTENDED-CTC-FR allows more.',
        'Gardez le numéro enregistré ; l’extension EXTENDED-CTC-FR en admet plusieurs.',
      ],
    ),
  ],
  [
    'CII-SR-475',
    once(['The description of a supporting document (BT-123)', 'La description d’un document justificatif (BT-123)']),
  ],
  [
    'CII-SR-476',
    once(['The file of a supporting document (BT-125)', 'Le fichier d’un document justificatif (BT-125)']),
  ],
  [
    'CII-SR-360',
    unused('CII', [
      'The address of the payee is written; the norm has none.',
      'L’adresse du bénéficiaire est écrite ; la norme n’en a pas.',
    ]),
  ],
  [
    'CII-SR-406',
    unused('CII', [
      'Part payments are written; the norm has one due date.',
      'Des paiements partiels sont écrits ; la norme a une seule échéance.',
    ]),
  ],
  ['UBL-SR-12', once(['The VAT number of the seller (BT-31)', 'Le numéro de TVA du vendeur (BT-31)'])],
  [
    'UBL-SR-44',
    noteOf(
      [
        'All means of payment have the same remittance information (BT-83).',
        'Tous les moyens de paiement ont le même avis de paiement (BT-83).',
      ],
      ['Each account was given a reference of its own.', 'Chaque compte a reçu sa propre référence.'],
      ['Write the same PaymentID everywhere.', 'Écrivez partout le même PaymentID.'],
    ),
  ],
  [
    'UBL-SR-48',
    noteOf(
      ['A line has exactly one VAT category.', 'Une ligne a exactement une catégorie de TVA.'],
      [
        'ClassifiedTaxCategory is missing, or written once for each tax.',
        'ClassifiedTaxCategory manque, ou est écrit pour chaque taxe.',
      ],
      ['Write one ClassifiedTaxCategory for each item.', 'Écrivez un ClassifiedTaxCategory par article.'],
    ),
  ],
  [
    'UBL-DT-06',
    noteOf(
      ['An embedded file says its type (mimeCode).', 'Un fichier joint indique son type (mimeCode).'],
      ['The attribute was left out.', 'L’attribut a été omis.'],
      ['Add mimeCode, such as application/pdf.', 'Ajoutez mimeCode, tel que application/pdf.'],
    ),
  ],
  [
    'UBL-DT-07',
    noteOf(
      ['An embedded file says its name (filename).', 'Un fichier joint indique son nom (filename).'],
      ['The attribute was left out.', 'L’attribut a été omis.'],
      ['Add filename, such as annex.pdf.', 'Ajoutez filename, tel que annexe.pdf.'],
    ),
  ],
  [
    'PEPPOL-EN16931-R008',
    noteOf(
      ['No element is empty.', 'Aucun élément n’est vide.'],
      [
        'The software writes its template with all elements, filled in or not.',
        'Le logiciel écrit son modèle avec tous les éléments, remplis ou non.',
      ],
      ['Leave out elements that say nothing.', 'Retirez les éléments qui ne disent rien.'],
    ),
  ],
  [
    'BR-DEC',
    noteOf(
      ['An amount has at most two decimals.', 'Un montant a au plus deux décimales.'],
      [
        'Amounts are written as they were computed, unrounded.',
        'Les montants sont écrits tels que calculés, sans arrondi.',
      ],
      [
        'Round to cents before writing; only prices and quantities have more decimals.',
        'Arrondissez au centime avant d’écrire ; seuls prix et quantités ont plus de décimales.',
      ],
    ),
  ],
];

/** The usual cause of the other rules on a syntax; what they want, their own sentences say. */
export const SYNTAX_CAUSES: readonly (readonly [start: string, cause: Pair])[] = [
  [
    'UBL-CR',
    ['The software writes more of UBL than the norm uses.', 'Le logiciel écrit plus d’UBL que la norme n’en utilise.'],
  ],
  [
    'CII-SR',
    [
      'The software writes more of CII than the norm uses, or an element more often.',
      'Le logiciel écrit plus de CII que la norme n’en utilise, ou un élément trop souvent.',
    ],
  ],
  [
    'CII-DT',
    [
      'An attribute or part of a data type is written that the norm does not use.',
      'Un attribut ou une partie de type est écrit alors que la norme ne l’utilise pas.',
    ],
  ],
  ['UBL-SR', ['A list was written where the norm has one value.', 'Une liste est écrite là où la norme a une valeur.']],
  [
    'UBL-DT',
    [
      'An attribute was added or left out, or the value has too many decimals.',
      'Un attribut a été ajouté ou omis, ou la valeur a trop de décimales.',
    ],
  ],
];
