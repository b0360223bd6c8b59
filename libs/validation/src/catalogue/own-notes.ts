import { noteOf, type Notes, type RuleNote, type StartNotes } from './rule-note.js';

type Pair = readonly [en: string, fr: string];

const typed: Pair = [
  'The number was typed, or copied with an error.',
  'Le numéro a été saisi ou recopié avec une erreur.',
];
const recomputed: Pair = [
  'A figure was changed by hand after it was computed.',
  'Un chiffre a été modifié à la main après le calcul.',
];

/** Our own rules by the area that their code names: the usual cause of all of them. */
export const OWN_CAUSES: readonly (readonly [start: string, cause: Pair])[] = [
  ['OF-ID', typed],
  ['OF-VAT', typed],
  ['OF-PAY', typed],
  [
    'OF-DATE',
    [
      'Day, month and year were swapped, or a template’s date was left in.',
      'Jour, mois et année sont inversés, ou la date d’un modèle est restée.',
    ],
  ],
  ['OF-NOTE', ['A placeholder of the template was never filled in.', 'Un texte à compléter du modèle est resté.']],
  ['OF-SUM', recomputed],
  ['OF-LINE', ['Lines were copied or merged.', 'Des lignes ont été copiées ou fusionnées.']],
  [
    'OF-SIGN',
    [
      'The kind of document was not changed with the direction of the money.',
      'Le type de document n’a pas changé avec le sens du paiement.',
    ],
  ],
  [
    'OF-FRAME',
    [
      'The billing frame is a default of the software.',
      'Le cadre de facturation est une valeur par défaut du logiciel.',
    ],
  ],
  [
    'OF-EXM',
    [
      'Code, category and text of the exemption are set apart from each other.',
      'Code, catégorie et texte de l’exonération sont saisis séparément.',
    ],
  ],
  [
    'OF-CUR',
    [
      'Amounts were converted at another rate, or not at all.',
      'Les montants ont été convertis à un autre cours, ou pas du tout.',
    ],
  ],
  ['OF-ATT', ['The file was renamed, or not read completely.', 'Le fichier a été renommé, ou lu en partie.']],
  [
    'OF-MAIL',
    ['Something else stands in the field for the address.', 'Autre chose figure dans le champ de l’adresse.'],
  ],
  ['OF-REF', ['The invoice was copied from another one.', 'La facture a été copiée d’une autre.']],
  [
    'OF-DUP',
    [
      'The invoice was sent before, or the counter was set back.',
      'La facture a déjà été envoyée, ou le compteur est revenu en arrière.',
    ],
  ],
  [
    'OF-DIR',
    [
      'The buyer has not chosen a platform yet, or the address is an old one.',
      'L’acheteur n’a pas encore choisi de plateforme, ou l’adresse est ancienne.',
    ],
  ],
  [
    'OF-PDF',
    [
      'The PDF was made or changed by a program that writes no PDF/A-3.',
      'Le PDF a été produit ou modifié par un programme qui n’écrit pas de PDF/A-3.',
    ],
  ],
  [
    'BR-HYBRID',
    [
      'The XML was attached by a program that does not know Factur-X.',
      'Le XML a été joint par un programme qui ne connaît pas Factur-X.',
    ],
  ],
];

const unread = (wants: Pair, cause: Pair, fix: Pair): RuleNote => noteOf(wants, cause, fix);

