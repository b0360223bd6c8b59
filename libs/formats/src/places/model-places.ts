import type { InvoiceDocument } from '@onefacture/invoice';
import type { InvoiceRoot } from '../invoice-reading.js';
import { CII_PLACES } from './cii-places.js';
import { type Place, type Places, placeOf, stepsOf } from './places.js';
import { UBL_PLACES } from './ubl-places.js';

/**
 * The XPath at which a document carries a member of the model, with the prefixes that writers of the syntax use:
 * `lines[3].net_amount`. For a member that the syntax has no place for, the nearest group around it.
 */
export const elementPlace = (root: InvoiceRoot, field: string): string =>
  root === 'CrossIndustryInvoice' ? placeOf(`rsm:${root}`, CII_PLACES, field) : placeOf(root, UBL_PLACES[root], field);

interface Member {
  readonly field: string;
  /** Without predicates and indexes. */
  readonly path: string;
}

const bare = (path: string): string =>
  path
    .replaceAll(/\*\[self::([\w:]+) or .*?\]\]/g, '$1')
    .replaceAll(/\[[^\]]*\]|#/g, '')
    .replace(/\/$/, '');

const listOf = (document: unknown, field: string): number => {
  let at: unknown = document;
  for (const { member, index } of stepsOf(field)) {
    at = typeof at === 'object' && at !== null ? Reflect.get(at, member) : undefined;
    if (index !== undefined && Array.isArray(at)) at = at[index];
  }
  return Array.isArray(at) ? at.length : 0;
};

const PATH_STEP = /^\/[^/[]+(?:\[(\d+)\])?/;

/** Eats the element names of `path` off the start of `xpath`; the index of the last step is answered. */
const eat = (xpath: string, path: string): { readonly rest: string; readonly index: number } | undefined => {
  let rest = xpath;
  let index = 1;
  for (const name of bare(path)
    .split('/')
    .filter((step) => step !== '')) {
    const found = PATH_STEP.exec(rest);
    if (found === null || found[0].replace(/\[\d+\]$/, '') !== `/${name}`) return undefined;
    index = Number(found[1] ?? 1);
    rest = rest.slice(found[0].length);
  }
  return { rest, index };
};

/** The deepest member whose element holds what `rest` names; several lists may share an element, one after the other. */
const memberAt = (document: unknown, members: Places, xpath: string, field: string): Member => {
  let best: Member = { field, path: xpath };
  let before: { readonly path: string; readonly count: number } = { path: '', count: 0 };
  for (const [member, place] of Object.entries<Place>(members)) {
    const [path, inside] = typeof place === 'string' ? [place, undefined] : place;
    const own = field === '' ? member : `${field}.${member}`;
    const count = listOf(document, own);
    const skipped = before.path === bare(path) ? before.count : 0;
    if (count > 0) before = { path: bare(path), count: skipped + count };
    const found = eat(xpath, path);
    if (found === undefined) continue;
    const entry = found.index - 1 - skipped;
    if (count > 0 && (entry < 0 || entry >= count)) continue;
    const here = count > 0 ? `${own}[${entry}]` : own;
    const deeper =
      inside === undefined ? { field: here, path: found.rest } : memberAt(document, inside, found.rest, here);
    if (deeper.path.length < best.path.length) best = deeper;
  }
  return best;
};

/**
 * The member of the model that an element of the CII we wrote of a document stands for: `lines[3].net_amount`, or the
 * nearest group around it; empty for the document.
 */
export const modelPlace = (document: InvoiceDocument, xpath: string): string =>
  memberAt(document, CII_PLACES, xpath.replace('/rsm:CrossIndustryInvoice', ''), '').field;
