import { z } from 'zod';

export const flowSyntaxes = ['CII', 'UBL', 'Factur-X', 'CDAR', 'FRR'] as const;
const flowProfiles = ['Basic', 'CIUS', 'Extended-CTC-FR', 'Undefined'] as const;
const processingRules = [
  'B2B',
  'B2BInt',
  'B2C',
  'B2G',
  'B2GInt',
  'OutOfScope',
  'B2GOutOfScope',
  'ArchiveOnly',
  'NotApplicable',
  'Undefined',
] as const;
const flowTypes = [
  'CustomerInvoice',
  'SupplierInvoice',
  'CustomerInvoiceLC',
  'SupplierInvoiceLC',
  'StateCustomerInvoiceLC',
  'StateSupplierInvoiceLC',
  'AggregatedCustomerTransactionReport',
  'UnitaryCustomerTransactionReport',
  'AggregatedCustomerPaymentReport',
  'UnitaryCustomerPaymentReport',
  'UnitarySupplierTransactionReport',
  'MultiFlowReport',
  'StateCustomerInvoice',
  'StateSupplierInvoice',
  'StateTransactionReport',
  'StateTransactionReportLC',
  'StatePaymentReport',
  'StatePaymentReportLC',
  'Undefined',
] as const;

const id = z.string().min(1).max(64);
const instant = z.iso.datetime({ offset: true });
export const flowType = z.enum(flowTypes);
export const flowDirection = z.enum(['In', 'Out']);
export const ackStatus = z.enum(['Pending', 'Ok', 'Error']);

/** What a sender says of its file (FlowInfo of XP Z12-013 1.3.0). */
export const flowInfo = z.object({
  trackingId: id.optional(),
  name: z.string().min(1).max(255),
  processingRule: z.enum(processingRules).optional(),
  flowSyntax: z.enum(flowSyntaxes),
  flowProfile: z.enum(flowProfiles).optional(),
  sha256: z
    .string()
    .regex(/^[a-f0-9]{64}$/)
    .optional(),
});
export type FlowInfo = z.infer<typeof flowInfo>;

export const acknowledgement = z.object({
  status: ackStatus,
  details: z
    .array(
      z.object({
        level: z.enum(['Error', 'Warning']),
        item: z.string(),
        reasonCode: z.string(),
        reasonMessage: z.string(),
      }),
    )
    .min(1)
    .optional(),
});
export type Acknowledgement = z.infer<typeof acknowledgement>;

/** Flow of XP Z12-013 1.3.0, as search, get and callbacks show it. */
export const flow = z.object({
  flowId: id,
  trackingId: id.optional(),
  name: z.string().max(255),
  submittedAt: instant,
  updatedAt: instant,
  flowSyntax: z.enum(flowSyntaxes),
  flowProfile: z.enum(flowProfiles),
  flowType,
  flowDirection,
  processingRule: z.enum(processingRules),
  processingRuleSource: z.enum(['Input', 'Computed']),
  acknowledgement,
});
export type Flow = z.infer<typeof flow>;

export const searchParams = z.object({
  limit: z.number().int().min(1).max(100).default(25),
  cursor: z.string().min(1).optional(),
  where: z.object({
    updatedAfter: instant.optional(),
    updatedBefore: instant.optional(),
    processingRule: z.array(z.enum(processingRules)).optional(),
    flowType: z.array(flowType).optional(),
    flowDirection: z.array(flowDirection).optional(),
    trackingId: id.optional(),
    ackStatus: ackStatus.optional(),
  }),
});
export type SearchParams = z.infer<typeof searchParams>;
export type SearchFilters = SearchParams['where'];

export const webhookParams = z.object({
  callbackUrl: z.url({ protocol: /^https?$/ }),
  flowTypes: z.array(flowType).optional(),
  flowDirection: flowDirection.optional(),
  ackStatus: ackStatus.optional(),
});
export const webhook = webhookParams.extend({
  webhookId: z.uuid(),
  signingKey: z.string(),
  createdAt: instant,
});
export type Webhook = z.infer<typeof webhook>;
