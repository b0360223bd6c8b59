import { METRICS, type UsageReport } from '@onefacture/billing';
import { z } from 'zod';

const Use = z
  .object({
    kind: z.enum(['flow', 'stock']).meta({ description: 'Used up within the month, or held at one time' }),
    used: z.int(),
    limit: z.int().nullable().meta({ description: 'null: no limit' }),
    remaining: z.int().nullable().meta({ description: 'null: as many as you like' }),
    lifted: z.boolean().meta({ description: 'The limit does not bite while the grace after sign-up runs' }),
    resets_at: z.iso.datetime().nullable().meta({ description: 'When the count begins anew' }),
  })
  .meta({ id: 'MetricUsage' });

/** What is used of the plan. */
export const UsageOut = z
  .object({
    month: z.string().meta({ description: 'That is counted in: of Paris, or of what is paid', example: '2026-11' }),
    plan: z.string().meta({ example: 'free' }),
    metrics: z.partialRecord(z.enum(METRICS), Use),
    over_limit: z.boolean(),
    banner: z.object({
      state: z.enum(['none', 'grace', 'near', 'reached']).meta({ description: 'near: from 80 % of a limit on' }),
      metric: z.enum(METRICS).nullable().meta({ description: 'Whose limit' }),
    }),
  })
  .meta({ id: 'Usage' });

export const presentUsage = ({ month, state, uses, banner }: UsageReport) => ({
  month,
  plan: state.plan.id,
  metrics: Object.fromEntries(
    uses.map(({ metric, kind, used, limit, remaining, lifted, resetsAt }) => [
      metric,
      { kind, used, limit, remaining, lifted, resets_at: resetsAt },
    ]),
  ),
  over_limit: state.overLimit,
  banner,
});
