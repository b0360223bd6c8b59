import fc from 'fast-check';
import { identityFaults } from '../src/body/identity-faults.js';
import { BILLING_FRAMES } from '../src/codes/billing-frames.js';
import { DOCUMENT_TYPES } from '../src/codes/document-types.js';
import { TAX_POINTS } from '../src/codes/tax-points.js';
import { EXEMPTION_BY_CATEGORY } from '../src/codes/vat.js';
import type {
  DocumentAllowanceCharge,
  Invoice,
  InvoiceDocument,
  Line,
  LogisticsCharge,
  PaymentMeans,
  Profile,
  VatBreakdown,
} from '../src/invoice.js';
import { roundCents, ZERO, type Decimal } from '../src/money.js';
import { carries, LINELESS_PROFILES } from '../src/profiles.js';
import { computeTotals, countsInTotals } from '../src/totals.js';
import { allowanceCharge, invoiceLines, taxed, type Taxing } from './arbitrary-lines.js';
import {
  attachments,
  codeOf,
  day,
  decimalOf,
  deliveryTerms,
  iban,
  lines as multiline,
  maybe,
  notes,
  objects,
  period,
  precedingInvoice,
  present,
  reference,
  some,
  token,
} from './arbitrary-parts.js';
import { buyer, delivery, otherParty, payee, seller, taxRepresentative } from './arbitrary-parties.js';

/** Members that stand in the head of the document, by the profile that carries them. */
const head = (profile: Profile) =>
  some({
    billing_frame: codeOf(Object.keys(BILLING_FRAMES)),
    buyer_reference: reference,
    order_reference: reference,
    ...(carries(profile, 'BASIC_WL')
      ? {
          due_date: day,
          tax_point_code: codeOf(Object.keys(TAX_POINTS)),
          contract_reference: reference,
          despatch_advice_reference: reference,
          buyer_accounting_reference: reference,
          payee: payee(profile),
          tax_representative: taxRepresentative,
          delivery_date: day,
          delivery,
          period,
          payment_terms: multiline,
        }
      : {}),
    ...(carries(profile, 'EN16931')
      ? {
          project_reference: reference,
          sales_order_reference: reference,
          receiving_advice_reference: reference,
          tender_reference: reference,
          invoiced_objects: objects(carries(profile, 'EXTENDED') ? 3 : 1),
          attachments: attachments(profile),
        }
      : {}),
    ...(carries(profile, 'EXTENDED')
      ? {
          buyer_agent: otherParty,
          payer: otherParty,
          sales_agent: otherParty,
          invoicee: otherParty,
          invoicer: otherParty,
          delivery_terms: deliveryTerms,
        }
      : {}),
  });

const transfers = (profile: Profile): fc.Arbitrary<readonly PaymentMeans[]> => {
  const account = fc
    .record({
      id: fc.oneof(
        iban.map((value) => ({ iban: value })),
        reference.map((account_id) => ({ account_id })),
      ),
      more: carries(profile, 'EN16931') ? some({ account_name: token, bic: fc.constant('AGRIFRPP') }) : fc.constant({}),
    })
    .map(({ id, more }) => ({ ...id, ...more }));
  return fc
    .tuple(
      fc.constantFrom('30', '58', '42'),
      carries(profile, 'EN16931') ? maybe(token) : fc.constant(undefined),
      fc.array(account, { minLength: 1, maxLength: 3 }),
    )
    .map(([type_code, text, accounts]) => accounts.map((one) => present({ type_code, text, ...one })));
};

/** Accounts of one code and text; several ways to pay only where the profile lets codes differ (CII-SR-467). */
const means = (profile: Profile): fc.Arbitrary<readonly PaymentMeans[]> => {
  const cash = fc.constantFrom('10', '20', '1', '57', 'ZZZ').map((type_code): PaymentMeans[] => [{ type_code }]);
  const card = some({ number: fc.constant('1234'), holder: token }, 'number').map((own): PaymentMeans[] => [
    { type_code: '48', ...(carries(profile, 'EN16931') ? { card: own } : {}) },
  ]);
  if (profile !== 'EXTENDED_CTC_FR') return fc.oneof(transfers(profile), cash, card);
  return fc.oneof(
    transfers(profile),
    cash,
    fc.tuple(transfers(profile), card).map((both) => both.flat()),
  );
};

