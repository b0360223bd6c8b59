import { AppError } from '@onefacture/errors';
import type { Profile } from '@onefacture/invoice';

/**
 * What the attached XML is to the page: `Alternative`, both say the same; `Source`, the page was made from the XML;
 * `Data`, the XML holds less than the page (Factur-X 1.08 §6.2.2).
 */
export type XmlRelationship = 'Alternative' | 'Source' | 'Data';

/** How a profile is named in the PDF: XMP level and relationship of the attachment (Factur-X 1.08 §6.2.2, §6.3). */
export interface Conformance {
  /** fx:ConformanceLevel. */
  readonly level: string;
  readonly relationship: XmlRelationship;
}

/**
 * The profiles that the Factur-X family knows, each with its XMP level. EXTENDED_CTC_FR has none: it is a French CII
 * profile with a guideline of its own, and the list of levels is closed (BR-HYBRID); such an invoice travels as XML.
 */
export const FACTURX_LEVELS: Readonly<Partial<Record<Profile, string>>> = {
  MINIMUM: 'MINIMUM',
  BASIC_WL: 'BASIC WL',
  BASIC: 'BASIC',
  EN16931: 'EN 16931',
  EXTENDED: 'EXTENDED',
};

/** Profiles without lines: their XML never says what the page says. */
const WITHOUT_LINES: ReadonlySet<Profile> = new Set<Profile>(['MINIMUM', 'BASIC_WL']);

/**
 * Level and relationship of a profile. Without a wish the relationship is `Alternative`, which France and Germany
 * both take; `Data` alone fits the profiles without lines.
 *
 * @throws AppError `request.invalid` when Factur-X has no level for the profile or the relationship does not fit it.
 */
export function conformanceOf(profile: Profile, relationship?: XmlRelationship): Conformance {
  const level = FACTURX_LEVELS[profile];
  if (level === undefined) {
    throw new AppError('request.invalid', {
      detail: `The profile ${profile} has no Factur-X form.`,
      errors: [{ field: 'profile', code: 'INVALID', message: 'Take EN16931 or EXTENDED, or ask for the XML alone.' }],
    });
  }
  if (!WITHOUT_LINES.has(profile)) return { level, relationship: relationship ?? 'Alternative' };
  if (relationship !== undefined && relationship !== 'Data') {
    throw new AppError('request.invalid', {
      detail: `The XML of the profile ${profile} holds less than the page; its relationship is Data.`,
      errors: [{ field: 'relationship', code: 'INVALID', message: 'Take Data, or a profile with lines.' }],
    });
  }
  return { level, relationship: 'Data' };
}
