import { type Decimal, type Line, LINE_KINDS, type Said, sum } from '@onefacture/invoice';
import { disagreement } from '../en16931/disagreement.js';
import type { Rule, Values } from '../rule.js';
import type { Subject } from '../subject.js';
import { lastOf } from '../../last-of.js';
import { roundedAsXpath } from '../xpath-rounding.js';
import { type Extension, PREFIXES } from './extension.js';

/** What stands below one line. */
interface Below {
  /** Net amounts of details and groups. */
  readonly amounts: Decimal[];
  /** Groups that say no amount. */
  without: number;
}

interface Tree {
  readonly ids: ReadonlySet<string>;
  readonly below: ReadonlyMap<string, Below>;
  /** Lines that name no parent. */
  readonly roots: number;
}

const treeOf = lastOf(({ lines }: Subject): Tree => {
  const ids = new Set<string>();
  const below = new Map<string, Below>();
  let roots = 0;
  for (const { id, parent_id, kind, net_amount } of lines) {
    if (id !== undefined) ids.add(id);
    if (parent_id === undefined) {
      roots += 1;
      continue;
    }
    const found = below.get(parent_id) ?? { amounts: [], without: 0 };
    below.set(parent_id, found);
    if (kind !== 'GROUP' && kind !== 'DETAIL') continue;
    if (net_amount !== undefined) found.amounts.push(net_amount);
    else if (kind === 'GROUP') found.without += 1;
  }
  return { ids, below, roots };
});

const eachLine =
  (look: (line: Said<Line>, tree: Tree) => Values | undefined): Rule['check'] =>
  (subject, broken) => {
    const tree = treeOf(subject);
    for (const [index, line] of subject.lines.entries()) {
      const values = look(line, tree);
      if (values !== undefined) broken(`lines[${index}]`, values);
    }
  };

const isSummedGroup = ({ kind, net_amount }: Said<Line>): boolean => kind === 'GROUP' && net_amount !== undefined;

const lineValues = ({ id = '–', parent_id = '–', kind = '–' }: Said<Line>) => ({ line: id, parent: parent_id, kind });

const KINDS: ReadonlySet<string> = new Set(LINE_KINDS);

/** BR-FREXT-05: what a line is, by EXT-FR-FE-163. */
export const lineKind: Rule = {
  id: 'BR-FREXT-05',
  terms: ['EXT-FR-FE-163'],
  severity: 'error',
  says: {
    en: 'Line {line} is of kind “{kind}” (EXT-FR-FE-163); a line is DETAIL, GROUP or INFORMATION.',
    fr: 'La ligne {line} est de nature « {kind} » (EXT-FR-FE-163) ; une ligne est DETAIL, GROUP ou INFORMATION.',
  },
  check: eachLine((line) => (line.kind === undefined || KINDS.has(line.kind) ? undefined : lineValues(line))),
};

type Make = (prefix: string, isFrench: boolean) => Rule;

/** Whether Factur-X has lines stand below a line: without an identifier, all others that name no parent do. */
const hasBelow = ({ id, parent_id }: Said<Line>, { below, roots }: Tree): boolean =>
  id === undefined ? roots > Number(parent_id === undefined) : below.has(id);

/** …-06: a line in a tree says what it is. Factur-X asks it of lines, too, that others stand below. */
const kindInTree: Make = (prefix, isFrench) => ({
  id: `${prefix}-06`,
  terms: ['EXT-FR-FE-163', 'EXT-FR-FE-162'],
  severity: 'error',
  says: {
    en: 'Line {line} belongs to a tree of lines (parent: {parent}) and does not say whether it is DETAIL, GROUP or INFORMATION.',
    fr: 'La ligne {line} appartient à une arborescence de lignes (parent : {parent}) sans dire si elle est DETAIL, GROUP ou INFORMATION.',
  },
  check: eachLine((line, tree) => {
    const inTree = line.parent_id !== undefined || (!isFrench && hasBelow(line, tree));
    return inTree && line.kind === undefined ? lineValues(line) : undefined;
  }),
});

/** …-08: a group that says an amount says the sum of what is below it. */
const groupSum: Make = (prefix, isFrench) => ({
  id: `${prefix}-08`,
  terms: ['BT-131', 'EXT-FR-FE-162'],
  severity: 'error',
  says: {
    en: 'The net amount of a group of lines (BT-131): declared {declared}, computed {computed} from the lines below it, difference {difference}.',
    fr: 'Montant net d’un groupe de lignes (BT-131) : déclaré {declared}, calculé {computed} d’après les lignes qu’il contient, écart {difference}.',
  },
  check: eachLine((line, { below }) => {
    if (!isSummedGroup(line)) return undefined;
    const total = sum(below.get(line.id ?? '')?.amounts ?? []);
    const computed = isFrench ? roundedAsXpath(total, 2) : total;
    return line.net_amount?.equals(computed) === true ? undefined : disagreement(line.net_amount, computed);
  }),
});

/** …-11: the parent of a line is there. Factur-X lets it be the line itself. */
const parentExists: Make = (prefix, isFrench) => ({
  id: `${prefix}-11`,
  terms: ['EXT-FR-FE-162'],
  severity: 'error',
  says: {
    en: 'Line {line} names line {parent} as its parent (EXT-FR-FE-162), and there is no such line besides itself.',
    fr: 'La ligne {line} désigne la ligne {parent} comme parent (EXT-FR-FE-162), mais cette ligne n’existe pas ailleurs.',
  },
  check: eachLine((line, { ids }) => {
    const { parent_id: parent, id } = line;
    if (parent === undefined) return undefined;
    const exists = ids.has(parent) && !(isFrench && parent === id);
    return exists ? undefined : lineValues(line);
  }),
});

/** …-12: where a group says an amount, so do the groups below it. */
const groupsBelow: Make = (prefix) => ({
  id: `${prefix}-12`,
  terms: ['BT-131'],
  severity: 'error',
  says: {
    en: 'Group {line} has a net amount (BT-131), and a group below it has none.',
    fr: 'Le groupe {line} a un montant net (BT-131), mais un groupe qu’il contient n’en a pas.',
  },
  check: eachLine((line, { below }) =>
    isSummedGroup(line) && (below.get(line.id ?? '')?.without ?? 0) > 0 ? lineValues(line) : undefined,
  ),
});

/** How lines stand below lines, by EXT-FR-FE-162 and -163. */
export const subLineRules = (extension: Extension): readonly Rule[] =>
  [kindInTree, groupSum, parentExists, groupsBelow].map((make) =>
    make(PREFIXES[extension], extension === 'EXTENDED-CTC-FR'),
  );