/** BG-16 with one remittance text for all, or BG-16 with BG-19. */
const payment = (profile: Profile) =>
  fc.oneof(
    fc.tuple(means(profile), maybe(token)).map(([all, text]) => ({
      payment_means: all.map((one) => present({ ...one, remittance_information: text })),
    })),
    fc
      .tuple(
        fc.constantFrom('59', '49'),
        some({ mandate_id: reference, creditor_id: reference, debited_account: iban }).filter(
          (all) => Object.keys(all).length > 0,
        ),
      )
      .map(([type_code, direct_debit]) => ({ payment_means: [{ type_code }], direct_debit })),
    fc.constant({}),
  );

/** Allowances and charges of the whole, in VAT categories that lines have. */
const adjustments = (profile: Profile, taxing: readonly Taxing[]) => {
  const taxOf = fc.constantFrom(...taxing);
  const entries = (charge: boolean): fc.Arbitrary<readonly DocumentAllowanceCharge[]> =>
    fc.array(
      fc.tuple(allowanceCharge(charge), taxOf).map(([entry, tax]) => ({ ...entry, ...tax })),
      { minLength: 1, maxLength: 2 },
    );
  const logistics: fc.Arbitrary<readonly LogisticsCharge[]> = fc.array(
    fc.tuple(token, decimalOf(100, 2), taxOf).map(([description, amount, tax]) => ({ description, amount, ...tax })),
    { minLength: 1, maxLength: 2 },
  );
  return some({
    allowances: entries(false),
    charges: entries(true),
    // Factur-X EXTENDED wants a rate at each, which category O does not have.
    ...(carries(profile, 'EXTENDED') && taxing.every(({ tax_rate }) => tax_rate !== undefined)
      ? { logistics_charges: logistics }
      : {}),
  });
};

interface Parts {
  readonly profile: Profile;
  readonly lines: readonly Line[];
  readonly changes: {
    readonly allowances?: readonly DocumentAllowanceCharge[];
    readonly charges?: readonly DocumentAllowanceCharge[];
    readonly logistics_charges?: readonly LogisticsCharge[];
  };
  readonly prepaid: Decimal;
  readonly rounding: Decimal | undefined;
  readonly abroad: { readonly rate: Decimal; readonly shown: boolean; readonly date: string } | undefined;
}

/** BG-22, BG-23 and what goes with another currency. */
function sums({ profile, lines, changes, prepaid, rounding, abroad }: Parts) {
  const { totals, vat_breakdown } = computeTotals(lines, {
    ...changes,
    prepaid: profile === 'MINIMUM' ? ZERO : prepaid,
    rounding: carries(profile, 'EN16931') ? rounding : undefined,
    groundsApart: profile === 'EXTENDED_CTC_FR',
  });
  if (profile === 'MINIMUM') {
    const { net, tax, gross, due } = totals;
    return { currency: 'EUR', vat_breakdown: [], totals: { net, tax, gross, prepaid: ZERO, due } };
  }
  const grounded = vat_breakdown.map(withGrounds);
  if (abroad === undefined) return { currency: 'EUR', vat_breakdown: grounded, totals };
  const exchange = {
    exchange_rate: { source_currency: 'USD', target_currency: 'EUR', rate: abroad.rate, date: abroad.date },
  };
  return {
    currency: 'USD',
    tax_currency: 'EUR',
    ...(abroad.shown && carries(profile, 'EXTENDED') ? exchange : {}),
    vat_breakdown: grounded,
    totals: { ...totals, tax_accounting: roundCents(totals.tax.times(abroad.rate)) },
  };
}

function withGrounds(group: VatBreakdown): VatBreakdown {
  if (group.tax_category === 'S' || group.tax_category === 'Z' || group.exemption_code !== undefined) return group;
  const legal = EXEMPTION_BY_CATEGORY[group.tax_category];
  return { ...group, exemption_code: legal?.code ?? 'VATEX-EU-132', exemption_reason: legal?.reason ?? 'Formation' };
}

