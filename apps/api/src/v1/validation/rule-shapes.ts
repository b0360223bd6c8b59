import type { RuleDescription } from '@onefacture/validation';
import { z } from 'zod';
import { PAGE_QUERY } from '../../http/paging.js';

/** What narrows the list of rules. */
export const RulesQuery = z.strictObject({
  ruleset: z.string().max(60).optional().meta({
    description: 'Only of rule sets whose name begins so',
    example: 'EN16931',
  }),
  severity: z.enum(['error', 'warning']).optional(),
  term: z.string().max(20).optional().meta({ description: 'Only those about a term', example: 'BT-31' }),
  limit: PAGE_QUERY.limit,
  cursor: z.string().max(200).optional().meta({ description: 'next_cursor of the page before' }),
});
export type RulesQuery = z.output<typeof RulesQuery>;

/** One rule. */
export const RuleOut = z
  .object({
    code: z.string().meta({ example: 'BR-CO-10' }),
    ruleset: z.string().meta({ example: 'EN16931 1.3.16' }),
    rulesets: z.array(z.string()),
    severity: z.enum(['error', 'warning']),
    syntaxes: z.array(z.string()),
    terms: z.array(z.object({ term: z.string(), name: z.string(), name_fr: z.string() })),
    wants: z.string().meta({ description: 'What the rule asks for' }),
    wants_fr: z.string(),
    cause: z.string().meta({ description: 'How it usually comes to be broken' }),
    cause_fr: z.string(),
    fix: z.string().meta({ description: 'What to change' }),
    fix_fr: z.string(),
    page: z.url().meta({ description: 'The same for people' }),
  })
  .meta({ id: 'Rule' });

/** A rule as the API shows it. */
export const presentRule = (rule: RuleDescription, publicBaseUrl: string): z.output<typeof RuleOut> => ({
  code: rule.code,
  ruleset: rule.ruleset,
  rulesets: [...rule.rulesets],
  severity: rule.severity,
  syntaxes: [...rule.syntaxes],
  terms: rule.terms.map(({ term, en, fr }) => ({ term, name: en, name_fr: fr })),
  wants: rule.wants.en,
  wants_fr: rule.wants.fr,
  cause: rule.cause.en,
  cause_fr: rule.cause.fr,
  fix: rule.fix.en,
  fix_fr: rule.fix.fr,
  page: `${publicBaseUrl}/errors/${encodeURIComponent(rule.code)}`,
});
