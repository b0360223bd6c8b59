import type { Rule } from '../../rule.js';
import { type CategoryRule, categoryRule } from './category-rule.js';
import { type CategoryUse, useOf } from './taxed-amounts.js';
import type { VatCategoryRules } from './vat-category-rules.js';

/** Whether the groups of a category go with the lines, allowances and charges that use it. */
type Fits = (category: VatCategoryRules, use: CategoryUse) => boolean;

const adjustments = ({ allowances, charges }: CategoryUse): number => allowances.length + charges.length;

/** In CII two uses of a taxed category among lines and groups are enough, be there a group or not. */
const inCii: Fits = ({ code, taxed }, use) => {
  const groups = use.groups.length;
  const lines = use.lines.length;
  const others = adjustments(use);
  if (taxed) return (lines === 0 || lines + groups >= 2) && (others === 0 || others + groups >= 2);
  if (groups === 0) return code === 'O' || lines + others === 0;
  return groups === 1 && lines + others > 0;
};

const inUbl: Fits = ({ taxed }, use) => {
  const groups = use.groups.length;
  const used = use.lines.length + adjustments(use) > 0;
  return taxed ? used === groups > 0 : groups === 1 || (groups === 0 && !used);
};

const FITS = { CII: inCii, UBL: inUbl } as const;

const check =
  (category: VatCategoryRules): Rule['check'] =>
  (subject, broken) => {
    const use = useOf(subject, category.code);
    if (FITS[subject.syntax](category, use)) return;
    broken('vat_breakdown', {
      groups: String(use.groups.length),
      uses: String(use.lines.length + adjustments(use)),
    });
  };

/** …-01: what is used has its group, and a group is used. */
export const groupRule: CategoryRule = (category) =>
  categoryRule(category, '01', {
    terms: ['BG-23', 'BT-118', 'BT-151', 'BT-95', 'BT-102'],
    says: {
      en: 'VAT category {category} ({name}): {uses} lines, allowances and charges use it, {groups} VAT groups have it.',
      fr: 'Catégorie de TVA {category} ({name}) : {uses} lignes, remises et frais l’utilisent, {groups} groupes de TVA la portent.',
    },
    fix: category.taxed
      ? {
          en: 'Give a VAT group for each rate that is used, and none that is not.',
          fr: 'Donner un groupe de TVA pour chaque taux utilisé, et aucun pour les autres.',
        }
      : {
          en: 'Give exactly one VAT group of the category where it is used, and none where it is not.',
          fr: 'Donner un seul groupe de TVA de cette catégorie si elle est utilisée, et aucun sinon.',
        },
    check: check(category),
  });
