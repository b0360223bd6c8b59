import { z } from 'zod';
import { BILLING_CYCLES } from '../catalogue/catalogue.js';

const Feature = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, { error: 'must be lower-case letters, digits and _' })
  .meta({ description: 'As the catalogue names features', example: 'dashboard' });

const Licence = z.strictObject({
  feature: Feature,
  expires_at: z.iso.datetime({ offset: true }).optional().meta({ description: 'For ever when left out' }),
});

const RATE = /^(?:0(?:\.\d{1,4})?|1(?:\.0{1,4})?)$/;

/** What the operator decides about an organisation's billing. A member left out stays as it is. */
export const BillingOrder = z
  .strictObject({
    commission_rate: z
      .union([z.string(), z.number().transform(String)])
      .refine((rate) => RATE.test(rate), { error: 'must be a decimal from 0 to 1 with at most four places' })
      .nullable()
      .meta({ description: 'A share from 0 to 1 with four places; null for none', example: '0.0250' }),
    plan_override: z
      .string()
      .min(1)
      .max(40)
      .nullable()
      .meta({ description: 'Plan whose limits and features hold whatever is paid; null to follow what is paid' }),
    licences: z
      .array(Licence)
      .max(100)
      .refine((all) => new Set(all.map(({ feature }) => feature)).size === all.length, {
        error: 'names a feature twice',
      })
      .meta({ description: 'Features given apart from the plan: these and no others' }),
    bank_transfer: z
      .strictObject({
        plan: z.string().min(1).max(40),
        cycle: z.enum(BILLING_CYCLES).default('monthly'),
        paid_until: z.iso.datetime({ offset: true }),
      })
      .meta({ description: 'A transfer that arrived outside of the payment provider: the plan is active until then' }),
  })
  .partial();
export type BillingOrder = z.output<typeof BillingOrder>;
