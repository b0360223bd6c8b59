import { AppError } from '@onefacture/errors';
import { STRUCTURE_NAMES } from '@onefacture/formats';
import { z } from 'zod';

const isRegex = (source: string): boolean => {
  try {
    return new RegExp(source, 'u').source !== '';
  } catch {
    return false;
  }
};

/** A path inside a pack: no way out of it. */
const path = z
  .string()
  .max(300)
  .regex(/^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))[^\\:\p{Cc}]+$/u, 'must be a path inside the pack');

/** Which documents a rule file is for. */
const appliesTo = z.strictObject({
  syntax: z.enum(['CII', 'UBL', 'CDAR']),
  /** Pattern that BT-24 must match; without it every document of the syntax is judged. */
  guideline: z.string().max(300).refine(isRegex, 'must be a regular expression').optional(),
  /** `fr-ctc`: rules that French invoices are judged by besides those of their profile. */
  rules: z.enum(['profile', 'fr-ctc']).default('profile'),
});
export type AppliesTo = z.output<typeof appliesTo>;

const label = z.string().regex(/^[A-Za-z0-9][\w.-]{0,79}$/, 'must be letters, digits, dots and hyphens');
const head = { name: label, version: label, effective_from: z.iso.date().optional() };

/** `pack.json` as the maker of a pack writes it. */
export const packManifest = z
  .strictObject({
    ...head,
    /** For the files that say nothing else. */
    applies_to: appliesTo.optional(),
    files: z
      .array(
        z.strictObject({
          kind: z.enum(['sch', 'xslt', 'xsd']),
          path,
          applies_to: appliesTo.optional(),
          /** Of a schema: the structure that it describes, where the file does not show it. */
          structure: z.enum(STRUCTURE_NAMES).optional(),
        }),
      )
      .min(1)
      .max(200),
  })
  .refine((pack) => pack.applies_to !== undefined || pack.files.every((file) => file.applies_to !== undefined), {
    error: 'applies_to is missing: of the pack, or of each file',
  });
export type PackManifest = z.output<typeof packManifest>;

/** What stands in the folder of an installed pack. */
export const installedManifest = z.object({
  ...head,
  rules: z.array(
    z.object({
      /** File of the pack it was made of. */
      source: path,
      /** Compiled stylesheet. */
      sef: path,
      applies_to: appliesTo,
      /** Every id that it may report. */
      ids: z.array(z.string()),
    }),
  ),
  schemas: z.array(z.object({ structure: z.enum(STRUCTURE_NAMES), main: path, files: z.array(path) })),
});
export type InstalledManifest = z.output<typeof installedManifest>;

/** Reads JSON of one of the shapes above. Throws AppError `document.unreadable` that names what is wrong. */
export const readManifest = <T>(shape: z.ZodType<T>, text: string, file: string): T => {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (cause) {
    throw new AppError('document.unreadable', { detail: `${file} is not JSON.`, cause });
  }
  const read = shape.safeParse(raw);
  if (read.success) return read.data;
  const [first] = read.error.issues;
  throw new AppError('document.unreadable', {
    detail: `${file} is not a manifest: ${first?.path.join('.') ?? ''} ${first?.message ?? ''}.`.replace(':  ', ': '),
    cause: read.error,
  });
};
