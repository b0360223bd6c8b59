import { noteOf, type StartNotes } from './rule-note.js';

/** What French rules want of several fields together, of amounts, of groups of lines and of lifecycle messages. */
export const FRENCH_CONDITION_NOTES: StartNotes = [
  [
    'BR-FR-CO-03',
    noteOf(
      [
        'A credit note for a global allowance (262) names contract (BT-12) and period (BG-14).',
        'Un avoir de remise globale (262) cite le contrat (BT-12) et la période (BG-14).',
      ],
      ['Type 262 was used for an ordinary credit note.', 'Le type 262 a servi pour un avoir ordinaire.'],
      ['Use 381, or give contract and period.', 'Utilisez 381, ou donnez contrat et période.'],
    ),
  ],
  [
    'BR-FR-CO-04',
    noteOf(
      [
        'A corrective invoice names the one invoice it corrects, with number and date.',
        'Une facture rectificative cite la facture rectifiée, avec numéro et date.',
      ],
      ['The reference was left out, or several are named.', 'La référence manque, ou il y en a plusieurs.'],
      ['Name one invoice (BT-25, BT-26).', 'Citez une facture (BT-25, BT-26).'],
    ),
  ],
  [
    'BR-FR-CO-05',
    noteOf(
      [
        'A credit note names the invoice it credits, with number and date.',
        'Un avoir cite la facture créditée, avec numéro et date.',
      ],
      ['The credit note was made by itself, not from the invoice.', 'L’avoir a été créé seul, non depuis la facture.'],
      ['Name the invoice (BT-25, BT-26), or one on each line.', 'Citez la facture (BT-25, BT-26), ou une par ligne.'],
    ),
  ],
  [
    'BR-FR-CO-07',
    noteOf(
      [
        'Payment is not due before the invoice is issued, but for deposits and paid invoices.',
        'L’échéance ne précède pas l’émission, sauf acomptes et factures payées.',
      ],
      [
        'The date of payment stands as due date of an ordinary frame.',
        'La date de paiement figure comme échéance dans un cadre ordinaire.',
      ],
      [
        'Correct the due date, or use B2, S2 or M2 for an invoice that is paid.',
        'Corrigez l’échéance, ou utilisez B2, S2 ou M2 pour une facture payée.',
      ],
    ),
  ],
  [
    'BR-FR-CO-08',
    noteOf(
      [
        'A deposit is not a final invoice: frames B4, S4, M4 go with ordinary types.',
        'Un acompte n’est pas une facture définitive : B4, S4, M4 vont avec les types ordinaires.',
      ],
      [
        'The frame of the final invoice was used for the deposit.',
        'Le cadre de la facture définitive a servi pour l’acompte.',
      ],
      ['Use B1, S1 or M1 for the deposit.', 'Utilisez B1, S1 ou M1 pour l’acompte.'],
    ),
  ],
  [
    'BR-FR-CO-09',
    noteOf(
      [
        'A paid frame (B2, S2, M2) has all paid, nothing due, and the date of payment (BT-9).',
        'Un cadre payé (B2, S2, M2) a tout payé, rien à payer, et la date de paiement (BT-9).',
      ],
      ['The frame says paid, but BT-113 was left at 0.', 'Le cadre indique payé, mais BT-113 est resté à 0.'],
      [
        'Set BT-113 to the total with VAT, BT-115 to 0 and BT-9 to the day of payment.',
        'Mettez BT-113 au total TVA comprise, BT-115 à 0 et BT-9 au jour du paiement.',
      ],
    ),
  ],
  [
    'BR-FR-CO-10',
    noteOf(
      [
        'An identifier has a scheme, and each scheme stands once for a party.',
        'Un identifiant a un schéma, et chaque schéma figure une fois par partie.',
      ],
      [
        'A customer number was written as a global identifier without schemeID.',
        'Un numéro client est écrit comme identifiant global sans schemeID.',
      ],
      [
        'Add the scheme (0009, 0088, 0224 …) or leave the identifier out.',
        'Ajoutez le schéma (0009, 0088, 0224 …) ou retirez l’identifiant.',
      ],
    ),
  ],
  [
    'BR-FR-CO-12',
    noteOf(
      [
        'An invoice in another currency states its VAT in euros too (BT-6, BT-111).',
        'Une facture en autre devise indique aussi la TVA en euros (BT-6, BT-111).',
      ],
      ['Only the currency of the invoice was set.', 'Seule la devise de la facture a été choisie.'],
      ['Give BT-6 = EUR and BT-111.', 'Donnez BT-6 = EUR et BT-111.'],
    ),
  ],
  [
    'BR-FR-CO-1',
    noteOf(
      [
        'A member of a single taxable entity (scheme 0231) says so in a note TXD and names its representative (BG-11).',
        'Un membre d’un assujetti unique (schéma 0231) l’indique en note TXD et cite le représentant (BG-11).',
      ],
      ['The group’s identifier was added without the rest.', 'L’identifiant du groupe a été ajouté sans le reste.'],
      [
        'Add the note TXD MEMBRE_ASSUJETTI_UNIQUE and BG-11 with BT-63.',
        'Ajoutez la note TXD MEMBRE_ASSUJETTI_UNIQUE et BG-11 avec BT-63.',
      ],
    ),
  ],
  [
    'BR-FR-DEC',
    noteOf(
      [
        'Amounts have at most 19 characters and 2 decimals, prices 6 and quantities 4 decimals.',
        'Un montant a au plus 19 caractères et 2 décimales, un prix 6 et une quantité 4 décimales.',
      ],
      [
        'Numbers are written as the computer holds them, unrounded.',
        'Les nombres sont écrits tels que calculés, sans arrondi.',
      ],
      ['Round before writing.', 'Arrondissez avant d’écrire.'],
    ),
  ],
  [
    'BR-FR-MV',
    noteOf(
      [
        'An invoice of several sellers groups its lines by seller, each group with its own number, SIREN and VAT.',
        'Une facture multi-vendeurs groupe ses lignes par vendeur, chaque groupe avec numéro, SIREN et TVA.',
      ],
      [
        'A frame ending in 8 was chosen for an invoice of one seller, or a group lacks a member.',
        'Un cadre finissant par 8 a été choisi pour un seul vendeur, ou un groupe est incomplet.',
      ],
      ['Use frame 1, or complete every group.', 'Utilisez le cadre 1, ou complétez chaque groupe.'],
    ),
  ],
  [
    'BR-FR-BD',
    noteOf(
      [
        'A two-way self-billed invoice has exactly two groups of lines, one for each side.',
        'Une autofacture réciproque a exactement deux groupes de lignes, un par partie.',
      ],
      [
        'A frame ending in 9 was chosen for another invoice.',
        'Un cadre finissant par 9 a été choisi pour une autre facture.',
      ],
      ['Use frame 1, or form the two groups.', 'Utilisez le cadre 1, ou formez les deux groupes.'],
    ),
  ],
  [
    'BR-FR-CDV-02',
    noteOf(
      [
        'A lifecycle message names its guideline (MDT-3), that of invoices between platforms.',
        'Un message de cycle de vie cite son guide (MDT-3), celui des factures entre plateformes.',
      ],
      ['The guideline of another flow was copied.', 'Le guide d’un autre flux a été recopié.'],
      ['Write urn.cpro.gouv.fr:1p0:CDV:invoice.', 'Écrivez urn.cpro.gouv.fr:1p0:CDV:invoice.'],
    ),
  ],
  [
    'BR-FR-CDV-CL-01',
    noteOf(
      [
        'The process of a lifecycle message (MDT-2) is one of a fixed list.',
        'Le processus d’un message de cycle de vie (MDT-2) est d’une liste fixe.',
      ],
      ['A billing frame or another text stands there.', 'Un cadre de facturation ou un autre texte y figure.'],
      [
        'Use REGULATED, NON_REGULATED, B2C, B2CINT, B2BINT or OUTOFSCOPE.',
        'Utilisez REGULATED, NON_REGULATED, B2C, B2CINT, B2BINT ou OUTOFSCOPE.',
      ],
    ),
  ],
  [
    'BR-FR-CDV-16',
    noteOf(
      [
        'Each status of a lifecycle message has a sequence number (MDT-124-2).',
        'Chaque statut d’un message de cycle de vie a un numéro d’ordre (MDT-124-2).',
      ],
      ['A single status was written without its number.', 'Un statut unique a été écrit sans numéro.'],
      ['Number the statuses from 1.', 'Numérotez les statuts à partir de 1.'],
    ),
  ],
];
