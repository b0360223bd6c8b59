import { CONVERSION_TARGETS, type PdfContainer } from '@onefacture/formats';
import {
  documentFromText,
  documentToText,
  type Invoice,
  type InvoiceDocument,
  invoiceFromStored,
  invoiceToStored,
  PROFILES,
} from '@onefacture/invoice';
import { LAYERS } from '@onefacture/validation';
import { z } from 'zod';

/** Bytes, which cross as they are. */
export const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const text = z.string();
const list = <Entry extends z.ZodType>(entry: Entry) => z.array(entry).readonly();

/** A complete invoice; crosses as stored JSON. */
export const invoice = z.codec(text, z.custom<Invoice>(), { decode: invoiceFromStored, encode: invoiceToStored });

/** What a document says; crosses as JSON with decimals as strings. */
export const document = z.codec(text, z.custom<InvoiceDocument>(), {
  decode: documentFromText,
  encode: documentToText,
});

/** What readers say of a document, and of what it lacks. */
export const findings = list(
  z.object({
    code: z.enum(['OF-XML-01', 'OF-XML-02', 'OF-XML-03', 'OF-XML-04', 'OF-XML-05', 'OF-XML-06']),
    severity: z.enum(['error', 'warning']),
    message: text,
    message_fr: text,
    path: text,
    line: z.number(),
    term: text.optional(),
  }),
);
export const faults = list(z.object({ field: text, code: text, message: text }));
export const losses = list(z.object({ field: text, value: text }));

/** What a reader found. */
export const reading = z.object({
  syntax: z.enum(['CII', 'UBL']),
  root: z.enum(['CrossIndustryInvoice', 'Invoice', 'CreditNote']),
  document,
  findings,
  literals: z.map(text, text).readonly(),
});

const attachment = z.object({
  name: text,
  description: text.optional(),
  relationship: text.optional(),
  mime_type: text.optional(),
  bytes,
  created_at: text.optional(),
  modified_at: text.optional(),
  in_name_tree: z.boolean(),
  in_af: z.boolean(),
});
const facts = z.object({
  pdf_version: text,
  pages: z.number(),
  pdfa: z.object({ part: text, conformance: text }).optional(),
  lang: text.optional(),
  tagged: z.boolean(),
  has_output_intent: z.boolean(),
  fonts_embedded: z.boolean(),
  unembedded_fonts: list(text),
  fx: z
    .object({
      namespace: text,
      document_type: text.optional(),
      document_file_name: text.optional(),
      version: text.optional(),
      conformance_level: text.optional(),
    })
    .optional(),
  forbidden_actions: list(text),
  signed: z.boolean(),
});

/** A PDF as a container. `invoice` is one of the attachments, here and there. */
export const container = z.codec(
  z.object({
    attachments: list(attachment),
    invoice: z.number().optional(),
    facts,
    findings: list(
      z.object({
        code: z.enum([
          ...(['CROSS_REFERENCE_REBUILT', 'ATTACHMENT_UNREADABLE', 'ATTACHMENT_NOT_ASSOCIATED'] as const),
          ...(['XMP_UNREADABLE', 'INVOICE_AMBIGUOUS'] as const),
        ]),
        message: text,
      }),
    ),
  }),
  z.custom<PdfContainer>(),
  {
    decode: ({ invoice: index, ...rest }) => {
      const chosen = index === undefined ? undefined : rest.attachments[index];
      return chosen === undefined ? rest : { ...rest, invoice: chosen };
    },
    encode: ({ invoice: chosen, ...rest }) => ({
      ...rest,
      ...(chosen === undefined ? {} : { invoice: rest.attachments.indexOf(chosen) }),
    }),
  },
);

const relationship = z.enum(['Alternative', 'Source', 'Data']);
const further = list(
  z.object({
    name: text,
    bytes,
    mimeType: text,
    description: text.optional(),
    relationship: z.enum(['Supplement', 'Unspecified', ...relationship.options]).optional(),
    modifiedAt: z.date().optional(),
  }),
);

/** Options of `writeFacturX`. */
export const facturXOptions = z.object({
  createdAt: z.date(),
  locale: z.enum(['fr', 'en']).optional(),
  generator: text,
  relationship: relationship.optional(),
  attachments: further.optional(),
  logo: bytes.optional(),
});

/** Options of `wrapFacturX`. */
export const wrapOptions = z.object({
  wrappedAt: z.date(),
  generator: text,
  relationship: relationship.optional(),
  attachments: further.optional(),
  language: text.optional(),
});

/** Options of `convertInvoice`. */
export const conversionOptions = z.object({
  to: z.enum(CONVERSION_TARGETS),
  profile: z.enum(PROFILES).optional(),
  language: z.enum(['fr', 'en']).optional(),
  format: z.enum(['pdf', 'html']).optional(),
  pdf: bytes.optional(),
  createdAt: z.date(),
  generator: text,
  logo: bytes.optional(),
});

/** Findings as a report has them. */
export const reportFindings = list(
  z.object({
    layer: z.enum(LAYERS),
    ruleset: text,
    code: text,
    severity: z.enum(['error', 'warning']),
    message: text,
    message_fr: text,
    path: text,
    term: text,
    hint: text.optional(),
    hint_fr: text.optional(),
  }),
);

/** What the layers found. */
export const layerResults = list(
  z.object({
    report: z.object({
      layer: z.enum(LAYERS),
      status: z.enum(['passed', 'failed', 'skipped', 'not_applicable']),
      reason: text.optional(),
      engine: text,
      ruleset: text,
      duration_ms: z.number(),
    }),
    findings: reportFindings,
  }),
);
