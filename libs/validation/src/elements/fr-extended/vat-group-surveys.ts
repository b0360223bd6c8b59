import { VAT_CATEGORY_RULES } from '../../rules/en16931/vat/vat-category-rules.js';
import type { RuleText } from '../../rules/rule.js';
import { normalized } from '../en16931/code-list.js';
import type { KeptElement, SurveyRule } from '../element-rule.js';
import { below, textsBelow } from '../kept-elements.js';
import { lastOf } from '../../last-of.js';

const LINES = ['InvoiceLine', 'CreditNoteLine'] as const;
const LINE = `(${LINES.join('|')})`;
const GROUP = 'TaxTotal/TaxSubtotal/TaxCategory';
const REFERENCE = 'InvoiceDocumentReference';

/** What is kept to know who bears which category, and where a line stands. */
const PARTS: readonly string[] = [
  'ID',
  'AllowanceCharge',
  'AllowanceCharge/TaxCategory',
  'TaxTotal',
  'TaxTotal/TaxSubtotal',
  GROUP,
  `(AllowanceCharge|TaxTotal/TaxSubtotal)/TaxCategory/ID`,
  LINE,
  `${LINE}/(Item|BillingReference)`,
  `${LINE}/Item/ClassifiedTaxCategory`,
  `${LINE}/Item/ClassifiedTaxCategory/ID`,
  `${LINE}/BillingReference/${REFERENCE}`,
  `${LINE}/BillingReference/${REFERENCE}/(ID|DocumentStatusCode)`,
];

/** Whether a line counts: one that names its own invoice does so only as a detail. */
const isCounted = (line: KeptElement, number: readonly string[]): boolean => {
  const own = below(line, 'BillingReference').filter((one) =>
    textsBelow(one, `${REFERENCE}/ID`).some((id) => number.includes(id)),
  );
  return own.length === 0 || own.some((one) => textsBelow(one, `${REFERENCE}/DocumentStatusCode`).includes('DETAIL'));
};

/** Categories by their codes. */
interface Categories {
  readonly uses: ReadonlyMap<string, readonly KeptElement[]>;
  readonly groups: ReadonlyMap<string, readonly KeptElement[]>;
}

const byCode = (categories: readonly KeptElement[]): ReadonlyMap<string, readonly KeptElement[]> => {
  const found = new Map<string, KeptElement[]>();
  for (const one of categories) {
    const code = textsBelow(one, 'ID').map(normalized).join(' ');
    const same = found.get(code);
    if (same === undefined) found.set(code, [one]);
    else same.push(one);
  }
  return found;
};

const categoriesOf = lastOf((root: KeptElement): Categories => {
  const number = textsBelow(root, 'ID');
  const lines = LINES.flatMap((name) => below(root, name)).filter((line) => isCounted(line, number));
  const ofLines = lines.flatMap((line) => below(line, 'Item/ClassifiedTaxCategory'));
  return {
    uses: byCode([...below(root, 'AllowanceCharge/TaxCategory'), ...ofLines]),
    groups: byCode(below(root, GROUP)),
  };
});

/** BR-FREXT-S-01 to -AG-01 over the elements of UBL: of whatever tax, and groups in whatever currency. */
export const ublVatGroups = (text: (id: string) => RuleText): readonly SurveyRule[] =>
  VAT_CATEGORY_RULES.map(({ id, code }) => ({
    ...text(`BR-FREXT-${id}-01`),
    kind: 'survey',
    keep: PARTS,
    faults: (root) => {
      const { uses, groups } = categoriesOf(root);
      const [used = [], grouped = []] = [uses.get(code), groups.get(code)];
      if (used.length > 0 === grouped.length > 0) return [];
      const values = { uses: String(used.length), groups: String(grouped.length) };
      return [{ at: grouped[0] ?? used[0] ?? root, values }];
    },
  }));
