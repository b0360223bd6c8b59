import { describe, expect, it } from 'vitest';
import { BUSINESS_RULES } from '../business/business-rules.js';
import { CONTAINER_RULES } from '../container/check-container.js';
import { BR_FR_FLUX2, EN16931 } from '../rule-sets.js';
import { allRules, describeRule, type RuleDescription } from './describe-rule.js';
import { writtenNote } from './note-for.js';
import { termName } from './term-names.js';

const sentences = ({ wants, cause, fix }: RuleDescription): readonly string[] =>
  [wants, cause, fix].flatMap(({ en, fr }) => [en, fr]);

describe('the catalogue of rules', () => {
  it('has every rule of our sets, and once', () => {
    const codes = allRules().map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    const ours = [
      ...[EN16931, BR_FR_FLUX2].flatMap(({ rules, elements }) => [...rules, ...elements.CII, ...elements.UBL]),
      ...BUSINESS_RULES,
      ...CONTAINER_RULES,
    ];
    expect(ours.filter(({ id }) => describeRule(id) === undefined)).toEqual([]);
  });

  it('says of each what it wants, why it breaks and what to change, in two languages and without open places', () => {
    const poor = allRules().filter(
      (rule) =>
        sentences(rule).some((text) => text.trim().length < 6 || /[{}]|undefined/.test(text)) ||
        rule.wants.en === rule.wants.fr ||
        rule.cause.en === rule.cause.fr ||
        rule.fix.en === rule.fix.fr,
    );
    expect(poor.map(({ code }) => code)).toEqual([]);
  });

  it('names the terms of a rule', () => {
    expect(describeRule('BR-CO-10')).toMatchObject({
      ruleset: 'EN16931 1.3.16',
      severity: 'error',
      syntaxes: ['CII', 'UBL'],
      terms: [{ term: 'BT-106', en: 'sum of line amounts', fr: 'somme des montants des lignes' }, { term: 'BT-131' }],
    });
    const nameless = allRules().flatMap(({ terms }) =>
      terms.filter(({ term, en }) => /^B[TG]-/.test(term) && en.startsWith('term ')),
    );
    expect(nameless).toEqual([]);
  });

  it('says in which syntax a rule is checked, and the worst severity', () => {
    // A warning in EN 16931, an error in Factur-X EXTENDED.
    expect(describeRule('CII-SR-465')).toMatchObject({ syntaxes: ['CII'], severity: 'error' });
    expect(describeRule('BR-FR-CDV-CL-01_MDT-2')).toMatchObject({ syntaxes: ['CDAR'], severity: 'error' });
    expect(describeRule('BR-51')).toMatchObject({ severity: 'error' });
  });

  it('knows our own codes and those of fields', () => {
    expect(describeRule('OF-SUM-01')?.ruleset).toBe('onefacture 1');
    expect(describeRule('OF-XML-02')).toMatchObject({ severity: 'error' });
    expect(describeRule('OF-XML-03')).toMatchObject({ severity: 'warning' });
    expect(describeRule('MISMATCH')?.fix.fr).toMatch(/totaux/);
  });

  it('knows nothing of codes that are none', () => {
    expect(['', 'BR-0', 'BR-FR-05_BT-99', 'OF-XML-99', 'constructor'].map(describeRule)).toEqual(
      Array(5).fill(undefined),
    );
  });
});

describe.each([
  ['BR-S-01', /category S .*has its group/, /catégorie S/],
  ['BR-S-02', /VAT number or tax registration of the seller/, /numéro de TVA ou un identifiant fiscal/],
  ['BR-O-03', /document allowances of category O .*no VAT numbers/, /aucun numéro de TVA/],
  ['BR-AE-07', /document charges of category AE .*the rate 0/, /le taux 0/],
  ['BR-O-05', /lines of category O .*no rate/, /aucun taux/],
  ['BR-IC-08', /category K .*lines − allowances \+ charges/, /lignes − remises \+ majorations/],
  ['BR-G-09', /VAT \(BT-117\) of category G .*is 0/, /est 0/],
  ['BR-AG-09', /base|taxable amount times the rate/, /base multipliée par le taux/],
  ['BR-Z-10', /no exemption reason/, /pas de motif/],
  ['BR-E-10', /says why no VAT is charged/, /pourquoi la TVA n’est pas due/],
  ['BR-IC-12', /country it went to/, /pays d’arrivée/],
  ['BR-O-12', /stands alone/, /figure seul/],
  ['BR-CL-23', /code of UN\/ECE/, /code de la liste/],
  ['BR-33', /document allowance reason \(BT-97\) or .*BT-98/, /\(BT-97\) ou .*BT-98/],
  ['BR-FR-30_BT-21', /note BAR/, /note BAR/],
  ['BR-FR-27_BG-32', /attribute/, /attribut/],
])('the note of %s', (id, en, fr) => {
  it('is written for its family', () => {
    expect(writtenNote(id)?.wants.en).toMatch(en);
    expect(writtenNote(id)?.wants.fr).toMatch(fr);
  });
});

describe('the name of a term', () => {
  it('is that of the whole for a part, and its number where it has none', () => {
    expect(termName('BT-29-1')).toEqual({ en: 'part of seller identifier', fr: 'partie de : identifiant du vendeur' });
    expect(termName('MDT-3')).toEqual({ en: 'term MDT-3', fr: 'terme MDT-3' });
  });
});
