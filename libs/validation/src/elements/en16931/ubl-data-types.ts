import type { ElementRule } from '../element-rule.js';

/** Types of data in UBL: UBL-DT-01, 06 and 07 of 1.3.16. */
export const ublDataTypes: readonly ElementRule[] = [
  {
    kind: 'value',
    id: 'UBL-DT-01',
    terms: [],
    severity: 'error',
    at: '//*Amount',
    unless: '//*PriceAmount',
    notBelow: ['Price/AllowanceCharge'],
    holds: (text) => !text.includes('.') || text.length - text.indexOf('.') <= 3,
    says: {
      en: 'The amount {value} has more than two decimals.',
      fr: 'Le montant {value} a plus de deux décimales.',
    },
  },
  ...(
    [
      ['UBL-DT-06', 'mimeCode', 'BT-125-1', 'its media type', 'son type de média'],
      ['UBL-DT-07', 'filename', 'BT-125-2', 'the name of its file', 'le nom de son fichier'],
    ] as const
  ).map(([id, attribute, term, en, fr]): ElementRule => ({
    kind: 'count',
    id,
    terms: [term],
    severity: 'error',
    in: '//*BinaryObject',
    of: `@${attribute}`,
    least: 1,
    says: {
      en: `An attached file does not say ${en} (${term}, attribute ${attribute}).`,
      fr: `Une pièce jointe n'indique pas ${fr} (${term}, attribut ${attribute}).`,
    },
  })),
];
