import type { InvoiceDocument } from '@onefacture/invoice';
import { escapeHtml } from './html/escape-html.js';
import { factsHtml, partyHtml, sectionHtml, tableHtml, totalsHtml } from './html/html-parts.js';
import { STYLE_SHEET } from './html/html-style.js';
import { readableOf } from './readable-of.js';
import type { ReadableView } from './readable-view.js';
import type { Labels } from './words/labels.js';
import type { Locale } from './words/numbers.js';
import { labelsFor } from './words/wording.js';

/** How a readable view is made. */
export interface ReadableOptions {
  /** Language of our words; French by default. What the document says stays as it says it. */
  readonly language?: Locale | undefined;
  /** Sentences for the reader about what the file holds and the model does not; shown last. */
  readonly remarks?: readonly string[] | undefined;
}

/**
 * The readable view of an invoice as one HTML page: all that the document says, whatever is missing in it. The page
 * stands alone (no script, no resource from elsewhere, which its own policy forbids), can be printed, reads on a phone
 * and in a screen reader. Every text of the document is escaped; business terms stand in title attributes. Of embedded
 * files it shows name, type and description. Pure and linear in the size of the document.
 */
export function writeReadableHtml(document: InvoiceDocument, options: ReadableOptions = {}): string {
  const labels = labelsFor(options.language ?? 'fr');
  const view = readableOf(document, labels, options.remarks);
  return `<!doctype html>
<html lang="${view.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(view.title)}</title>
<style>${STYLE_SHEET}</style>
</head>
<body>
<main>
${bodyOf(view, labels)}</main>
</body>
</html>
`;
}

function bodyOf(view: ReadableView, labels: Labels): string {
  const others = view.others.map(partyHtml).join('');
  return [
    headerHtml(view),
    `<div class="halves">\n${view.parties.map(partyHtml).join('')}</div>\n`,
    tableHtml(view.lines),
    tableHtml(view.adjustments),
    tableHtml(view.vat),
    totalsHtml(labels.totals, view.totals, view.due),
    sectionHtml(view.payment),
    others === '' ? '' : `<h2>${escapeHtml(labels.otherParties)}</h2>\n<div class="halves">\n${others}</div>\n`,
    sectionHtml(view.mentions, 'mentions'),
    ...view.further.map((section) => sectionHtml(section)),
    remarksHtml(view, labels),
  ].join('');
}

function headerHtml({ kind, number, kindRemarks, facts }: ReadableView): string {
  const remarks = kindRemarks.map((remark) => `<p class="kind">${escapeHtml(remark)}</p>\n`).join('');
  const numbered = number === '' ? '' : ` <small title="BT-1" dir="auto">${escapeHtml(number)}</small>`;
  return `<header><div class="halves">
<div>
<h1>${escapeHtml(kind)}${numbered}</h1>
${remarks}</div>
${factsHtml(facts)}</div></header>
`;
}

function remarksHtml({ remarks }: ReadableView, labels: Labels): string {
  if (remarks.length === 0) return '';
  const items = remarks.map((remark) => `<li dir="auto">${escapeHtml(remark)}</li>`).join('\n');
  return `<section class="remarks">\n<h2>${escapeHtml(labels.remarks)}</h2>\n<ul>\n${items}\n</ul>\n</section>\n`;
}
