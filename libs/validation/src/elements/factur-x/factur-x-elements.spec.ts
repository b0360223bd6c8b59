import { describe, expect, it } from 'vitest';
import { findingsIn, xmlOf } from '../../../testing/broken-rules.js';
import { SAMPLE } from '../../../testing/sample-document.js';
import { FACTURX_BASIC, FACTURX_BASIC_WL, FACTURX_EXTENDED } from '../../profile-rule-sets.js';
import { EN16931 } from '../../rule-sets.js';
import type { RuleSet } from '../../rules/rule-set.js';

const WHOLE = xmlOf(SAMPLE, 'CII');

const found = ({ elements }: RuleSet, xml: string): string[] =>
  findingsIn(elements.CII, xml, 'CII').map(({ code }) => code);

/** What a set finds after a change, and did not find before. */
const brokenBy = (set: RuleSet, of: RegExp, by: string): string[] => {
  const xml = WHOLE.replace(of, by);
  expect(xml).not.toBe(WHOLE);
  const before = new Set(found(set, WHOLE));
  return found(set, xml).filter((code) => !before.has(code));
};

const GROUP = /(<ram:ApplicableTradeTax>\s*<ram:CalculatedAmount>[^<]*<\/ram:CalculatedAmount>\s*<ram:TypeCode>)VAT/;

const SETTLED = /<ram:SpecifiedTradeSettlementHeaderMonetarySummation>/;

const group = (category: string): string =>
  `<ram:ApplicableTradeTax><ram:TypeCode>VAT</ram:TypeCode><ram:CategoryCode>${category}</ram:CategoryCode></ram:ApplicableTradeTax>$&`;

const groups = (...contents: readonly string[]): string =>
  `${contents.map((one) => `<ram:ApplicableTradeTax>${one}</ram:ApplicableTradeTax>`).join('')}$&`;

const scheme = (code: string): readonly [RegExp, string] => [
  /<ram:BuyerTradeParty>/,
  `$&<ram:GlobalID schemeID="${code}">1</ram:GlobalID>`,
];

const day = (element: string): readonly [RegExp, string] => [
  SETTLED,
  `<ram:${element}><qdt:DateTimeString format="102">202606</qdt:DateTimeString></ram:${element}>$&`,
];

const judged = (set: RuleSet, category: string): string[] =>
  brokenBy(set, SETTLED, group(category)).filter((id) => /^BR-4[5-8]$/.test(id));

const named = (name: string): readonly [RegExp, string] => [
  /(<ram:SellerTradeParty>[^]*?<ram:Name>)[^<]*/,
  `$1${name}`,
];

const payee = (content: string): readonly [RegExp, string] => [
  /<ram:SpecifiedTradePaymentTerms>|<ram:SpecifiedTradeSettlementPaymentMeans>/,
  `<ram:PayeeTradeParty>${content}</ram:PayeeTradeParty>$&`,
];

describe('a wanted text in Factur-X', () => {
  it('may be of blanks, and not empty', () => {
    for (const set of [FACTURX_EXTENDED, FACTURX_BASIC_WL]) {
      expect(brokenBy(set, ...named('  '))).not.toContain('BR-06');
      expect(brokenBy(set, ...named(''))).toContain('BR-06');
    }
    expect(brokenBy(EN16931, ...named('  '))).toContain('BR-06');
  });
});

describe('a payee in Factur-X', () => {
  const sellerName = /<ram:SellerTradeParty>[^]*?<ram:Name>([^<]*)/.exec(WHOLE)?.[1] ?? '';

  it('has a name, which may be that of the seller', () => {
    const same = payee(`<ram:Name>${sellerName}</ram:Name>`);
    expect(brokenBy(EN16931, ...same)).toContain('BR-17');
    for (const set of [FACTURX_EXTENDED, FACTURX_BASIC_WL]) {
      expect(brokenBy(set, ...same)).not.toContain('BR-17');
      expect(brokenBy(set, ...payee('<ram:ID>1</ram:ID>'))).toContain('BR-17');
    }
  });
});

