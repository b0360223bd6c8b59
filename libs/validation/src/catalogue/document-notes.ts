import { noteOf, type Notes } from './rule-note.js';

const total = (wants: readonly [string, string], cause?: readonly [string, string]) =>
  noteOf(
    wants,
    cause ?? [
      'The total was rounded apart from its parts, or a part was changed after it was added up.',
      'Le total a été arrondi séparément, ou une partie a changé après le calcul.',
    ],
    [
      'Compute the total from the amounts as they stand in the file; the finding names both figures and the difference.',
      'Recalculez le total d’après les montants du fichier ; le constat cite les deux chiffres et l’écart.',
    ],
  );

const period = noteOf(
  ['A period does not end before it starts.', 'Une période ne finit pas avant d’avoir commencé.'],
  [
    'Start and end were swapped, or one is of another year.',
    'Début et fin sont inversés, ou l’un est d’une autre année.',
  ],
  ['Correct one of the two dates.', 'Corrigez l’une des deux dates.'],
);
const negative = noteOf(
  ['A price is not negative.', 'Un prix n’est pas négatif.'],
  [
    'A reduction or a return was entered as a negative price.',
    'Une réduction ou un retour a été saisi comme prix négatif.',
  ],
  [
    'Give the quantity the minus sign, or use an allowance (BG-20, BG-27).',
    'Mettez le signe moins sur la quantité, ou utilisez une remise (BG-20, BG-27).',
  ],
);
const scheme = noteOf(
  ['The identifier says which register it is from.', 'L’identifiant indique de quel registre il vient.'],
  ['The scheme attribute was left out.', 'L’attribut de schéma a été omis.'],
  [
    'Add schemeID: 0225 for a French electronic address, 0002 a SIREN, 0009 a SIRET, 0088 or 0160 a GS1 number.',
    'Ajoutez schemeID : 0225 pour une adresse électronique française, 0002 un SIREN, 0009 un SIRET, 0088 ou 0160 un numéro GS1.',
  ],
);

/** Notes of the rules on totals, dates and identifiers of EN 16931. */
export const DOCUMENT_NOTES: Notes = {
  'BR-17': noteOf(
    [
      'A payee (BG-10) has a name and is somebody other than the seller.',
      'Un bénéficiaire (BG-10) a un nom et n’est pas le vendeur.',
    ],
    ['The seller was repeated as payee.', 'Le vendeur a été répété comme bénéficiaire.'],
    [
      'Leave the payee out where the seller is paid; else give the name of who is, such as the factor.',
      'Retirez le bénéficiaire si le vendeur est payé ; sinon donnez le nom de qui l’est, tel que l’affactureur.',
    ],
  ),
  'BR-27': negative,
  'BR-28': negative,
  'BR-29': period,
  'BR-30': period,
  'BR-51': noteOf(
    [
      'Of a payment card at most the first six and last four digits are given.',
      'D’une carte de paiement, on ne donne que les six premiers et quatre derniers chiffres.',
    ],
    ['The whole card number is on the invoice.', 'Le numéro complet de la carte figure sur la facture.'],
    ['Give the last four digits only.', 'Ne donnez que les quatre derniers chiffres.'],
  ),
  'BR-53': noteOf(
    [
      'Where BT-6 is given, VAT is also stated in that currency (BT-111).',
      'Si BT-6 est donné, la TVA figure aussi dans cette devise (BT-111).',
    ],
    ['The accounting currency is filled in by default.', 'La devise de comptabilisation est remplie par défaut.'],
    ['Give BT-111, or leave BT-6 out.', 'Donnez BT-111, ou retirez BT-6.'],
  ),
  'BR-54': noteOf(
    [
      'An item attribute has a name (BT-160) and a value (BT-161).',
      'Un attribut d’article a un nom (BT-160) et une valeur (BT-161).',
    ],
    ['Attributes without a value are written all the same.', 'Des attributs sans valeur sont écrits quand même.'],
    ['Leave out attributes that have no value.', 'Retirez les attributs sans valeur.'],
  ),
  'BR-62': scheme,
  'BR-63': scheme,
  'BR-64': scheme,
  'BR-65': scheme,
  'BR-CO-03': noteOf(
    [
      'The tax point is a date (BT-7) or a code (BT-8), not both.',
      'L’exigibilité est une date (BT-7) ou un code (BT-8), pas les deux.',
    ],
    ['Both fields of the software are filled in.', 'Les deux champs du logiciel sont remplis.'],
    ['Leave one of the two out.', 'Retirez l’un des deux.'],
  ),
  'BR-CO-09': noteOf(
    ['A VAT number starts with the code of its country.', 'Un numéro de TVA commence par le code de son pays.'],
    [
      'The number was entered without FR, or a SIREN or national tax number stands in its place.',
      'Le numéro a été saisi sans FR, ou un SIREN ou numéro fiscal national le remplace.',
    ],
    ['Write the prefix: FR, DE, EL for Greece …', 'Écrivez le préfixe : FR, DE, EL pour la Grèce …'],
  ),
  'BR-CO-10': total([
    'The sum of the lines (BT-106) is what their amounts (BT-131) add up to.',
    'La somme des lignes (BT-106) est le total de leurs montants (BT-131).',
  ]),
  'BR-CO-11': total([
    'The sum of the allowances (BT-107) is what they add up to (BT-92).',
    'La somme des remises (BT-107) est le total de leurs montants (BT-92).',
  ]),
  'BR-CO-12': total([
    'The sum of the charges (BT-108) is what they add up to (BT-99).',
    'La somme des majorations (BT-108) est le total de leurs montants (BT-99).',
  ]),
  'BR-CO-13': total([
    'The total without VAT (BT-109) is lines − allowances + charges.',
    'Le total hors TVA (BT-109) est lignes − remises + majorations.',
  ]),
  'BR-CO-14': total([
    'The total VAT (BT-110) is the sum of the VAT of all groups (BT-117).',
    'Le total de TVA (BT-110) est la somme de la TVA de tous les groupes (BT-117).',
  ]),
  'BR-CO-15': total([
    'The total with VAT (BT-112) is the total without (BT-109) plus VAT (BT-110).',
    'Le total TVA comprise (BT-112) est le total hors TVA (BT-109) plus la TVA (BT-110).',
  ]),
  'BR-CO-16': total(
    [
      'The amount due (BT-115) is total with VAT − paid + rounding.',
      'Le montant à payer (BT-115) est total TVA comprise − déjà payé + arrondi.',
    ],
    [
      'A deposit was taken off the amount due but not stated as paid (BT-113).',
      'Un acompte a été déduit du montant à payer sans figurer comme payé (BT-113).',
    ],
  ),
  'BR-CO-17': total(
    [
      'The VAT of a group (BT-117) is its base (BT-116) times its rate (BT-119), rounded to cents.',
      'La TVA d’un groupe (BT-117) est sa base (BT-116) multipliée par son taux (BT-119), arrondie au centime.',
    ],
    ['VAT was added up line by line.', 'La TVA a été additionnée ligne par ligne.'],
  ),
  'BR-CO-27': noteOf(
    [
      'A payment account is an IBAN or another account number, one of the two.',
      'Un compte de paiement est un IBAN ou un autre numéro de compte, l’un des deux.',
    ],
    ['Both are written for the same account, or none.', 'Les deux sont écrits pour le même compte, ou aucun.'],
    ['Keep the IBAN.', 'Gardez l’IBAN.'],
  ),
};
