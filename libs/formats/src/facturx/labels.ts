import type { Decimal } from 'decimal.js';

/** Every word of the page that does not come from the invoice. */
export interface Labels {
  /** BCP 47, for /Lang */
  readonly language: string;
  /** By BT-3, UNTDID 1001; `default` for the others. */
  readonly titles: Readonly<Record<string, string>> & { readonly default: string };
  readonly numberSign: string;
  readonly continued: string;
  readonly selfBilled: string;
  readonly factored: string;
  readonly seller: string;
  readonly buyer: string;
  readonly vatNumber: string;
  readonly taxRegistration: string;
  readonly electronicAddress: string;
  readonly issueDate: string;
  readonly dueDate: string;
  readonly deliveryDate: string;
  readonly period: string;
  readonly from: string;
  readonly to: string;
  readonly buyerReference: string;
  readonly orderReference: string;
  readonly contractReference: string;
  readonly precedingInvoice: string;
  /** Joins a number and its date, with spaces: ` du `. */
  readonly dated: string;
  readonly billingFrame: string;
  /** By the first letter of BT-23. */
  readonly natures: Readonly<Record<string, string>>;
  readonly alreadyPaidFrame: string;
  readonly currency: string;
  readonly item: string;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly vat: string;
  readonly net: string;
  readonly itemReference: string;
  readonly vatTable: string;
  readonly rate: string;
  readonly base: string;
  readonly vatAmount: string;
  /** By BT-118 where the rate says nothing. */
  readonly categories: Readonly<Record<string, string>>;
  /** The sentence the law wants, by exemption code or category, when the invoice brings no text. */
  readonly exemptions: Readonly<Record<string, string>>;
  readonly linesTotal: string;
  readonly adjustments: string;
  readonly netTotal: string;
  readonly taxTotal: string;
  readonly grossTotal: string;
  readonly prepaid: string;
  readonly due: string;
  readonly dueOfCredit: string;
  /** Before the due date under the amount due. */
  readonly before: string;
  readonly settled: string;
  readonly payment: string;
  readonly terms: string;
  readonly means: string;
  /** By BT-81, UNTDID 4461. */
  readonly paymentMeans: Readonly<Record<string, string>>;
  readonly iban: string;
  readonly bic: string;
  readonly accountName: string;
  readonly remittance: string;
  readonly mentions: string;
  /** By BT-21, UNTDID 4451; `default` for the others. */
  readonly noteSubjects: Readonly<Record<string, string>> & { readonly default: string };
  readonly legalInformation: string;
  readonly page: (page: number, pages: number) => string;
  /** Whether a quantity takes the singular: below two in French, one alone in English. */
  readonly singular: (quantity: Decimal) => boolean;
  /** Singular and plural by unit code (UN/ECE Recommendation 20 and 21). */
  readonly units: Readonly<Record<string, readonly [one: string, many: string]>>;
  readonly attachment: string;
}
