import { escapeHtml } from '@onefacture/formats';
import { describeRule } from '../catalogue/describe-rule.js';
import type { Finding } from './finding.js';
import { type NamedReport, tallyOf } from './many.js';

/** Language of a page. */
export type PageLanguage = 'en' | 'fr';

const WORDS = {
  en: {
    title: 'Validation report',
    files: ['file', 'files'],
    valid: ['valid', 'valid'],
    invalid: ['not valid', 'not valid'],
    unreadable: ['unreadable', 'unreadable'],
    file: 'File',
    result: 'Result',
    score: 'Score',
    format: 'Format',
    findings: 'Findings',
    rule: 'Rule',
    says: 'What is wrong',
    fix: 'What to do',
    none: 'Nothing to report.',
    error: 'error',
    warning: 'warning',
  },
  fr: {
    title: 'Rapport de validation',
    files: ['fichier', 'fichiers'],
    valid: ['valide', 'valides'],
    invalid: ['non valide', 'non valides'],
    unreadable: ['illisible', 'illisibles'],
    file: 'Fichier',
    result: 'Résultat',
    score: 'Note',
    format: 'Format',
    findings: 'Constats',
    rule: 'Règle',
    says: 'Ce qui ne va pas',
    fix: 'Que faire',
    none: 'Rien à signaler.',
    error: 'erreur',
    warning: 'avertissement',
  },
} as const;

type Words = (typeof WORDS)[PageLanguage];

const STYLE = `
body{font:16px/1.5 system-ui,sans-serif;color:#1d2430;margin:0 auto;max-width:70rem;padding:2rem 1rem}
h1{font-size:1.6rem;margin:0 0 .5rem}h2{font-size:1.1rem;margin:2.5rem 0 .5rem;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.45rem .6rem;border-bottom:1px solid #dde2ea}
th{font-weight:600;color:#536076;font-size:.85rem}.where{display:block;font:.8rem/1.5 ui-monospace,monospace;overflow-wrap:anywhere}td:nth-child(2){min-width:24rem}
.ok{color:#11673a}.bad{color:#a3161f}.warning{color:#8a5a00}.muted{color:#536076}
@media (prefers-color-scheme:dark){body{background:#141820;color:#e6e9ef}th,.muted{color:#9aa6b8}th,td{border-color:#2c3442}.ok{color:#6fd39b}.bad{color:#ff8f95}.warning{color:#f0c060}}
@media (max-width:40rem){thead{display:none}td{display:block;border:0;padding:.15rem 0}tr{display:block;border-bottom:1px solid #dde2ea;padding:.6rem 0}}`;

const row = (cells: readonly string[]): string => `<tr>${cells.join('')}</tr>`;
const td = (text: string, style = ''): string => `<td${style === '' ? '' : ` class="${style}"`}>${text}</td>`;

const finding = (found: Finding, language: PageLanguage, words: Words): string => {
  const message = language === 'fr' ? found.message_fr : found.message;
  const told = language === 'fr' ? (found.hint_fr ?? found.hint) : found.hint;
  const style = found.severity === 'error' ? 'bad' : 'warning';
  const term = found.term === '' ? '' : ` <span class="muted">${escapeHtml(found.term)}</span>`;
  const where = found.path === '' ? '' : `<span class="where muted">${escapeHtml(found.path)}</span>`;
  return row([
    td(`<b>${escapeHtml(found.code)}</b><br><span class="${style}">${words[found.severity]}</span>`),
    td(`${escapeHtml(message)}${term}${where}`),
    td(escapeHtml(told ?? describeRule(found.code)?.fix[language] ?? '')),
  ]);
};

const outcome = ({ report }: NamedReport, words: Words): string => {
  if (report === undefined) return `<span class="bad">${words.unreadable[0]}</span>`;
  return report.valid ? `<span class="ok">${words.valid[0]}</span>` : `<span class="bad">${words.invalid[0]}</span>`;
};

const table = (head: readonly string[], rows: readonly string[]): string =>
  `<table><thead>${row(head.map((text) => `<th scope="col">${text}</th>`))}</thead><tbody>${rows.join('')}</tbody></table>`;

/** A number with its word in singular or plural. */
const counted = (count: number, [one, several]: readonly [string, string]): string =>
  `${count} ${count === 1 ? one : several}`;

const details = (one: NamedReport, index: number, language: PageLanguage, words: Words): string => {
  const heading = `<h2 id="f${index}">${escapeHtml(one.name)}: ${outcome(one, words)}</h2>`;
  if (one.report === undefined) return `${heading}<p>${escapeHtml(one.problem?.detail ?? '')}</p>`;
  const { findings } = one.report;
  if (findings.length === 0) return `${heading}<p class="muted">${words.none}</p>`;
  const rows = findings.map((found) => finding(found, language, words));
  return `${heading}${table([words.rule, words.says, words.fix], rows)}`;
};

/** A page for people: how each file fared, then every finding with what to do. Self-contained; nothing is fetched. */
export const reportsAsPage = (reports: readonly NamedReport[], language: PageLanguage): string => {
  const words = WORDS[language];
  const { files, valid, invalid, unreadable } = tallyOf(reports);
  const summary = [
    counted(files, words.files),
    counted(valid, words.valid),
    counted(invalid, words.invalid),
    ...(unreadable === 0 ? [] : [counted(unreadable, words.unreadable)]),
  ];
  const rows = reports.map((one, index) =>
    row([
      td(`<a href="#f${index}">${escapeHtml(one.name)}</a>`),
      td(outcome(one, words)),
      td(String(one.report?.score ?? 0)),
      td(escapeHtml([one.report?.format, one.report?.profile].filter(Boolean).join(' '))),
      td(String(one.report?.findings.length ?? 1)),
    ]),
  );
  const head = [words.file, words.result, words.score, words.format, words.findings];
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">`,
    `<title>${words.title}</title><style>${STYLE}</style></head><body><main>`,
    `<h1>${words.title}</h1><p>${summary.join(', ')}.</p>${table(head, rows)}`,
    ...reports.map((one, index) => details(one, index, language, words)),
    '</main></body></html>\n',
  ].join('');
};
