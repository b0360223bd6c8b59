import { escapeHtml } from '@onefacture/formats';
import type { Finding } from './finding.js';
import { type NamedReport, tallyOf } from './many.js';

/** Language of a page. */
export type PageLanguage = 'en' | 'fr';

const WORDS = {
  en: {
    title: 'Validation report',
    files: 'files',
    valid: 'valid',
    invalid: 'not valid',
    unreadable: 'unreadable',
    file: 'File',
    result: 'Result',
    score: 'Score',
    format: 'Format',
    findings: 'Findings',
    rule: 'Rule',
    says: 'What is wrong',
    where: 'Where',
    fix: 'What to do',
    none: 'Nothing to report.',
    error: 'error',
    warning: 'warning',
  },
  fr: {
    title: 'Rapport de validation',
    files: 'fichiers',
    valid: 'valides',
    invalid: 'non valides',
    unreadable: 'illisibles',
    file: 'Fichier',
    result: 'Résultat',
    score: 'Note',
    format: 'Format',
    findings: 'Constats',
    rule: 'Règle',
    says: 'Ce qui ne va pas',
    where: 'Où',
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
th{font-weight:600;color:#536076;font-size:.85rem}td.where{font:.8rem/1.5 ui-monospace,monospace;overflow-wrap:anywhere;max-width:22rem}
.ok{color:#11673a}.bad{color:#a3161f}.warning{color:#8a5a00}.muted{color:#536076}
@media (prefers-color-scheme:dark){body{background:#141820;color:#e6e9ef}th,.muted{color:#9aa6b8}th,td{border-color:#2c3442}.ok{color:#6fd39b}.bad{color:#ff8f95}.warning{color:#f0c060}}
@media (max-width:40rem){thead{display:none}td{display:block;border:0;padding:.15rem 0}tr{display:block;border-bottom:1px solid #dde2ea;padding:.6rem 0}}`;

const row = (cells: readonly string[]): string => `<tr>${cells.join('')}</tr>`;
const td = (text: string, style = ''): string => `<td${style === '' ? '' : ` class="${style}"`}>${text}</td>`;

const finding = (found: Finding, language: PageLanguage, words: Words): string => {
  const [message, hint] =
    language === 'fr' ? [found.message_fr, found.hint_fr ?? found.hint] : [found.message, found.hint];
  const style = found.severity === 'error' ? 'bad' : 'warning';
  const term = found.term === '' ? '' : ` <span class="muted">${escapeHtml(found.term)}</span>`;
  return row([
    td(`<b>${escapeHtml(found.code)}</b><br><span class="${style}">${words[found.severity]}</span>`),
    td(`${escapeHtml(message)}${term}`),
    td(escapeHtml(found.path), 'where'),
    td(escapeHtml(hint ?? '')),
  ]);
};

const outcome = ({ report }: NamedReport, words: Words): string => {
  if (report === undefined) return `<span class="bad">${words.unreadable}</span>`;
  return report.valid ? `<span class="ok">${words.valid}</span>` : `<span class="bad">${words.invalid}</span>`;
};

const table = (head: readonly string[], rows: readonly string[]): string =>
  `<table><thead>${row(head.map((text) => `<th scope="col">${text}</th>`))}</thead><tbody>${rows.join('')}</tbody></table>`;

const details = (one: NamedReport, index: number, language: PageLanguage, words: Words): string => {
  const heading = `<h2 id="f${index}">${escapeHtml(one.name)}: ${outcome(one, words)}</h2>`;
  if (one.report === undefined) return `${heading}<p>${escapeHtml(one.problem?.detail ?? '')}</p>`;
  const { findings } = one.report;
  if (findings.length === 0) return `${heading}<p class="muted">${words.none}</p>`;
  const rows = findings.map((found) => finding(found, language, words));
  return `${heading}${table([words.rule, words.says, words.where, words.fix], rows)}`;
};

/** A page for people: how each file fared, then every finding with what to do. Self-contained; nothing is fetched. */
export const reportsAsPage = (reports: readonly NamedReport[], language: PageLanguage): string => {
  const words = WORDS[language];
  const { files, valid, invalid, unreadable } = tallyOf(reports);
  const summary = [`${files} ${words.files}`, `${valid} ${words.valid}`, `${invalid} ${words.invalid}`];
  const counted = unreadable === 0 ? summary : [...summary, `${unreadable} ${words.unreadable}`];
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
    `<h1>${words.title}</h1><p>${counted.join(', ')}.</p>${table(head, rows)}`,
    ...reports.map((one, index) => details(one, index, language, words)),
    '</main></body></html>\n',
  ].join('');
};
