import { describe, expect, it } from 'vitest';
import { describeRule } from '../catalogue/describe-rule.js';
import type { Finding } from './finding.js';
import { concluded, type LayerReport, scoreOf } from './report.js';

const finding = (code: string, severity: Finding['severity']): Finding => ({
  ...{ layer: 'schematron', ruleset: 'EN16931 1.3.16', code, severity },
  ...{ message: '', message_fr: '', path: '', term: '' },
});
const layer = (name: LayerReport['layer'], status: LayerReport['status']): LayerReport => ({
  ...{ layer: name, status, engine: 'onefacture', ruleset: '', duration_ms: 1 },
});
const about = { format: 'cii', profile: 'EN16931', guideline: 'urn:cen.eu:en16931:2017' } as const;

describe('the score', () => {
  it('loses ten for an error code and one for a warning code, however often it stands', () => {
    expect(scoreOf([])).toBe(100);
    expect(scoreOf([finding('BR-02', 'error'), finding('BR-02', 'error'), finding('CII-SR-001', 'warning')])).toBe(89);
  });

  it('does not go below 0', () => {
    expect(scoreOf(Array.from({ length: 12 }, (_, index) => finding(`BR-${index}`, 'error')))).toBe(0);
  });
});

describe('a report', () => {
  it('is valid when no layer failed, with warnings too', () => {
    const report = concluded(
      about,
      [layer('xsd', 'passed'), layer('pdfa3', 'not_applicable')],
      [finding('CII-SR-001', 'warning')],
    );
    expect(report).toMatchObject({ valid: true, conformant: true, score: 99, profile: 'EN16931' });
    expect(report.layers.at(-1)).toMatchObject({ layer: 'score', status: 'passed', reason: '99 of 100' });
  });

  it('is conformant but not valid when only our own checks fail', () => {
    const report = concluded(about, [layer('schematron', 'passed'), layer('business', 'failed')], []);
    expect(report).toMatchObject({ valid: false, conformant: true });
  });

  it('is neither when an official layer fails', () => {
    expect(concluded(about, [layer('xsd', 'failed')], [])).toMatchObject({ valid: false, conformant: false });
  });

  it('says what to do: what the rule says, or else what the catalogue does', () => {
    const own = { ...finding('BR-02', 'error'), hint: 'Own', hint_fr: 'Propre' };
    const [first, second, third] = concluded(
      about,
      [layer('schematron', 'failed')],
      [own, finding('BR-02', 'error'), finding('OF-NONE', 'error')],
    ).findings;
    expect(first).toEqual(own);
    expect(second?.hint).toBe(describeRule('BR-02')?.fix.en);
    expect(second?.hint_fr).toBe(describeRule('BR-02')?.fix.fr);
    expect(third).not.toHaveProperty('hint');
  });
});
