import { describe, expect, it } from 'vitest';
import type { Finding } from './finding.js';
import { type NamedReport, reportsAsCsv, tallyOf } from './many.js';
import { concluded } from './report.js';
import { reportsAsPage } from './report-page.js';

const finding: Finding = {
  layer: 'schematron',
  ruleset: 'EN16931 1.3.16',
  code: 'BR-CO-10',
  severity: 'error',
  message: 'declared 250.00, computed "200.00"',
  message_fr: 'déclaré 250,00, calculé <200,00>',
  path: '/Invoice',
  term: 'BT-106',
  hint: 'Add up again.',
  hint_fr: 'Refaites la somme.',
};
const about = { format: 'ubl', profile: 'EN16931', guideline: '' } as const;
const layer = (status: 'passed' | 'failed') =>
  ({ layer: 'schematron', status, engine: 'onefacture', ruleset: '', duration_ms: 1 }) as const;
const reports: NamedReport[] = [
  { name: 'good.xml', report: concluded(about, [layer('passed')], []) },
  { name: '=bad,<b>.xml', report: concluded(about, [layer('failed')], [finding]) },
  { name: 'none.pdf', problem: { code: 'document.unreadable', detail: 'It is no invoice.' } },
];

describe('several reports', () => {
  it('are counted', () => {
    expect(tallyOf(reports)).toEqual({ files: 3, valid: 1, invalid: 1, unreadable: 1 });
  });

  it('are rows of a table, whose cells are never formulas', () => {
    const [head, good, bad, none, end] = reportsAsCsv(reports).split('\r\n');
    expect(head).toMatch(/^file,valid,conformant,score,/);
    expect(good).toBe('good.xml,true,true,100,ubl,EN16931,,,,,,,,');
    expect(bad).toBe(
      `"'=bad,<b>.xml",false,false,90,ubl,EN16931,schematron,EN16931 1.3.16,BR-CO-10,error,/Invoice,BT-106,"declared 250.00, computed ""200.00""","déclaré 250,00, calculé <200,00>"`,
    );
    expect(none).toContain('document.unreadable,error,,,It is no invoice.');
    expect(end).toBe('');
  });

  it('are a page in French and English, with names and values as text', () => {
    const french = reportsAsPage(reports, 'fr');
    expect(french).toContain('<html lang="fr">');
    expect(french).toContain('3 fichiers, 1 valide, 1 non valide, 1 illisible.');
    expect(french).toContain('déclaré 250,00, calculé &lt;200,00&gt;');
    expect(french).toContain('=bad,&lt;b&gt;.xml');
    expect(french).toContain('Refaites la somme.');
    expect(french).not.toContain('<b>.xml');
    const english = reportsAsPage(reports, 'en');
    expect(english).toContain('Add up again.');
    expect(english).toContain('Nothing to report.');
    expect(english).toContain('It is no invoice.');
  });
});
