import type { Delivery, Invoice, OtherParty, Profile } from './invoice.js';

/** A member and the smallest profile that carries it, or carries it so often, or beside a SIRET. */
export type Need = readonly [field: string, least: Profile, how?: 'several' | 'beside siret'];

type Parties = Pick<Invoice, 'seller' | 'buyer' | 'payee' | 'tax_representative' | 'delivery'>;

const ROLE_OF_EXTENSION = ['legal_information', 'role_code'] as const satisfies readonly (keyof OtherParty)[];
const BEYOND_PAYEE = [
  'trading_name',
  'vat_number',
  'tax_registration',
  'address',
  'electronic_address',
  'contact',
  ...ROLE_OF_EXTENSION,
] as const;
const BEYOND_REPRESENTATIVE = [
  'trading_name',
  'siren',
  'siret',
  'identifiers',
  'legal_registration',
  'electronic_address',
  'contact',
  ...ROLE_OF_EXTENSION,
] as const;

/** What of seller, buyer, payee, tax representative and place of delivery needs more than BASIC_WL. */
export function* partyNeeds({ seller, buyer, payee, tax_representative, delivery }: Parties): Generator<Need> {
  yield* membersOf('seller', seller, ['contact', 'legal_information'], 'EN16931');
  yield* membersOf('buyer', buyer, ['contact', 'trading_name'], 'EN16931');
  for (const [name, { contact }] of Object.entries({ seller, buyer })) {
    if (contact?.name === undefined || contact.department === undefined) continue;
    yield [`${name}.contact.department`, 'EXTENDED_CTC_FR'];
  }
  yield* membersOf('seller', seller, ['role_code'], 'EXTENDED');
  yield* membersOf('buyer', buyer, ROLE_OF_EXTENSION, 'EXTENDED');
  yield* membersOf('payee', payee, BEYOND_PAYEE, 'EXTENDED');
  yield* membersOf('tax_representative', tax_representative, BEYOND_REPRESENTATIVE, 'EXTENDED');
  yield* identifierNeeds('buyer', buyer);
  yield* identifierNeeds('payee', payee);
  yield* identifierNeeds('delivery', delivery);
}

function* membersOf(
  role: string,
  party: OtherParty | undefined,
  members: readonly (keyof OtherParty)[],
  least: Profile,
): Generator<Need> {
  for (const member of members) if (party?.[member] !== undefined) yield [`${role}.${member}`, least];
}

/** BT-46, BT-60, BT-71: EN 16931 has one, a SIRET or another. */
function* identifierNeeds(role: string, party: Pick<Delivery, 'siret' | 'identifiers'> | undefined): Generator<Need> {
  const { siret, identifiers = [] } = party ?? {};
  if (siret !== undefined && identifiers.length > 0) yield [`${role}.identifiers`, 'EXTENDED', 'beside siret'];
  else if (identifiers.length > 1) yield [`${role}.identifiers[1]`, 'EXTENDED', 'several'];
}
