import type { Syntax } from '@onefacture/formats';
import { type Decimal, sum } from '@onefacture/invoice';
import { disagreement } from '../../rules/en16931/disagreement.js';
import { computedTax, isTaxPlausible, type VatAmount } from '../../rules/en16931/vat-amount.js';
import type { Values } from '../../rules/rule.js';
import { roundedAsXpath, xpathDecimal } from '../../rules/xpath-rounding.js';
import type { Taken } from '../element-rule.js';

/** The first amount under a name. */
const first = (taken: Taken, name: string): Decimal | undefined => xpathDecimal(taken(name)[0]);

const cents = (value: Decimal): Decimal => roundedAsXpath(value, 2);

/** What two amounts of a rule came to. */
interface Compared {
  readonly declared: Decimal | undefined;
  readonly computed: Decimal | undefined;
}

const agree = ({ declared, computed }: Compared): boolean =>
  declared !== undefined && computed?.equals(declared) === true;

const told = (compared: Compared | undefined): Values => disagreement(compared?.declared, compared?.computed);

/** BR-CO-14 for one VAT total: `own` against the `taxes` of all groups. */
const taxTotal = (own: Decimal | undefined, taken: Taken): Compared => ({
  declared: own,
  computed: cents(sum(taken('taxes').flatMap((text) => xpathDecimal(text) ?? []))),
});

/** BR-CO-14 in UBL, of one cac:TaxTotal with its `subtotals`. */
export const taxTotalOfGroups = {
  holds: (taken: Taken): boolean => taken('subtotals').length === 0 || agree(taxTotal(first(taken, 'own'), taken)),
  tells: (taken: Taken): Values => told(taxTotal(first(taken, 'own'), taken)),
};

const inCurrency = (taken: Taken, totals: readonly Taken[]): readonly Taken[] =>
  totals.filter((total) => total('currency').some((one) => taken('currency').includes(one)));

/** BR-CO-14 in CII, of the totals (each with `currency` and `amount`) in the `currency` of the invoice. */
export const taxTotalsInCurrency = {
  holds: (taken: Taken, totals: readonly Taken[]): boolean =>
    inCurrency(taken, totals).every((total) => agree(taxTotal(first(total, 'amount'), taken))),
  tells: (taken: Taken, totals: readonly Taken[]): Values => {
    const compared = inCurrency(taken, totals).map((total) => taxTotal(first(total, 'amount'), taken));
    return told(compared.find((one) => !agree(one)));
  },
};

const gross = (taken: Taken, totals: readonly Taken[]): Compared => {
  const [own, ...more] = inCurrency(taken, totals);
  const net = first(taken, 'net');
  const tax = own === undefined || more.length > 0 ? undefined : first(own, 'amount');
  const computed = net === undefined || tax === undefined ? undefined : cents(net.plus(tax));
  return { declared: first(taken, 'gross'), computed };
};

/** BR-CO-15: `gross` is `net` and one VAT total in the `currency` of the invoice; in CII it may also be `net` alone. */
export const grossTotal = (syntax: Syntax) => ({
  holds: (taken: Taken, totals: readonly Taken[]): boolean => {
    if (taken('currency').length === 0 || agree(gross(taken, totals))) return true;
    return syntax === 'CII' && agree({ declared: first(taken, 'gross'), computed: first(taken, 'net') });
  },
  tells: (taken: Taken, totals: readonly Taken[]): Values => told(gross(taken, totals)),
});

const amountOf = (taken: Taken, rate: string | undefined): VatAmount => ({
  rate: xpathDecimal(rate),
  base: first(taken, 'base'),
  tax: first(taken, 'tax'),
});

/** BR-CO-17 for one group of VAT; `rate` is that of the category, if it is one of VAT. */
export const groupTax = (syntax: Syntax) => ({
  holds: (taken: Taken, rate: string | undefined): boolean => isTaxPlausible(amountOf(taken, rate), syntax),
  tells: (taken: Taken, rate: string | undefined): Values => {
    const amount = amountOf(taken, rate);
    return told({ declared: amount.tax, computed: computedTax(amount) });
  },
});