/** What readers say, before any rule looks. */
export const READING_NOTES: Notes = {
  'OF-XML-01': unread(
    ['Every element has a place in the semantic model.', 'Chaque élément a une place dans le modèle sémantique.'],
    [
      'The file uses an extension that EN 16931 does not know.',
      'Le fichier utilise une extension que l’EN 16931 ne connaît pas.',
    ],
    ['Leave it out, or say it in a note (BT-22).', 'Retirez-le, ou dites-le en note (BT-22).'],
  ),
  'OF-XML-02': unread(
    [
      'A value has the form of its term: a number, a date, an indicator.',
      'Une valeur a la forme de son terme : nombre, date, indicateur.',
    ],
    [
      'A comma, a currency sign or a word stands in a number, or a date is in another order.',
      'Une virgule, un symbole ou un mot figure dans un nombre, ou une date est dans un autre ordre.',
    ],
    [
      'Write decimals with a point and dates as year, month, day.',
      'Écrivez les décimales avec un point et les dates en année, mois, jour.',
    ],
  ),
  'OF-XML-03': unread(
    ['An element stands as often as the model holds it.', 'Un élément figure autant de fois que le modèle le retient.'],
    ['A list was written where the norm has one value.', 'Une liste est écrite là où la norme a une valeur.'],
    ['Keep one, or use the profile EXTENDED-CTC-FR.', 'Gardez-en un, ou utilisez le profil EXTENDED-CTC-FR.'],
  ),
  'OF-XML-04': unread(
    [
      'A fixed value is the one the syntax wants, such as VAT.',
      'Une valeur fixe est celle que la syntaxe demande, telle que VAT.',
    ],
    ['Another tax or a translated word is written.', 'Une autre taxe ou un mot traduit est écrit.'],
    ['Write the value the finding names.', 'Écrivez la valeur que le constat cite.'],
  ),
  'OF-XML-05': unread(
    ['Amounts are in the currency of the invoice.', 'Les montants sont dans la devise de la facture.'],
    ['A line kept the currency of another price list.', 'Une ligne a gardé la devise d’un autre tarif.'],
    ['Convert the amount to the currency of BT-5.', 'Convertissez le montant dans la devise BT-5.'],
  ),
  'OF-XML-06': unread(
    ['Text stands in elements that hold text.', 'Le texte figure dans les éléments prévus pour du texte.'],
    ['A tag was closed too early.', 'Une balise a été fermée trop tôt.'],
    ['Move the text into its element.', 'Déplacez le texte dans son élément.'],
  ),
  'OF-DATE-02': unread(
    ['A date is a day and nothing else.', 'Une date est un jour et rien d’autre.'],
    ['A time or a remark follows the day.', 'Une heure ou une remarque suit le jour.'],
    ['Write the day alone.', 'Écrivez le jour seul.'],
  ),
  'OF-EXT-01': unread(
    ['The file holds an invoice that can be read.', 'Le fichier contient une facture lisible.'],
    ['The PDF has no attached XML, or the XML is cut off.', 'Le PDF n’a pas de XML joint, ou le XML est tronqué.'],
    ['Send the file as the software made it.', 'Envoyez le fichier tel que le logiciel l’a produit.'],
  ),
  'OF-PACK-01': unread(
    [
      'An installed rule pack and the rules of this server come to the same verdict.',
      'Un jeu de règles installé et les règles de ce serveur rendent le même verdict.',
    ],
    [
      'The pack is of another version, or one of the two has a fault.',
      'Le jeu est d’une autre version, ou l’un des deux a un défaut.',
    ],
    [
      'Compare the ids that the finding names; update the pack, or report the difference.',
      'Comparez les identifiants cités ; mettez le jeu à jour, ou signalez la différence.',
    ],
  ),
  REQUIRED: unread(
    ['The field is given.', 'Le champ est renseigné.'],
    [
      'It was left out of the body, or its name is spelled otherwise.',
      'Il manque dans le corps, ou son nom est écrit autrement.',
    ],
    ['Add the field at the path.', 'Ajoutez le champ au chemin indiqué.'],
  ),
  INVALID: unread(
    ['The field has a value of its kind.', 'Le champ a une valeur de son genre.'],
    [
      'A code is not of its list, or a number is written as text.',
      'Un code n’est pas de sa liste, ou un nombre est écrit en texte.',
    ],
    ['The message says which values are taken.', 'Le message indique les valeurs admises.'],
  ),
  MISMATCH: unread(
    ['Fields that say the same agree with each other.', 'Les champs qui disent la même chose concordent.'],
    ['A total was computed with another rounding.', 'Un total a été calculé avec un autre arrondi.'],
    ['Correct it, or leave it out: totals are computed.', 'Corrigez-le, ou retirez-le : les totaux sont calculés.'],
  ),
  DUPLICATE: unread(
    ['An entry stands once.', 'Une entrée figure une fois.'],
    ['Two entries have the same identifier.', 'Deux entrées ont le même identifiant.'],
    ['Leave one out, or give it another identifier.', 'Retirez-en une, ou donnez-lui un autre identifiant.'],
  ),
  TOO_LONG: unread(
    ['A text has the length that documents can carry.', 'Un texte a la longueur que les documents admettent.'],
    ['A whole description stands in a short field.', 'Une description entière figure dans un champ court.'],
    ['Shorten it, or use a note.', 'Raccourcissez-le, ou utilisez une note.'],
  ),
  UNKNOWN: unread(
    ['Every member of the body is known.', 'Chaque membre du corps est connu.'],
    ['The name is misspelled or of another API.', 'Le nom est mal écrit ou d’une autre API.'],
    ['See the list of fields in openapi.json.', 'Voyez la liste des champs dans openapi.json.'],
  ),
};

/** What is said of the members of a group by the first that fits. */
export const startingWith = (notes: StartNotes, id: string): RuleNote | undefined =>
  notes.find(([start]) => id.startsWith(start))?.[1];
