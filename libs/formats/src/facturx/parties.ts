import type { Address, Party } from '@onefacture/invoice';
import { halves, type BlockContext } from './block.js';
import type { Labels } from './labels.js';
import { groupsOf } from './numbers.js';
import { STYLE } from './theme.js';
import { typeset, type TextLine } from './typesetting.js';

/** Seller and buyer side by side: names, addresses, identifiers. */
export function drawParties({ sheet, invoice, labels }: BlockContext): void {
  const { width, secondX: x } = halves(sheet);
  sheet.row([
    { x: sheet.left, width, lines: typeset(labels.seller, width, STYLE.columnHead) },
    { x, width, lines: typeset(labels.buyer, width, STYLE.columnHead) },
  ]);
  sheet.skip(2);
  sheet.rule(sheet.left, sheet.left + width);
  sheet.rule(x, sheet.right);
  sheet.skip(5);
  sheet.row([
    { x: sheet.left, width, lines: partyLines(invoice.seller, labels, width) },
    { x, width, lines: partyLines(invoice.buyer, labels, width) },
  ]);
  sheet.skip(20);
}

function partyLines(party: Party, labels: Labels, width: number): TextLine[] {
  const contact = party.contact;
  const lines: (readonly [text: string | undefined, style: (typeof STYLE)['body' | 'name' | 'label']])[] = [
    [party.name, STYLE.name],
    [party.trading_name, STYLE.body],
    ...addressLines(party.address, labels.language).map((text) => [text, STYLE.body] as const),
    [labelled('SIREN', party.siren && groupsOf(party.siren, [3])), STYLE.label],
    [labelled('SIRET', party.siret && groupsOf(party.siret, [3, 3, 3, 5])), STYLE.label],
    [labelled(labels.vatNumber, party.vat_number), STYLE.label],
    [labelled(labels.taxRegistration, otherThanSiren(party)), STYLE.label],
    [labelled(labels.electronicAddress, electronic(party)), STYLE.label],
    [contact?.name, STYLE.label],
    [contact?.phone, STYLE.label],
    [contact?.email ?? party.email, STYLE.label],
  ];
  return lines.flatMap(([text, style]) => (text ? typeset(text, width, style) : []));
}

function labelled(label: string, value: string | undefined): string | undefined {
  return value ? `${label} ${value}` : undefined;
}

function otherThanSiren({ tax_registration: registration, siren }: Party): string | undefined {
  return registration === siren ? undefined : registration;
}

function electronic({ electronic_address: address }: Party): string | undefined {
  return address === undefined ? undefined : `${address.scheme}:${address.value}`;
}

function addressLines(address: Address = {}, language: string): (string | undefined)[] {
  const city = [address.postal_code, address.city].filter(Boolean).join(' ');
  return [
    address.line1,
    address.line2,
    address.line3,
    city,
    address.subdivision,
    address.country_code === undefined ? undefined : countryName(address.country_code, language),
  ];
}

function countryName(code: string, language: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  return new Intl.DisplayNames(language, { type: 'region', fallback: 'code' }).of(code) ?? code;
}
