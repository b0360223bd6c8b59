import { noteOf, type RuleNote } from './rule-note.js';

type Pair = readonly [en: string, fr: string];

/** Families of rules by VAT category: BR-IC is about category K. */
const CATEGORIES: Readonly<Record<string, readonly [code: string, ...names: Pair]>> = {
  S: ['S', 'standard or reduced rate', 'taux normal ou réduit'],
  Z: ['Z', 'zero rate', 'taux zéro'],
  E: ['E', 'exempt', 'exonéré'],
  AE: ['AE', 'reverse charge', 'autoliquidation'],
  IC: ['K', 'intra-Community supply', 'livraison intracommunautaire'],
  G: ['G', 'export', 'exportation'],
  O: ['O', 'outside the scope of VAT', 'hors du champ de la TVA'],
  AF: ['L', 'Canary Islands tax', 'impôt des Canaries'],
  AG: ['M', 'Ceuta and Melilla tax', 'impôt de Ceuta et Melilla'],
};

const TAXED: ReadonlySet<string> = new Set(['S', 'L', 'M']);
const PLACES: readonly Pair[] = [
  ['lines', 'lignes'],
  ['document allowances', 'remises du document'],
  ['document charges', 'majorations du document'],
];

const numbers = (code: string): Pair => {
  if (code === 'O')
    return [
      'no VAT numbers of seller, buyer or representative',
      'aucun numéro de TVA du vendeur, de l’acheteur ou du représentant',
    ];
  if (code === 'K') return ['the VAT numbers of seller and buyer', 'les numéros de TVA du vendeur et de l’acheteur'];
  if (code === 'AE')
    return [
      'the tax number of the seller and the VAT number or SIREN of the buyer',
      'le numéro fiscal du vendeur et le numéro de TVA ou le SIREN de l’acheteur',
    ];
  if (code === 'G')
    return ['the VAT number of the seller or its representative', 'le numéro de TVA du vendeur ou de son représentant'];
  return ['a VAT number or tax registration of the seller', 'un numéro de TVA ou un identifiant fiscal du vendeur'];
};

const rates = (code: string): Pair => {
  if (code === 'S') return ['a rate above 0', 'un taux supérieur à 0'];
  if (code === 'O') return ['no rate', 'aucun taux'];
  return TAXED.has(code) ? ['a rate of 0 or more', 'un taux de 0 ou plus'] : ['the rate 0', 'le taux 0'];
};

const group = ([en, fr]: Pair, code: string): RuleNote =>
  noteOf(
    [
      `What is of category ${code} (${en}) has its group in the VAT breakdown (BG-23).`,
      `Ce qui est de catégorie ${code} (${fr}) a son groupe dans la ventilation de TVA (BG-23).`,
    ],
    [
      'A line, allowance or charge has the category, but the breakdown has no group of it, or several.',
      'Une ligne, remise ou majoration a la catégorie, mais la ventilation n’en a aucun groupe, ou plusieurs.',
    ],
    [
      `Add one group with category ${code}, or correct the category of the line.`,
      `Ajoutez un groupe de catégorie ${code}, ou corrigez la catégorie de la ligne.`,
    ],
  );

const sums = ([en, fr]: Pair, code: string): RuleNote =>
  noteOf(
    [
      `The taxable amount (BT-116) of category ${code} (${en}) is lines − allowances + charges of that category and rate.`,
      `La base (BT-116) de catégorie ${code} (${fr}) est la somme lignes − remises + majorations de cette catégorie et de ce taux.`,
    ],
    [
      'A document allowance or charge was left out of the base, or a line has another rate than its group.',
      'Une remise ou majoration du document manque dans la base, ou une ligne a un autre taux que son groupe.',
    ],
    [
      'Add up the lines of each rate anew; the finding names both amounts.',
      'Recalculez la somme des lignes par taux ; le constat cite les deux montants.',
    ],
  );

const taxes = ([en, fr]: Pair, code: string): RuleNote =>
  TAXED.has(code)
    ? noteOf(
        [
          `The VAT (BT-117) of category ${code} (${en}) is the taxable amount times the rate, rounded to cents.`,
          `La TVA (BT-117) de catégorie ${code} (${fr}) est la base multipliée par le taux, arrondie au centime.`,
        ],
        [
          'VAT was added up line by line, each rounded by itself.',
          'La TVA a été additionnée ligne par ligne, chacune arrondie.',
        ],
        ['Compute VAT once for each rate, on the sum.', 'Calculez la TVA une fois par taux, sur la somme.'],
      )
    : noteOf(
        [`The VAT (BT-117) of category ${code} (${en}) is 0.`, `La TVA (BT-117) de catégorie ${code} (${fr}) est 0.`],
        [
          'The category was chosen for something that is taxed, or VAT was computed all the same.',
          'La catégorie a été choisie pour une opération taxée, ou la TVA a quand même été calculée.',
        ],
        [
          'Set the VAT to 0, or use category S with its rate.',
          'Mettez la TVA à 0, ou utilisez la catégorie S avec son taux.',
        ],
      );

