import { Controller, Get, Param, Query } from '@nestjs/common';
import { RuntimeSettings } from '@onefacture/config';
import { AppError } from '@onefacture/errors';
import { allRules, describeRule } from '@onefacture/validation';
import { z } from 'zod';
import { Scopes } from '../../http/access.js';
import { ZodQuery } from '../../http/zod-body.js';
import { Operation } from '../../openapi/operation.js';
import { presentRule, RuleOut, RulesQuery } from './rule-shapes.js';

@Scopes()
@Controller('v1/rules')
export class RulesController {
  constructor(private readonly runtime: RuntimeSettings) {}

  @Get()
  @Operation({
    id: 'listRules',
    tag: 'Validation',
    summary: 'Every rule, official and ours',
    description: 'In the order of their sets. What each wants, the usual cause and the fix, in English and French.',
    query: RulesQuery,
    answers: {
      200: {
        description: 'A page of rules',
        schema: z.object({ data: z.array(RuleOut), next_cursor: z.string().nullable() }),
      },
    },
  })
  list(@Query(new ZodQuery(RulesQuery)) { ruleset, severity, term, limit, cursor }: RulesQuery) {
    const wanted = allRules().filter(
      (rule) =>
        (ruleset === undefined || rule.rulesets.some((name) => name.startsWith(ruleset))) &&
        (severity === undefined || rule.severity === severity) &&
        (term === undefined || rule.terms.some((one) => one.term === term)),
    );
    const from = cursor === undefined ? 0 : after(wanted, cursor);
    const data = wanted.slice(from, from + limit).map((rule) => presentRule(rule, this.runtime.publicBaseUrl));
    const last = data.at(-1);
    const next_cursor = last && from + limit < wanted.length ? cursorOf(last.code) : null;
    return { data, next_cursor };
  }

  @Get(':code')
  @Operation({
    id: 'getRule',
    tag: 'Validation',
    summary: 'One rule',
    params: { code: z.string().meta({ example: 'BR-CO-10' }) },
    answers: { 200: { description: 'The rule', schema: RuleOut } },
    faults: ['request.not_found'],
  })
  one(@Param('code') code: string) {
    const rule = describeRule(code);
    if (rule) return presentRule(rule, this.runtime.publicBaseUrl);
    throw new AppError('request.not_found', { detail: 'No rule has this code; see GET /v1/rules.' });
  }
}

const cursorOf = (code: string): string => Buffer.from(code, 'utf8').toString('base64url');

function after(rules: readonly { readonly code: string }[], cursor: string): number {
  const index = rules.findIndex(({ code }) => cursorOf(code) === cursor);
  if (index >= 0) return index + 1;
  const message = 'must be a next_cursor of this list';
  throw new AppError('request.invalid', { errors: [{ field: 'cursor', code: 'INVALID', message }] });
}
