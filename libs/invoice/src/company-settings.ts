import { z } from 'zod';
import { BILLING_FRAMES } from './codes/billing-frames.js';
import { paymentMeansSchema } from './body/payment-schema.js';
import { coded, text } from './body/leaves.js';
import { addressSchema, electronicAddressSchema } from './body/party-schema.js';
import { isSiren } from './identifiers/siren.js';
import { isVatNumber } from './identifiers/vat-number.js';
import type { Address, ElectronicAddress, PaymentMeans } from './invoice.js';

/** Mentions that French law wants on every invoice, in the seller's words. */
export interface LegalMentions {
  /** Flat-rate recovery fee of 40 € */
  readonly PMT?: string | undefined;
  /** Late-payment penalties */
  readonly PMD?: string | undefined;
  /** Discount for early payment, or that there is none */
  readonly AAB?: string | undefined;
}

/** What a company has settled once for all its invoices; fills what an invoice leaves out. */
export interface CompanySettings {
  readonly siren: string;
  readonly name?: string | undefined;
  /** BT-31 */
  readonly vat_number?: string | undefined;
  readonly address?: Address | undefined;
  /** BT-34 */
  readonly electronic_address?: ElectronicAddress | undefined;
  /** BT-23 */
  readonly billing_frame?: string | undefined;
  readonly mentions?: LegalMentions | undefined;
  /** BT-20, for invoices that name neither terms nor a due date */
  readonly payment_terms?: string | undefined;
  /** BG-16 */
  readonly payment_means?: PaymentMeans | undefined;
  /** BT-33 */
  readonly legal_information?: string | undefined;
}

const mention = (description: string) => text(2000, { description }).optional();

/** The settings of a company as they come in over HTTP and out of the database. */
export const companySettingsSchema = z
  .strictObject({
    siren: coded(isSiren, 'must be a SIREN: nine digits with the right check digit (Luhn)', {
      description: 'SIREN of the company',
      example: '732829320',
    }),
    name: text(255, { description: 'Legal name', example: 'Acme SAS' }).optional(),
    vat_number: coded(isVatNumber, 'must be a VAT number without blanks, such as FR44732829320', {
      description: 'BT-31',
      example: 'FR44732829320',
    }).optional(),
    address: addressSchema.optional(),
    electronic_address: electronicAddressSchema.optional(),
    billing_frame: coded(
      (value) => Object.hasOwn(BILLING_FRAMES, value),
      `must be one of ${Object.keys(BILLING_FRAMES).join(', ')}`,
      { description: 'BT-23 for invoices that name none', example: 'S1' },
    ).optional(),
    mentions: z
      .strictObject({
        PMT: mention('Recovery fee of 40 €'),
        PMD: mention('Late-payment penalties'),
        AAB: mention('Discount for early payment, or that there is none'),
      })
      .optional(),
    payment_terms: text(1000, { description: 'BT-20 for invoices that name neither terms nor a due date' }).optional(),
    payment_means: paymentMeansSchema.optional(),
    legal_information: text(1000, { description: 'BT-33: legal form, capital, RCS' }).optional(),
  })
  .meta({ description: 'What a company has settled once for all its invoices' });