describe('a group of the breakdown in Factur-X', () => {
  it('is there, though no line is', () => {
    const bare = WHOLE.replaceAll(/<ram:(IncludedSupplyChainTradeLineItem|ApplicableTradeTax)>[^]*?<\/ram:\1>/g, '');
    expect(found(EN16931, bare)).not.toContain('BR-CO-18');
    expect(found(FACTURX_EXTENDED, bare)).toContain('BR-CO-18');
  });

  it.each(['GST', ''])('may be of another tax than VAT (%j)', (type) => {
    expect(brokenBy(EN16931, GROUP, `$1${type}`)).toEqual(expect.arrayContaining(['BR-47', 'BR-48']));
    for (const set of [FACTURX_EXTENDED, FACTURX_BASIC_WL]) {
      const broken = brokenBy(set, GROUP, `$1${type}`);
      expect(broken.filter((id) => ['BR-47', 'BR-48'].includes(id))).toEqual([]);
    }
  });

  it('is of no tax that is in no list', () => {
    expect(brokenBy(FACTURX_EXTENDED, GROUP, '$1none')).toEqual(expect.arrayContaining(['BR-47', 'BR-48']));
  });

  it('has a rate and amounts, whatever its category', () => {
    expect(judged(EN16931, 'L')).toEqual([]);
    expect(judged(FACTURX_EXTENDED, 'L')).toEqual(['BR-45', 'BR-46', 'BR-48']);
    expect(judged(FACTURX_EXTENDED, 'O')).toEqual(['BR-45', 'BR-46']);
  });

  it('has a tax point date or its code, where another group may have the other', () => {
    const date = '<ram:TaxPointDate><udt:DateString format="102">20260101</udt:DateString></ram:TaxPointDate>';
    const code = '<ram:DueDateTypeCode>5</ram:DueDateTypeCode>';
    expect(brokenBy(EN16931, SETTLED, groups(date, code))).toContain('BR-CO-03');
    expect(brokenBy(FACTURX_EXTENDED, SETTLED, groups(date, code))).not.toContain('BR-CO-03');
    expect(brokenBy(FACTURX_EXTENDED, SETTLED, groups(date + code))).toContain('BR-CO-03');
  });
});

describe('empty elements in Factur-X', () => {
  const R008 = 'PEPPOL-EN16931-R008';

  it('are warned of in EXTENDED, and elsewhere not by this rule', () => {
    const empty = [SETTLED, '<ram:PayeeTradeParty><ram:Name> </ram:Name></ram:PayeeTradeParty>$&'] as const;
    expect(found(FACTURX_EXTENDED, WHOLE)).not.toContain(R008);
    expect(brokenBy(FACTURX_EXTENDED, ...empty)).toContain(R008);
    for (const set of [FACTURX_BASIC, FACTURX_BASIC_WL, EN16931]) expect(brokenBy(set, ...empty)).not.toContain(R008);
    const [finding] = findingsIn(
      FACTURX_EXTENDED.elements.CII.filter(({ id }) => id === R008),
      WHOLE.replace(...empty),
      'CII',
    );
    expect(finding).toMatchObject({ severity: 'warning', message: 'The element Name is empty.' });
    expect(finding?.path).toContain('PayeeTradeParty');
  });
});

describe('texts in Factur-X', () => {
  it('are no wrong code where they are empty', () => {
    expect(brokenBy(EN16931, ...scheme(''))).toContain('BR-CL-10');
    expect(brokenBy(FACTURX_EXTENDED, ...scheme(''))).not.toContain('BR-CL-10');
    expect(brokenBy(FACTURX_EXTENDED, ...scheme(' '))).toContain('BR-CL-10');
    expect(brokenBy(FACTURX_EXTENDED, ...scheme('BY'))).not.toContain('BR-CL-10');
  });

  it('are no wrong date where they are formatted dates', () => {
    expect(brokenBy(FACTURX_EXTENDED, ...day('OccurrenceDateTime'))).toContain('CII-DT-097');
    expect(brokenBy(FACTURX_EXTENDED, ...day('FormattedReceivedDateTime'))).not.toContain('CII-DT-097');
    expect(brokenBy(FACTURX_EXTENDED, ...day('FormattedIssueDateTime'))).not.toContain('CII-DT-097');
  });
});

describe('indicators in Factur-X', () => {
  const number = /(<ram:ChargeIndicator>\s*<udt:Indicator>)true/g;

  it('may be numbers in EXTENDED and EN 16931', () => {
    expect(brokenBy(EN16931, number, '$11').filter((id) => id.startsWith('BR-CO-1'))).toEqual([]);
  });

  it.each([FACTURX_BASIC, FACTURX_BASIC_WL])('are words in $name', (set) => {
    expect(brokenBy(set, number, '$11')).toContain('BR-CO-12');
  });
});
