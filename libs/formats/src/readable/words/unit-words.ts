/** Singular and plural of a unit in one language. */
export type UnitWords = readonly [one: string, many: string];

/** UN/ECE Recommendations 20 and 21: the units invoices count in, in French and in English. */
export const UNIT_WORDS: Readonly<Record<string, readonly [fr: UnitWords, en: UnitWords]>> = {
  ANN: [
    ['an', 'ans'],
    ['year', 'years'],
  ],
  BX: [
    ['boîte', 'boîtes'],
    ['box', 'boxes'],
  ],
  C62: [
    ['unité', 'unités'],
    ['unit', 'units'],
  ],
  CMT: [
    ['cm', 'cm'],
    ['cm', 'cm'],
  ],
  CT: [
    ['carton', 'cartons'],
    ['carton', 'cartons'],
  ],
  DAY: [
    ['jour', 'jours'],
    ['day', 'days'],
  ],
  DZN: [
    ['douzaine', 'douzaines'],
    ['dozen', 'dozens'],
  ],
  E48: [
    ['prestation', 'prestations'],
    ['service', 'services'],
  ],
  EA: [
    ['pièce', 'pièces'],
    ['piece', 'pieces'],
  ],
  GRM: [
    ['g', 'g'],
    ['g', 'g'],
  ],
  H87: [
    ['pièce', 'pièces'],
    ['piece', 'pieces'],
  ],
  HUR: [
    ['h', 'h'],
    ['h', 'h'],
  ],
  KGM: [
    ['kg', 'kg'],
    ['kg', 'kg'],
  ],
  KMT: [
    ['km', 'km'],
    ['km', 'km'],
  ],
  KWH: [
    ['kWh', 'kWh'],
    ['kWh', 'kWh'],
  ],
  LM: [
    ['m linéaire', 'm linéaires'],
    ['linear m', 'linear m'],
  ],
  LS: [
    ['forfait', 'forfaits'],
    ['lump sum', 'lump sums'],
  ],
  LTR: [
    ['L', 'L'],
    ['L', 'L'],
  ],
  MIN: [
    ['min', 'min'],
    ['min', 'min'],
  ],
  MLT: [
    ['mL', 'mL'],
    ['mL', 'mL'],
  ],
  MMT: [
    ['mm', 'mm'],
    ['mm', 'mm'],
  ],
  MON: [
    ['mois', 'mois'],
    ['month', 'months'],
  ],
  MTK: [
    ['m²', 'm²'],
    ['m²', 'm²'],
  ],
  MTQ: [
    ['m³', 'm³'],
    ['m³', 'm³'],
  ],
  MTR: [
    ['m', 'm'],
    ['m', 'm'],
  ],
  MWH: [
    ['MWh', 'MWh'],
    ['MWh', 'MWh'],
  ],
  NAR: [
    ['article', 'articles'],
    ['article', 'articles'],
  ],
  NPR: [
    ['paire', 'paires'],
    ['pair', 'pairs'],
  ],
  P1: [
    ['%', '%'],
    ['%', '%'],
  ],
  PR: [
    ['paire', 'paires'],
    ['pair', 'pairs'],
  ],
  SET: [
    ['lot', 'lots'],
    ['set', 'sets'],
  ],
  TNE: [
    ['t', 't'],
    ['t', 't'],
  ],
  WEE: [
    ['semaine', 'semaines'],
    ['week', 'weeks'],
  ],
  XBX: [
    ['boîte', 'boîtes'],
    ['box', 'boxes'],
  ],
  XCT: [
    ['carton', 'cartons'],
    ['carton', 'cartons'],
  ],
  XPK: [
    ['paquet', 'paquets'],
    ['package', 'packages'],
  ],
  XPP: [
    ['pièce', 'pièces'],
    ['piece', 'pieces'],
  ],
  XPX: [
    ['palette', 'palettes'],
    ['pallet', 'pallets'],
  ],
};
