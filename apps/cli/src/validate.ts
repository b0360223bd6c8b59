import { AppError } from '@onefacture/errors';
import { inspectDocument, reportOf } from '@onefacture/inspection';
import { parisDay } from '@onefacture/observability';
import { type NamedReport, tallyOf } from '@onefacture/validation';
import type { Arguments } from './arguments.js';
import type { Terminal } from './terminal.js';

const WORDS = {
  fr: { valid: 'valide', invalid: 'non valide', unreadable: 'illisible', score: 'note', error: 'erreur' },
  en: { valid: 'valid', invalid: 'not valid', unreadable: 'unreadable', score: 'score', error: 'error' },
} as const;

const WARNING = { fr: 'avertissement', en: 'warning' } as const;

const judged = (file: string, { rulesets, received }: Arguments, terminal: Terminal): NamedReport => {
  const bytes = terminal.read(file);
  try {
    const facts = { today: parisDay(new Date()), purpose: received ? 'received' : 'sent' } as const;
    return { name: file, report: reportOf(inspectDocument(bytes, rulesets), facts) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { name: file, problem: { code: error.code, detail: error.message } };
  }
};

const tell = ({ name, report, problem }: NamedReport, { language }: Arguments, terminal: Terminal): void => {
  const words = WORDS[language];
  if (report === undefined) {
    terminal.print(`${name}: ${words.unreadable}. ${problem?.detail ?? ''}\n`);
    return;
  }
  const outcome = report.valid ? words.valid : words.invalid;
  const kind = [report.format, report.profile].filter((word) => word !== '').join(' ');
  terminal.print(`${name}: ${outcome}, ${words.score} ${report.score} (${kind})\n`);
  for (const { code, severity, message, message_fr, path, hint, hint_fr } of report.findings) {
    const mark = severity === 'error' ? words.error : WARNING[language];
    terminal.print(`  ${code} ${mark}: ${language === 'fr' ? message_fr : message}\n`);
    if (path !== '') terminal.print(`      ${path}\n`);
    const advice = language === 'fr' ? (hint_fr ?? hint) : hint;
    if (advice !== undefined) terminal.print(`      → ${advice}\n`);
  }
};

/** How far it is, on standard error, for each tenth of many files. */
const progress = (done: number, total: number, terminal: Terminal): void => {
  const step = Math.max(1, Math.floor(total / 10));
  if (total >= 10 && done % step === 0) terminal.say(`${done}/${total}`);
};

/** `onefacture validate`; whether every file is valid. Each is told as soon as it is judged, JSON at the end. */
export const validate = (asked: Arguments, terminal: Terminal): boolean => {
  const reports: NamedReport[] = [];
  for (const file of asked.files) {
    const one = judged(file, asked, terminal);
    reports.push(one);
    if (!asked.json) tell(one, asked, terminal);
    progress(reports.length, asked.files.length, terminal);
  }
  const tally = tallyOf(reports);
  if (asked.json) terminal.print(`${JSON.stringify({ tally, data: reports }, undefined, 2)}\n`);
  return tally.valid === tally.files;
};
