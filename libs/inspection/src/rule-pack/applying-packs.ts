import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isFrench, type RuleChoice } from '@onefacture/validation';
import type { Inspection } from '../layers/inspect-document.js';
import type { InstalledPack } from './installed-packs.js';
import type { CompiledRules } from './rule-process.js';

/** One rule file that a document is judged by. */
export interface AppliedRules extends CompiledRules {
  /** `name version` of its pack. */
  readonly ruleset: string;
  readonly ids: ReadonlySet<string>;
}

/** What of an inspection decides which packs apply. */
export type Judged = Pick<Inspection, 'format' | 'root' | 'document'>;

/** BT-24 is a stranger's text: only its beginning is held against the patterns of packs. */
const GUIDELINE_LENGTH = 200;

const syntaxOf = ({ format, root, document }: Judged): 'CII' | 'UBL' | 'CDAR' | undefined => {
  if (format === 'cdar') return 'CDAR';
  if (root === undefined || document === undefined) return undefined;
  return root === 'CrossIndustryInvoice' ? 'CII' : 'UBL';
};

/** The rule files of the installed packs that apply to a document: syntax, guideline, first day, and the caller's choice. */
export const applyingRules = (
  packs: readonly InstalledPack[],
  judged: Judged,
  choice: RuleChoice,
): readonly AppliedRules[] => {
  const { document } = judged;
  const syntax = syntaxOf(judged);
  if (syntax === undefined) return [];
  const guideline = (document?.specification ?? '').slice(0, GUIDELINE_LENGTH);
  const french = document !== undefined && isFrench(document);
  const isWanted = (rules: 'profile' | 'fr-ctc'): boolean => {
    if (syntax === 'CDAR') return true;
    return rules === 'profile' ? choice !== 'fr-ctc' : choice !== 'profile' && french;
  };
  return packs
    .filter(({ effective_from: from }) => from === undefined || (document?.issue_date ?? from) >= from)
    .flatMap(({ name, version, folder, rules }) =>
      rules
        .filter(
          ({ applies_to: applies }) =>
            applies.syntax === syntax &&
            isWanted(applies.rules) &&
            (applies.guideline === undefined || new RegExp(applies.guideline, 'u').test(guideline)),
        )
        .map(({ sef, ids }) => ({
          sef: join(folder, sef),
          baseUri: pathToFileURL(join(folder, sef, '..', '/')).href,
          ruleset: `${name} ${version}`,
          ids: new Set(ids),
        })),
    );
};
