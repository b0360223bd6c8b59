import type { Address, Identifier, InvoiceDocument, OtherParty, Party, Said } from '@onefacture/invoice';
import type { Entry, PartyCard } from '../readable-view.js';
import { REGISTERS } from '../words/code-words.js';
import type { Labels } from '../words/labels.js';
import { groupsOf } from '../words/numbers.js';
import { wordOf } from '../words/wording.js';
import { entriesOf, joined, said, type Fact, type Speech } from './saying.js';

type AnyParty = Said<Party>;
type SaidIdentifier = Said<Identifier>;

/** Terms of the members that seller and buyer have numbers of their own for. */
interface PartyTerms {
  readonly name: string;
  readonly registration?: string;
  readonly identifier?: string;
  readonly vat?: string;
  readonly address?: string;
  readonly electronic?: string;
}

const SELLER: PartyTerms = {
  ...{ name: 'BT-27', registration: 'BT-30', identifier: 'BT-29', vat: 'BT-31', address: 'BG-5' },
  electronic: 'BT-34',
};
const BUYER: PartyTerms = {
  ...{ name: 'BT-44', registration: 'BT-47', identifier: 'BT-46', vat: 'BT-48', address: 'BG-8' },
  electronic: 'BT-49',
};

/** Seller and buyer, as cards; empty ones when the document says nothing of them. */
export function mainParties(document: InvoiceDocument, { labels }: Speech): readonly [PartyCard, PartyCard] {
  // The seller's legal information stands among the mentions.
  const { legal_information: _legal, ...seller } = document.seller ?? {};
  return [
    partyCard(labels.seller, seller, SELLER, labels),
    partyCard(labels.buyer, document.buyer ?? {}, BUYER, labels),
  ];
}

const OTHERS = [
  ['payee', 'payee', { name: 'BT-59', registration: 'BT-61', identifier: 'BT-60', address: 'BG-10' }],
  ['tax_representative', 'taxRepresentative', { name: 'BT-62', vat: 'BT-63', address: 'BG-12' }],
  ['invoicee', 'invoicee', { name: 'EXT-FR-FE-BG-04', address: 'EXT-FR-FE-BG-04' }],
  ['payer', 'payer', { name: 'EXT-FR-FE-BG-02', address: 'EXT-FR-FE-BG-02' }],
  ['buyer_agent', 'buyerAgent', { name: 'EXT-FR-FE-BG-01', address: 'EXT-FR-FE-BG-01' }],
  ['invoicer', 'invoicer', { name: 'EXT-FR-FE-BG-05', address: 'EXT-FR-FE-BG-05' }],
  ['sales_agent', 'salesAgent', { name: 'EXT-FR-FE-BG-03', address: 'EXT-FR-FE-BG-03' }],
  ['delivery', 'deliveryTo', { name: 'BT-70', identifier: 'BT-71', address: 'BG-15' }],
] as const satisfies readonly (readonly [keyof InvoiceDocument, keyof Labels, PartyTerms])[];

/** Every other party of the document, and where goods or services go. */
export function otherParties(document: InvoiceDocument, { labels }: Speech): PartyCard[] {
  return OTHERS.flatMap(([member, label, terms]) => {
    const party: Said<OtherParty> | undefined = document[member];
    if (party === undefined) return [];
    const card = partyCard(labels[label], party, terms, labels);
    return card.name === '' && card.entries.length === 0 ? [] : [card];
  });
}

/** A party as entries, its name first: for one that stands within a line. */
export function partyEntries(party: AnyParty, labels: Labels): Entry[] {
  const { name, entries } = partyCard('', party, { name: '' }, labels);
  return name === '' ? [...entries] : [{ label: '', value: name }, ...entries];
}

function partyCard(role: string, party: AnyParty, terms: PartyTerms, labels: Labels): PartyCard {
  const { contact, name = '' } = party;
  const facts: Fact[] = [
    [labels.tradingName, party.trading_name, 'BT-28'],
    ...addressLines(party.address, labels).map((line): Fact => ['', line, terms.address]),
    ['SIREN', said(party.siren, (siren) => groupsOf(siren, [3])), terms.registration],
    ['SIRET', said(party.siret, (siret) => groupsOf(siret, [3, 3, 3, 5])), terms.identifier],
    ...identifierFact(labels.registration, party.legal_registration, terms.registration, labels),
    [labels.vatNumber, party.vat_number, terms.vat],
    [labels.taxRegistration, otherThanSiren(party), 'BT-32'],
    ...(party.identifiers ?? []).flatMap((one) => identifierFact(labels.identifier, one, terms.identifier, labels)),
    [labels.electronicAddress, electronic(party), terms.electronic],
    ['', contact?.name],
    [labels.department, contact?.department],
    [labels.phone, contact?.phone],
    ['', contact?.email],
    ['', party.email === contact?.email ? undefined : party.email],
    [labels.role, party.role_code],
    ['', party.legal_information],
  ];
  return { role, name, term: terms.name, entries: entriesOf(facts) };
}

/** `GLN 3012345678901`; a register without a name stands behind the value. */
function identifierFact(
  label: string,
  identifier: SaidIdentifier | undefined,
  term: string | undefined,
  labels: Labels,
): Fact[] {
  if (identifier?.value === undefined) return [];
  const { scheme, value } = identifier;
  const register = wordOf(REGISTERS, scheme, labels);
  const text = scheme === undefined || register !== undefined ? value : `${value} (${scheme})`;
  return [term === undefined ? [register ?? label, text] : [register ?? label, text, term]];
}

/** `GLN 3012345678901` as one text, for an identifier in a line. */
export function identifierText(identifier: SaidIdentifier, labels: Labels): string {
  const facts = identifierFact('', identifier, undefined, labels);
  return facts.map(([label, value]) => joined([label, value], ' ')).join('');
}

function otherThanSiren({ tax_registration: registration, siren }: AnyParty): string | undefined {
  return registration === siren ? undefined : registration;
}

function electronic({ electronic_address: address }: AnyParty): string | undefined {
  return address === undefined ? undefined : joined([address.scheme, address.value], ':');
}

function addressLines(address: Said<Address> = {}, labels: Labels): (string | undefined)[] {
  return [
    address.line1,
    address.line2,
    address.line3,
    joined([address.postal_code, address.city], ' '),
    address.subdivision,
    said(address.country_code, (code) => countryName(code, labels)),
  ];
}

const REGION_NAMES = new Map<string, Intl.DisplayNames>();

/** A country (ISO 3166-1 alpha-2) in words; what is no code stays as written. */
export function countryName(code: string, { language }: Labels): string {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  const names = REGION_NAMES.get(language) ?? new Intl.DisplayNames(language, { type: 'region', fallback: 'code' });
  REGION_NAMES.set(language, names);
  return names.of(code) ?? code;
}
