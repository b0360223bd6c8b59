import type { Profile } from '@onefacture/invoice';
import { type Binding, bindingsFor } from '../bindings/binding.js';
import { type Plan, planOf } from '../bindings/plan.js';
import { STRUCTURES } from '../structure/structures.js';
import { agreementAndDelivery } from './agreement-and-delivery.js';
import type { CiiInvoice } from './cii-invoice.js';
import { header } from './header.js';
import { lines } from './lines.js';
import { settlement } from './settlement.js';

/**
 * CII D22B and the model, row by row. What is normalised, that is read from several spellings and written in one:
 * blank elements are left out; amounts and rates have two decimals at least, other numbers as many as they need; dates
 * are format 102; identifiers of a party without a scheme come before those with one, the SIRET first of these;
 * allowances come before charges; BT-7 stands in the first VAT group, BT-8 in each; BT-149 stands at the net price, and at the
 * gross price where there is one; attributes that describe a code list, currencyID of all but VAT totals, comments and
 * schema locations are dropped; an attribute of an item without a name is named by its code;
 * references are in the order
 * supporting documents (also those without a type, which at the settlement of a line are objects), tender, objects.
 */
export const CII_BINDINGS: readonly Binding[] = [
  ...header,
  ...bindingsFor<CiiInvoice>().below('SupplyChainTradeTransaction', [...lines, ...agreementAndDelivery, ...settlement]),
];

/** EN 16931 itself: no term of an extension. */
const standard = (term: string): boolean => !term.startsWith('EXT');

/** The lesser profiles of Factur-X: BT-45 is not among theirs, though their schemas have its element. */
const basic = (term: string): boolean => standard(term) && term !== 'BT-45';

const PLANS: Readonly<Record<Profile, () => Plan>> = {
  MINIMUM: () => planOf(STRUCTURES.facturx_minimum, CII_BINDINGS, { profile: true, wanted: basic }),
  BASIC_WL: () => planOf(STRUCTURES.facturx_basic_wl, CII_BINDINGS, { profile: true, wanted: basic }),
  BASIC: () => planOf(STRUCTURES.facturx_basic, CII_BINDINGS, { profile: true, wanted: basic }),
  EN16931: () => planOf(STRUCTURES.facturx_en16931, CII_BINDINGS, { profile: true, wanted: standard }),
  EXTENDED: () => planOf(STRUCTURES.facturx_extended, CII_BINDINGS, { profile: true }),
  EXTENDED_CTC_FR: () => planOf(STRUCTURES.cii, CII_BINDINGS),
};

const made = new Map<Profile, Plan>();

/** What a profile lets stand, as a plan; made on first use. EXTENDED_CTC_FR is all we know of D22B. */
export const ciiPlan = (profile: Profile): Plan => {
  const known = made.get(profile);
  if (known !== undefined) return known;
  const plan = PLANS[profile]();
  made.set(profile, plan);
  return plan;
};
