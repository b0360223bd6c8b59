import { countsInTotals, decimalText, FINAL_FRAMES, PREPAYMENT_TYPES, SERVICE_UNITS } from '@onefacture/invoice';
import type { BusinessRule } from './business-rule.js';

/** Units of work: nobody counts goods in them. Days, weeks and months may be those of a hire with its goods. */
const LABOUR_UNITS: ReadonlySet<string> = new Set(
  ['HUR', 'LH', 'WM', '3C', 'E49'].filter((unit) => SERVICE_UNITS.has(unit)),
);

const goods: BusinessRule = {
  id: 'OF-FRAME-01',
  terms: ['BT-23', 'BT-130'],
  severity: 'warning',
  says: {
    en: 'Billing frame {frame} says goods, but every line is counted in time of work ({units}).',
    fr: 'Le cadre {frame} annonce des biens, mais chaque ligne se compte en temps de travail ({units}).',
  },
  fix: { en: 'Use a frame of services: S1, S2 …', fr: 'Utilisez un cadre de services : S1, S2 …' },
  check: ({ document: { billing_frame: frame = '' }, lines }, _facts, broken) => {
    const units = new Set(lines.filter(countsInTotals).map(({ unit_code: unit = '' }) => unit));
    if (!/^B\d$/.test(frame) || units.size === 0 || ![...units].every((unit) => LABOUR_UNITS.has(unit))) return;
    broken('billing_frame', { frame, units: [...units].join(', ') });
  },
};

const services: BusinessRule = {
  id: 'OF-FRAME-02',
  terms: ['BT-23', 'BT-118'],
  severity: 'warning',
  says: {
    en: 'Billing frame {frame} says services, but VAT category K is that of goods that go to another member state.',
    fr: 'Le cadre {frame} annonce des services, mais la catégorie de TVA K est celle de biens livrés dans un autre État membre.',
  },
  fix: {
    en: 'Use a frame of goods (B1 …), or category AE: a service to a company abroad is taxed there.',
    fr: 'Utilisez un cadre de biens (B1 …), ou la catégorie AE : un service rendu à une entreprise étrangère y est taxé.',
  },
  check: ({ document: { billing_frame: frame = '', vat_breakdown: groups = [] } }, _facts, broken) => {
    const crossing = groups.some(({ tax_category: category }) => category === 'K');
    if (/^S\d$/.test(frame) && crossing) broken('billing_frame', { frame });
  },
};

const ORDINARY: ReadonlySet<string> = new Set(['B1', 'S1', 'M1']);

const paid: BusinessRule = {
  id: 'OF-FRAME-03',
  terms: ['BT-23', 'BT-113', 'BT-115'],
  severity: 'warning',
  says: {
    en: 'All of {paid} was paid and nothing is due, but billing frame {frame} is that of an invoice to be paid.',
    fr: 'Les {paid} sont payés et rien n’est dû, mais le cadre {frame} est celui d’une facture à payer.',
  },
  fix: {
    en: 'Use {wanted} with the date of payment (BT-9), or a final frame (B4, S4, M4) after a deposit.',
    fr: 'Utilisez {wanted} avec la date de paiement (BT-9), ou un cadre définitif (B4, S4, M4) après un acompte.',
  },
  check: ({ document: { billing_frame: frame = '', type_code: type = '', totals } }, _facts, broken) => {
    if (!ORDINARY.has(frame) || PREPAYMENT_TYPES.has(type)) return;
    const { prepaid, gross, due } = totals ?? {};
    if (due?.isZero() !== true || prepaid?.greaterThan(0) !== true || gross?.equals(prepaid) !== true) return;
    broken('billing_frame', { frame, paid: decimalText(prepaid, 2), wanted: `${frame.slice(0, 1)}2` });
  },
};

const final: BusinessRule = {
  id: 'OF-FRAME-04',
  terms: ['BT-23', 'BG-3', 'BT-113'],
  severity: 'warning',
  says: {
    en: 'Billing frame {frame} is that of a final invoice after a deposit, but no deposit is named and nothing was paid.',
    fr: 'Le cadre {frame} est celui d’une facture définitive après acompte, mais aucun acompte n’est cité et rien n’a été payé.',
  },
  fix: {
    en: 'Name the deposit invoice (BG-3) and what was paid (BT-113), or use an ordinary frame.',
    fr: 'Citez la facture d’acompte (BG-3) et la somme payée (BT-113), ou utilisez un cadre ordinaire.',
  },
  check: ({ document, lines }, _facts, broken) => {
    const { billing_frame: frame = '', preceding_invoices: earlier = [], totals } = document;
    if (!FINAL_FRAMES.has(frame) || earlier.length > 0 || totals?.prepaid?.isZero() === false) return;
    if (lines.some(({ preceding_invoices: ofLine = [] }) => ofLine.length > 0)) return;
    broken('billing_frame', { frame });
  },
};

/** BT-23 against what the invoice says elsewhere. */
export const frameRules: readonly BusinessRule[] = [goods, services, paid, final];
