import type { Cell, Column, Due, Entry, PartyCard, Row, Section, Table } from '../readable-view.js';
import { escapeHtml } from './escape-html.js';

/** A title attribute that names the business term. */
const titled = (term: string | undefined): string => (term === undefined ? '' : ` title="${escapeHtml(term)}"`);

/** A text in a direction of its own, so that no right-to-left value turns what stands around it. */
const own = (text: string): string => `<bdi>${escapeHtml(text)}</bdi>`;

/** Terms and what the document says under them; nothing for none. */
export function factsHtml(entries: readonly Entry[], className = 'facts'): string {
  if (entries.length === 0) return '';
  const rows = entries.map(
    ({ label, value, term }) => `<dt${titled(term)}>${own(label)}</dt><dd dir="auto">${escapeHtml(value)}</dd>`,
  );
  return `<dl class="${className}">${rows.join('\n')}</dl>\n`;
}

/** A heading and its entries; nothing when there are none. */
export function sectionHtml({ title, entries }: Section, className?: string): string {
  if (entries.length === 0) return '';
  return `<section>\n<h2>${escapeHtml(title)}</h2>\n${factsHtml(entries, className)}</section>\n`;
}

/** A party under its role. */
export function partyHtml({ role, name, term, entries }: PartyCard): string {
  const lines = entries.map(({ label, value, term: of }) => {
    const before = label === '' ? '' : `<span>${own(label)}</span> `;
    return `<p dir="auto"${titled(of)}>${before}${own(value)}</p>`;
  });
  const named = name === '' ? '' : `<p class="name" dir="auto"${titled(term)}>${escapeHtml(name)}</p>\n`;
  return `<section class="card">\n<h3>${escapeHtml(role)}</h3>\n${named}${lines.join('\n')}\n</section>\n`;
}

/** A table with its heads and the details below each cell; nothing for none. */
export function tableHtml(table: Table | undefined): string {
  if (table === undefined) return '';
  const head = table.columns.map(
    ({ label, kind, term }) => `<th scope="col" class="${kind}"${titled(term)}>${escapeHtml(label)}</th>`,
  );
  const labels = table.columns.map(({ label }) => ` data-label="${escapeHtml(label)}"`);
  const rows = table.rows.map((row) => rowHtml(row, table.columns, labels));
  return `<div class="wide"><table>
<caption>${escapeHtml(table.caption)}</caption>
<thead><tr>${head.join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table></div>
`;
}

function rowHtml({ cells, depth, strong }: Row, columns: readonly Column[], labels: readonly string[]): string {
  const row = columns.map(({ kind }, index) => {
    const cell = cells[index] ?? { text: '' };
    const indent = kind === 'text' && depth > 0 ? ` style="padding-left:${depth * 1.1}rem"` : '';
    const name = kind === 'text' ? 'th' : 'td';
    const attributes = `${kind === 'text' ? ' scope="row"' : ''} class="${kind}"${kind === 'number' ? (labels[index] ?? '') : ''}`;
    return `<${name}${attributes}${indent}>${cellHtml(cell)}</${name}>`;
  });
  return `<tr${strong === true ? ' class="group"' : ''}>${row.join('')}</tr>`;
}

function cellHtml({ text, details = [] }: Cell): string {
  const parts = [text === '' ? '' : own(text)];
  let short: string[] = [];
  const close = (): void => {
    if (short.length > 0) parts.push(`<p class="details">${short.join(' · ')}</p>`);
    short = [];
  };
  for (const { label, value, term, long } of details) {
    const between = long === true ? '\u00a0: ' : ' ';
    const said = label === '' ? own(value) : `${own(label)}${between}${own(value)}`;
    if (long === true) {
      close();
      parts.push(`<p class="details" dir="auto"${titled(term)}>${said}</p>`);
    } else short.push(`<span${titled(term)}>${said}</span>`);
  }
  close();
  return parts.join('');
}

/** The totals and, last and largest, the amount due. */
export function totalsHtml(caption: string, totals: readonly Entry[], due: Due | undefined): string {
  const rows = totals.map(
    ({ label, value, term, strong }) =>
      `<tr${strong === true ? ' class="strong"' : ''}><th scope="row"${titled(term)}>${escapeHtml(label)}</th><td class="number">${own(value)}</td></tr>`,
  );
  const table =
    rows.length === 0
      ? ''
      : `<table>\n<caption>${escapeHtml(caption)}</caption>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table>\n`;
  const remark = due?.remark === undefined ? '' : `<p>${escapeHtml(due.remark)}</p>`;
  const panel =
    due === undefined
      ? ''
      : `<div class="due" title="BT-115"><p>${escapeHtml(due.label)}</p><p>${own(due.value)}</p>${remark}</div>\n`;
  return table + panel === '' ? '' : `<section class="total">\n${table}${panel}</section>\n`;
}
