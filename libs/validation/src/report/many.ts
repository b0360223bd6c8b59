import type { ValidationReport } from './report.js';

/** One file of several: its report, or why there is none. */
export interface NamedReport {
  readonly name: string;
  readonly report?: ValidationReport;
  /** The error's code and what it says, for a file that could not be read. */
  readonly problem?: { readonly code: string; readonly detail: string };
}

/** How several files fared. */
export interface Tally {
  readonly files: number;
  readonly valid: number;
  readonly invalid: number;
  readonly unreadable: number;
}

/** Counts them. */
export const tallyOf = (reports: readonly NamedReport[]): Tally => {
  const valid = reports.filter(({ report }) => report?.valid === true).length;
  const unreadable = reports.filter(({ report }) => report === undefined).length;
  return { files: reports.length, valid, invalid: reports.length - valid - unreadable, unreadable };
};

const HEAD = [
  ...['file', 'valid', 'conformant', 'score', 'format', 'profile', 'layer', 'ruleset', 'code', 'severity', 'path'],
  ...['term', 'message', 'message_fr'],
];

/** Cells that a spreadsheet would take for a formula are marked as text. */
const cell = (value: unknown): string => {
  const text = String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

const rowsOf = ({ name, report, problem }: NamedReport): readonly (readonly unknown[])[] => {
  if (report === undefined) {
    const { code = '', detail = '' } = problem ?? {};
    return [[name, false, false, 0, '', '', 'extraction', '', code, 'error', '', '', detail, detail]];
  }
  const { valid, conformant, score, format, profile, findings } = report;
  const about = [name, valid, conformant, score, format, profile];
  if (findings.length === 0) return [[...about, '', '', '', '', '', '', '', '']];
  return findings.map(({ layer, ruleset, code, severity, path, term, message, message_fr }) => [
    ...about,
    ...[layer, ruleset, code, severity, path, term, message, message_fr],
  ]);
};

/** RFC 4180, UTF-8: a row for each finding, one row for a file without any. */
export const reportsAsCsv = (reports: readonly NamedReport[]): string =>
  [HEAD, ...reports.flatMap(rowsOf)].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
