import fc from 'fast-check';
import type { Delivery, OtherParty, Party, Payee, Profile } from '../src/invoice.js';
import { carries } from '../src/profiles.js';
import {
  address,
  contact,
  country,
  electronicAddress,
  identifiers,
  lines,
  maybe,
  present,
  reference,
  siren,
  siretOf,
  some,
  token,
  vatNumber,
} from './arbitrary-parts.js';

/** SIREN and SIRET of one party, or another registration. */
const registered = siren.chain((own) =>
  fc.oneof(
    maybe(siretOf(own)).map((siret) => present({ siren: own, siret, legal_registration: undefined })),
    reference.map((value) => ({ legal_registration: { scheme: '0088', value } })),
    fc.constant({}),
  ),
);

/** What the VAT categories of the invoice ask of the parties. */
export interface VatStanding {
  /** No VAT numbers at all (category O). */
  readonly outside: boolean;
  /** The buyer accounts for the VAT (categories AE and K). */
  readonly buyerPays: boolean;
}

/** BG-4. */
export function seller(profile: Profile, { outside }: VatStanding): fc.Arbitrary<Party> {
  if (profile === 'MINIMUM') {
    return fc
      .tuple(token, siren, vatNumber, country)
      .map(([name, own, vat, country_code]) => ({ name, siren: own, vat_number: vat, address: { country_code } }));
  }
  const rich = carries(profile, 'EN16931');
  return fc
    .record({
      name: token,
      own: siren,
      vat_number: outside ? fc.constant(undefined) : vatNumber,
      address,
      more: some({
        trading_name: token,
        identifiers,
        electronic_address: electronicAddress,
        ...(outside ? {} : { tax_registration: reference }),
        ...(rich ? { legal_information: lines, contact: contact(profile === 'EXTENDED_CTC_FR') } : {}),
      }),
    })
    .chain(({ own, more, ...rest }) =>
      maybe(siretOf(own)).map((siret) => present({ ...rest, siren: own, siret, ...more })),
    );
}

/** BG-7. */
export function buyer(profile: Profile, { outside, buyerPays }: VatStanding): fc.Arbitrary<Party> {
  if (profile === 'MINIMUM') return some({ name: token, siren }, 'name');
  return fc
    .record({
      name: token,
      ids: registered,
      vat_number: outside ? fc.constant(undefined) : buyerPays ? vatNumber : maybe(vatNumber),
      address,
      more: some({
        identifiers,
        electronic_address: electronicAddress,
        ...(carries(profile, 'EN16931')
          ? { trading_name: token, contact: contact(profile === 'EXTENDED_CTC_FR') }
          : {}),
      }),
    })
    .map(({ ids, more, ...rest }) =>
      present({ ...rest, ...ids, ...(carries(profile, 'EXTENDED') ? more : withOneId(more, ids)) }),
    );
}

/** EN 16931 has one identifier of the buyer (BT-46): a SIRET, or the first. */
const withOneId = <More extends Partial<Party>>(more: More, { siret }: Partial<Party>): More =>
  present({ ...more, identifiers: siret === undefined ? more.identifiers?.slice(0, 1) : undefined });

/** BG-10: one identifier in the profiles of EN 16931, several in the extension. */
export const payee = (profile: Profile): fc.Arbitrary<Payee> =>
  carries(profile, 'EXTENDED')
    ? otherParty.map((party) => ({ ...party, name: party.name ?? 'Payee' }))
    : some({ name: token, siren, identifiers: identifiers.map((all) => all.slice(0, 1)) }, 'name');

/** BG-11. */
export const taxRepresentative: fc.Arbitrary<OtherParty> = fc.record({ name: token, vat_number: vatNumber, address });

/** A party of the French extension. */
export const otherParty: fc.Arbitrary<OtherParty> = fc
  .record({
    name: token,
    ids: registered,
    more: some({
      trading_name: token,
      identifiers,
      vat_number: vatNumber,
      address,
      electronic_address: electronicAddress,
      contact: contact(true),
      role_code: fc.constantFrom('AB', 'DL', 'SE', 'BY', 'PE'),
    }),
  })
  .map(({ name, ids, more }) => ({ name, ...ids, ...more }));

/** BG-13, BG-15. */
export const delivery: fc.Arbitrary<Delivery> = some({
  name: token,
  identifiers: identifiers.map((all) => all.slice(0, 1)),
  address,
}).filter((all) => Object.keys(all).length > 0);