/** Lines wholly outside the scope of VAT, or of any other categories. */
const content = (profile: Profile) =>
  fc
    .oneof(
      { weight: 6, arbitrary: invoiceLines(profile, taxed) },
      invoiceLines(profile, fc.constant<Taxing>({ tax_category: 'O' })),
    )
    .chain((all) => {
      const taxing = all
        .filter(countsInTotals)
        .map(({ tax_category = 'S', tax_rate, exemption_code }) => present({ tax_category, tax_rate, exemption_code }));
      const categories = new Set(taxing.map(({ tax_category }) => tax_category));
      const standing = {
        outside: categories.has('O'),
        buyerPays: categories.has('AE') || categories.has('K'),
      };
      return fc.record({
        lines: fc.constant(all),
        changes: profile === 'MINIMUM' ? fc.constant({}) : adjustments(profile, taxing),
        seller: seller(profile, standing),
        buyer: buyer(profile, standing),
        crossing: fc.constant(categories.has('K')),
        outside: fc.constant(standing.outside),
      });
    });

/** BR-CO-25: what is left to pay has a due date or terms. */
const whenToPay = ({ due_date, payment_terms }: { due_date?: string; payment_terms?: string }) =>
  due_date === undefined && payment_terms === undefined ? { payment_terms: 'À réception' } : {};

/**
 * Any invoice a profile can carry: every optional member there or not, sums right by EN 16931, VAT numbers, grounds and
 * places where its categories want them, no part that names another and is the same. Text has odd characters but neither blanks around it nor, in one-line members,
 * line breaks. `derived` is empty; a profile without lines has none, MINIMUM no VAT table either.
 */
export function anyInvoice(profile: Profile): fc.Arbitrary<Invoice> {
  return fc
    .record({
      type_code: codeOf(Object.keys(DOCUMENT_TYPES)),
      number: reference,
      issue_date: day,
      head: head(profile),
      tax_point_date: carries(profile, 'EN16931') ? maybe(day) : fc.constant(undefined),
      notes: profile === 'MINIMUM' ? fc.constant([]) : fc.oneof(fc.constant([]), notes(4, true)),
      preceding: profile === 'MINIMUM' ? fc.constant([]) : fc.array(precedingInvoice(profile), { maxLength: 2 }),
      payment: profile === 'MINIMUM' ? fc.constant({}) : payment(profile),
      content: content(profile),
      prepaid: fc.oneof(fc.constant(ZERO), decimalOf(100, 2)),
      rounding: maybe(decimalOf(0.5, 2, -0.5)),
      abroad: maybe(fc.record({ rate: decimalOf(2, 4, 0.5), shown: fc.boolean(), date: day })),
    })
    .map(
      ({
        head: top,
        content: body,
        payment: paying,
        preceding,
        tax_point_date,
        prepaid,
        rounding,
        abroad,
        ...rest
      }) => {
        const { lines, changes } = body;
        const { tax_point_code, tax_representative, ...others } = top;
        const amounts = sums({ profile, lines, changes, prepaid, rounding, abroad });
        const place = { address: { country_code: 'DE' }, ...others.delivery };
        return present({
          profile,
          ...rest,
          ...others,
          tax_point_date,
          tax_point_code: tax_point_date === undefined ? tax_point_code : undefined,
          tax_representative: body.outside ? undefined : tax_representative,
          preceding_invoices: preceding,
          ...paying,
          ...changes,
          seller: body.seller,
          buyer: body.buyer,
          ...(body.crossing && carries(profile, 'BASIC_WL')
            ? { delivery: place, delivery_date: others.delivery_date ?? '2026-05-31' }
            : {}),
          ...amounts,
          ...(carries(profile, 'BASIC_WL') && amounts.totals.due.gt(0) ? whenToPay(others) : {}),
          lines: LINELESS_PROFILES.has(profile) ? [] : lines,
          derived: [],
        });
      },
    )
    .filter((invoice) => identityFaults(invoice).next().done === true);
}

/** The same as a reader gives it: without `derived`. */
export function anyInvoiceDocument(profile: Profile): fc.Arbitrary<InvoiceDocument> {
  return anyInvoice(profile).map(({ derived: _derived, ...said }) => said);
}
