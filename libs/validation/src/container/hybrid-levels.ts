import { FACTURX_LEVELS } from '@onefacture/formats';
import type { InvoiceDocument } from '@onefacture/invoice';

export const XRECHNUNG = 'XRECHNUNG';

/** The closed list of fx:ConformanceLevel (Factur-X 1.08 §6.3). */
export const CONFORMANCE_LEVELS: ReadonlySet<string> = new Set([...Object.values(FACTURX_LEVELS), XRECHNUNG]);

/** The level that BT-24 of an invoice means; undefined for a guideline that is no profile of Factur-X. */
export const levelOf = (document: InvoiceDocument | undefined): string | undefined => {
  if (document === undefined) return undefined;
  if (/xrechnung/i.test(document.specification ?? '')) return XRECHNUNG;
  return document.profile === undefined ? undefined : FACTURX_LEVELS[document.profile];
};

/** Whether seller (BT-40) and buyer (BT-55) both sit in a country. */
export const isWithin = (country: string, document: InvoiceDocument | undefined): boolean =>
  document?.seller?.address?.country_code === country && document.buyer?.address?.country_code === country;

const LINELESS: ReadonlySet<string> = new Set(['MINIMUM', 'BASIC WL']);

/** The relationships that fit a level: Germany and XRechnung know one, France and the others three (Factur-X 1.08 §6.2.2). */
export const relationshipsOf = (level: string, inGermany: boolean): readonly string[] => {
  if (LINELESS.has(level)) return ['Data'];
  return inGermany || level === XRECHNUNG ? ['Alternative'] : ['Alternative', 'Source', 'Data'];
};