const grounds = ([en, fr]: Pair, code: string): RuleNote =>
  TAXED.has(code) || code === 'Z'
    ? noteOf(
        [
          `A group of category ${code} (${en}) gives no exemption reason (BT-120, BT-121).`,
          `Un groupe de catégorie ${code} (${fr}) n’indique pas de motif d’exonération (BT-120, BT-121).`,
        ],
        [
          'A standing text of the software is written to every group.',
          'Un texte fixe du logiciel est écrit dans chaque groupe.',
        ],
        [
          'Leave the reason out, or use a category that is exempt.',
          'Retirez le motif, ou utilisez une catégorie exonérée.',
        ],
      )
    : noteOf(
        [
          `A group of category ${code} (${en}) says why no VAT is charged (BT-120 or BT-121).`,
          `Un groupe de catégorie ${code} (${fr}) indique pourquoi la TVA n’est pas due (BT-120 ou BT-121).`,
        ],
        [
          'The rate was set to 0 without the ground that the law asks for.',
          'Le taux a été mis à 0 sans le motif que la loi exige.',
        ],
        [
          'Give the VATEX code, such as VATEX-FR-FRANCHISE or VATEX-EU-AE, or the article of the law.',
          'Donnez le code VATEX, tel que VATEX-FR-FRANCHISE ou VATEX-EU-AE, ou l’article de loi.',
        ],
      );

const party = (place: Pair, name: Pair, code: string): RuleNote => {
  const [en, fr] = numbers(code);
  return noteOf(
    [
      `With ${place[0]} of category ${code} (${name[0]}) there must be ${en}.`,
      `Avec des ${place[1]} de catégorie ${code} (${name[1]}), il faut ${fr}.`,
    ],
    code === 'O'
      ? [
          'The numbers are filled in by the software, whatever the category.',
          'Le logiciel remplit les numéros quelle que soit la catégorie.',
        ]
      : [
          'The number is missing in the company’s or the customer’s file.',
          'Le numéro manque dans la fiche de l’entreprise ou du client.',
        ],
    code === 'O'
      ? [
          'Leave BT-31, BT-48 and BT-63 out; the SIREN stays in BT-30 and BT-47.',
          'Retirez BT-31, BT-48 et BT-63 ; le SIREN reste en BT-30 et BT-47.',
        ]
      : [`Give ${en} (BT-31, BT-32, BT-48, BT-63).`, `Donnez ${fr} (BT-31, BT-32, BT-48, BT-63).`],
  );
};

const rate = (place: Pair, name: Pair, code: string): RuleNote => {
  const [en, fr] = rates(code);
  return noteOf(
    [
      `The ${place[0]} of category ${code} (${name[0]}) have ${en}.`,
      `Les ${place[1]} de catégorie ${code} (${name[1]}) ont ${fr}.`,
    ],
    ['Category and rate were set apart from each other.', 'Catégorie et taux ont été saisis séparément.'],
    [`Give ${en}, or the category that fits the rate.`, `Indiquez ${fr}, ou la catégorie qui convient au taux.`],
  );
};

/** K and O have rules that no other category has. */
const MORE: Readonly<Record<string, RuleNote>> = {
  'IC-11': noteOf(
    [
      'An intra-Community supply (K) states when it was delivered: BT-72 or a period (BG-14).',
      'Une livraison intracommunautaire (K) indique sa date : BT-72 ou une période (BG-14).',
    ],
    [
      'The delivery note’s date is not carried over to the invoice.',
      'La date du bon de livraison n’est pas reprise dans la facture.',
    ],
    ['Give the delivery date (BT-72).', 'Donnez la date de livraison (BT-72).'],
  ),
  'IC-12': noteOf(
    [
      'An intra-Community supply (K) states the country it went to (BT-80).',
      'Une livraison intracommunautaire (K) indique le pays d’arrivée (BT-80).',
    ],
    [
      'No delivery address is given because it is that of the buyer.',
      'Aucune adresse de livraison n’est donnée, car c’est celle de l’acheteur.',
    ],
    [
      'Give the country of delivery (BT-80), also where it is the buyer’s.',
      'Donnez le pays de livraison (BT-80), même si c’est celui de l’acheteur.',
    ],
  ),
};
const ALONE = noteOf(
  [
    'What is outside the scope of VAT (O) stands alone on an invoice.',
    'Ce qui est hors du champ de la TVA (O) figure seul sur une facture.',
  ],
  [
    'Disbursements were put on an invoice with taxed lines.',
    'Des débours figurent sur une facture qui a des lignes taxées.',
  ],
  [
    'Make an invoice of their own for lines of category O, or use category E where it fits.',
    'Faites une facture à part pour les lignes de catégorie O, ou utilisez la catégorie E si elle convient.',
  ],
);

const SHAPE = /^BR-(?:FREXT-|FXEXT-)?(S|Z|E|AE|IC|G|O|AF|AG)-(\d\d)/;

/** The note of a rule on a VAT category: of the norm, and of the extensions that took it over with another tolerance. */
export const vatNote = (id: string): RuleNote | undefined => {
  const [, family = '', number = ''] = SHAPE.exec(id) ?? [];
  const [code, ...name] = CATEGORIES[family] ?? ['', '', ''];
  if (code === '') return undefined;
  const at = Number(number);
  const place = PLACES[at < 5 ? at - 2 : at - 5];
  if (at === 1) return group(name, code);
  if (at === 8) return sums(name, code);
  if (at === 9) return taxes(name, code);
  if (at === 10) return grounds(name, code);
  if (at > 10) return code === 'O' ? ALONE : MORE[`${family}-${number}`];
  if (place === undefined) return undefined;
  return at < 5 ? party(place, name, code) : rate(place, name, code);
};
