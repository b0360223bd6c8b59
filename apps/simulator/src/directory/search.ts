import { z } from 'zod';
import { legalUnitOf, type LegalUnit } from './directory.js';
import { linesOf, magicRecipients, MOST_LINES, type DirectoryLine } from './lines.js';

const filter = z.object({
  op: z.enum(['strict', 'contains', 'startWith']).default('strict'),
  value: z.string().max(150),
});
const FILTERS = ['siren', 'siret', 'addressingIdentifier', 'routingIdentifier', 'addressingSuffix'] as const;
type FilterName = (typeof FILTERS)[number];

/** The part of the standard's search bodies that the simulator goes by. */
export const directorySearch = z.looseObject({
  filters: z.partialRecord(z.enum(FILTERS), filter).default({}),
  include: z.array(z.string()).default([]),
  limit: z.number().int().min(0).default(50),
  ignore: z.number().int().min(0).default(0),
});
export type DirectorySearch = z.output<typeof directorySearch>;

/** What a search finds: all of it, and whether it is given out whole. */
export interface Found<Entry> {
  readonly entries: readonly Entry[];
  readonly reduced: boolean;
}

export function findLines(search: DirectorySearch): Found<DirectoryLine> {
  const siren = sirenIn(search);
  const { addressingIdentifier, siret } = search.filters;
  const wanted = [
    ...(addressingIdentifier === undefined ? [] : [addressingIdentifier.value]),
    ...(siret === undefined ? [] : [`${siren}_${siret.value}`]),
  ].filter((identifier) => identifier.startsWith(siren));
  const entries = linesOf(siren, wanted).filter((line) => FILTERS.every((name) => matches(search, name, line[name])));
  return { entries, reduced: siren === magicRecipients.tooMany && entries.length > MOST_LINES };
}

export function findCompanies(search: DirectorySearch): Found<LegalUnit> {
  const legalUnit = legalUnitOf(search.filters.siren?.value ?? '');
  return { entries: legalUnit === undefined ? [] : [legalUnit], reduced: false };
}

/** The facilities, or routing codes, that the lines found refer to; each once. */
export function findParts(search: DirectorySearch, part: 'facility' | 'routingCode'): Found<object> {
  const { entries } = findLines(search);
  const parts = entries.flatMap((line) => {
    const found = line[part];
    if (found === undefined) return [];
    return [part === 'routingCode' ? { ...found, siret: line.siret } : found];
  });
  return { entries: [...new Map(parts.map((each) => [JSON.stringify(each), each])).values()], reduced: false };
}

/** A line as a caller sees it, with what he asked to be included. */
export function shown(
  { legalUnit, facility, routingCode, ...line }: DirectoryLine,
  include: readonly string[],
): object {
  return {
    ...line,
    ...(include.includes('siren') ? { legalUnit } : {}),
    ...(include.includes('siret') && facility !== undefined ? { facility } : {}),
    ...(include.includes('routingCode') && routingCode !== undefined ? { routingCode } : {}),
  };
}

/** Status and body of a search: 200, 204 without a result, 206 when less is given out than there is. */
export function answerOf<Entry>(
  search: DirectorySearch,
  { entries, reduced }: Found<Entry>,
  show: (entry: Entry) => unknown = (entry) => entry,
): { status: 200 | 204 | 206; body?: object } {
  if (entries.length === 0) return { status: 204 };
  const given = reduced ? entries.slice(0, MOST_LINES) : entries;
  const results = given.slice(search.ignore, search.ignore + search.limit).map(show);
  return { status: reduced ? 206 : 200, body: { search, totalNumberOfResults: entries.length, results } };
}

/** The company a search is about: every filter but the code's names it. */
function sirenIn({ filters }: DirectorySearch): string {
  const named = filters.siren?.value ?? filters.siret?.value ?? filters.addressingIdentifier?.value ?? '';
  return named.slice(0, 9);
}

function matches({ filters }: DirectorySearch, name: FilterName, value: string | undefined): boolean {
  const wanted = filters[name];
  if (wanted === undefined) return true;
  if (value === undefined) return false;
  if (wanted.op === 'contains') return value.includes(wanted.value);
  return wanted.op === 'startWith' ? value.startsWith(wanted.value) : value === wanted.value;
}
