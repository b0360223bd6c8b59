import type { Syntax } from '@onefacture/formats';

/** A VAT category that a whole document is given, with the rate of all that is in it, if it has one. */
export interface Recategory {
  readonly code: string;
  readonly rate?: string;
}

/** Every category, in the forms that rules ask for, and without the rate where one is wanted. */
export const RECATEGORIES: readonly Recategory[] = [
  { code: 'O' },
  { code: 'O', rate: '0' },
  { code: 'S', rate: '20' },
  { code: 'S' },
  { code: 'E', rate: '0' },
  { code: 'E' },
  { code: 'Z', rate: '0.00' },
  { code: 'AE', rate: '0' },
  { code: 'K', rate: '0' },
  { code: 'G', rate: '0' },
  { code: 'L', rate: '7' },
  { code: 'M', rate: '4' },
];

interface Parts {
  /** Elements of one VAT category each. */
  readonly block: RegExp;
  readonly code: RegExp;
  readonly rate: RegExp;
}

const PARTS: Readonly<Record<Syntax, Parts>> = {
  CII: {
    block: /<ram:(ApplicableTradeTax|CategoryTradeTax|AppliedTradeTax)>[^]*?<\/ram:\1>/g,
    code: /(<ram:CategoryCode>)[^<]*/,
    rate: /(<ram:RateApplicablePercent>)[^<]*(<\/ram:RateApplicablePercent>)/,
  },
  UBL: {
    block: /<cac:(TaxCategory|ClassifiedTaxCategory)>[^]*?<\/cac:\1>/g,
    code: /(<cbc:ID[^>]*>)[^<]*/,
    rate: /(<cbc:Percent>)[^<]*(<\/cbc:Percent>)/,
  },
};

/** The document with one VAT category throughout; amounts stay. Prefixes are the usual ones, others stay as they are. */
export const recategorised = (syntax: Syntax, source: string, { code, rate }: Recategory): string => {
  const parts = PARTS[syntax];
  return source.replaceAll(parts.block, (block) =>
    block
      .replace(parts.code, (_, start: string) => `${start}${code}`)
      .replace(parts.rate, (_, start: string, end: string) => (rate === undefined ? '' : `${start}${rate}${end}`)),
  );
};
