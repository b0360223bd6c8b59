import { PROFILES } from '@onefacture/invoice';
import { RULE_CHOICES } from '@onefacture/validation';
import { z } from 'zod';
import * as value from './file-values.js';

const kind = z.enum(['cii', 'ubl', 'facturx']);

/** One job of the file process: its name, and the shapes that both sides of the border check. */
export interface FileJob<Input, Result> {
  readonly name: string;
  readonly input: z.ZodType<Input>;
  /** The child encodes with it, the parent decodes. */
  readonly result: z.ZodType<Result>;
}

const job = <Input, Result>(
  name: string,
  { input, result }: { input: z.ZodType<Input>; result: z.ZodType<Result> },
): FileJob<Input, Result> => ({ name, input, result });

/** Everything that the file process can do. */
export const FILE_JOBS = {
  /** Any invoice file, read: `openInvoice`. */
  open: job('open', {
    input: value.bytes,
    result: z.object({ kind, xml: value.bytes, reading: value.reading, container: value.container.optional() }),
  }),
  /** A file of any kind, held against the official layers: `inspectDocument`. */
  inspect: job('inspect', {
    input: z.object({
      file: value.bytes,
      choice: z.enum(RULE_CHOICES),
      /** Whether the XML is wanted too. */
      withXml: z.boolean(),
    }),
    result: z.object({
      format: z.enum(['cii', 'ubl', 'facturx', 'json', 'cdar']),
      root: z.enum(['CrossIndustryInvoice', 'Invoice', 'CreditNote']).optional(),
      document: value.document.optional(),
      xml: value.bytes.optional(),
      unheld: value.reportFindings,
      layers: value.layerResults,
    }),
  }),
  /** A ZIP of files, unpacked: `readArchive`. */
  unpack: job('unpack', {
    input: z.object({
      archive: value.bytes,
      limits: z.object({ files: z.number(), fileBytes: z.number(), bytes: z.number() }),
    }),
    result: z.array(z.object({ name: z.string(), bytes: value.bytes })).readonly(),
  }),
  /** A caller's own file, read for storage: `readStorableFile`. */
  store: job('store', {
    input: value.bytes,
    result: z.object({
      kind,
      syntax: z.enum(['CII', 'UBL']),
      findings: value.findings,
      invoice: value.invoice.optional(),
      faults: value.faults,
    }),
  }),
  /** A file of any kind, converted: `conversionSource` and `convertInvoice`. */
  convert: job('convert', {
    input: z.object({
      file: value.bytes,
      options: value.conversionOptions,
      limits: z.object({ maxLines: z.number() }).optional(),
    }),
    result: z.object({
      bytes: value.bytes,
      mediaType: z.enum(['application/json', 'application/xml', 'application/pdf', 'text/html']),
      filename: z.string(),
      losses: value.losses,
      findings: value.findings,
    }),
  }),
  /** The documents of a stored invoice: CII, written unless given, and Factur-X. */
  facturx: job('facturx', {
    input: z.object({
      /** As `invoiceToStored` writes it. */
      stored: z.string(),
      xml: value.bytes.optional(),
      options: value.facturXOptions,
    }),
    result: z.object({ xml: value.bytes, pdf: value.bytes }),
  }),
  /** A stranger's picture made a logo: `cleanLogo`. */
  logo: job('logo', {
    input: value.bytes,
    result: z.object({
      bytes: value.bytes,
      mediaType: z.enum(['image/png', 'image/jpeg']),
      width: z.number(),
      height: z.number(),
    }),
  }),
  /** A PDF of the caller with an invoice's XML in it: `wrapFacturX`. */
  wrap: job('wrap', {
    input: z.object({ pdf: value.bytes, xml: value.bytes, profile: z.enum(PROFILES), options: value.wrapOptions }),
    result: value.bytes,
  }),
};

/** What a job is given. */
export type InputOf<Name extends keyof typeof FILE_JOBS> = z.output<(typeof FILE_JOBS)[Name]['input']>;
/** What a job gives. */
export type ResultOf<Name extends keyof typeof FILE_JOBS> = z.output<(typeof FILE_JOBS)[Name]['result']>;
