import type { RouteAlternative, RoutingOverrideEntity, RoutingService } from '@onefacture/transmission';
import { z } from 'zod';
import { LookupOut, presentLookup } from '../directory/directory-shapes.js';

const rule = z
  .enum(['override', 'directory', 'default'])
  .meta({ description: 'Your routing override, the recipient’s line in the directory, or your default connection' });

/** Through which connection an invoice goes and why. */
export const RouteOut = z
  .object({
    connection_id: z.uuid(),
    platform: z.string().meta({ example: 'sandbox' }),
    rule,
    reason: z.string().meta({ example: 'The recipient is reachable from any platform: the default connection.' }),
    reason_fr: z.string(),
    looked_up_at: z.iso.datetime().nullable().meta({
      description: 'When the directory said what was used; null where it was not asked or did not answer',
    }),
    finding: z
      .object({ code: z.string(), severity: z.literal('warning'), message: z.string(), message_fr: z.string() })
      .optional()
      .meta({ description: 'What is wrong with the recipient and does not stop the invoice' }),
  })
  .meta({ id: 'Route' });

const AlternativeOut = z
  .object({
    rule,
    connection_id: z.uuid().nullable().meta({ description: 'null: there is none this way' }),
    platform: z.string().nullable(),
    chosen: z.boolean(),
    reason: z.string(),
    reason_fr: z.string(),
  })
  .meta({ id: 'RouteAlternative' });

/** The decision as it would be taken now. */
export const RoutePreviewOut = z
  .object({
    route: RouteOut.nullable().meta({ description: 'null: there is no connection to go through' }),
    alternatives: z.array(AlternativeOut).meta({ description: 'What was considered, in order' }),
    directory: z.union([LookupOut, z.enum(['unavailable', 'not_asked'])]).meta({
      description: 'What the directory says; not_asked: the buyer has neither SIREN, SIRET nor an address of it',
    }),
  })
  .meta({ id: 'RoutePreview' });

export function presentPreview({
  route,
  alternatives,
  lookup,
}: Awaited<ReturnType<RoutingService['preview']>>): z.input<typeof RoutePreviewOut> {
  return {
    route: route ?? null,
    alternatives: alternatives.map((one: RouteAlternative) => ({ ...one })),
    directory: typeof lookup === 'string' ? lookup : presentLookup(lookup),
  };
}

/** A routing override as it is shown. */
export const RoutingOverrideOut = z
  .object({
    id: z.uuid(),
    recipient_siren: z.string().nullable().meta({ description: 'null: whoever receives' }),
    company_id: z.uuid().nullable().meta({ description: 'null: whichever of your companies sends' }),
    connection_id: z.uuid(),
    note: z.string().nullable(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'RoutingOverride' });

export function presentOverride(row: RoutingOverrideEntity): z.input<typeof RoutingOverrideOut> {
  return {
    id: row.id,
    recipient_siren: row.recipientSiren,
    company_id: row.companyId,
    connection_id: row.connectionId,
    note: row.note,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}
