import type { Profile } from '@onefacture/invoice';

/** How a profile is named in the PDF: XMP level and relationship of the attachment (Factur-X 1.08 §6.2.2, §6.3). */
export interface Conformance {
  /** fx:ConformanceLevel. */
  readonly level: string;
  /**
   * `Source`: the page is made from the XML; `Data`: the XML holds less than the page, as in the profiles
   * without lines.
   */
  readonly relationship: 'Source' | 'Data';
}

/** The profiles that the Factur-X family knows; EXTENDED_CTC_FR is a French CII profile outside of it. */
const CONFORMANCE: Readonly<Partial<Record<Profile, Conformance>>> = {
  MINIMUM: { level: 'MINIMUM', relationship: 'Data' },
  BASIC_WL: { level: 'BASIC WL', relationship: 'Data' },
  BASIC: { level: 'BASIC', relationship: 'Source' },
  EN16931: { level: 'EN 16931', relationship: 'Source' },
  EXTENDED: { level: 'EXTENDED', relationship: 'Source' },
};

/** Looks a profile up; undefined when Factur-X has no level for it. */
export function conformanceOf(profile: Profile): Conformance | undefined {
  return CONFORMANCE[profile];
}
