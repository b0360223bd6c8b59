import { type CategoryRule, categoryRule } from './category-rule.js';
import { useOf } from './taxed-amounts.js';

const WANTED = {
  en: 'VAT group {category} ({name}) must say why no VAT is charged: a reason (BT-120) or a code (BT-121).',
  fr: 'Le groupe de TVA {category} ({name}) doit dire pourquoi la TVA n’est pas facturée : un motif (BT-120) ou un code (BT-121).',
};

const FORBIDDEN = {
  en: 'VAT group {category} ({name}) must not name a ground of exemption, and says “{value}” (BT-120, BT-121).',
  fr: 'Le groupe de TVA {category} ({name}) ne doit pas nommer de motif d’exonération, et dit « {value} » (BT-120, BT-121).',
};

/** …-10: whether a group says why it bears no VAT. */
export const exemptionRule: CategoryRule = (category) => {
  const wanted = category.exemption === 'wanted';
  return categoryRule(category, '10', {
    terms: ['BT-120', 'BT-121'],
    says: wanted ? WANTED : FORBIDDEN,
    check: (subject, broken) => {
      for (const { at, entry } of useOf(subject, category.code).groups) {
        const value = entry.exemption_reason ?? entry.exemption_code;
        if ((value !== undefined) !== wanted) broken(`${at}.exemption_reason`, { value: value ?? '' });
      }
    },
  });
};
