import { readUbl, writeUbl } from '@onefacture/formats';
import {
  type InvoiceDocument,
  type Line,
  type OtherParty,
  type Profile,
  type Said,
  SPECIFICATIONS,
  ZERO,
} from '@onefacture/invoice';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyInvoiceDocument } from '../../../invoice/testing/arbitraries.js';

type Document = InvoiceDocument;

/** UBL knows one name for a contact. */
const contact = <P extends Said<OtherParty>>({ contact: own, ...party }: P) => {
  const { department, ...same } = own ?? {};
  const name = same.name ?? department;
  return own === undefined ? party : { ...party, contact: { ...same, ...(name === undefined ? {} : { name }) } };
};

/** The name of a payee stands where others have their trading name. */
const payee = ({ trading_name: _trading, ...party }: Said<OtherParty>) => contact(party);

/** UBL wants the discount beside the price before it, a net amount of every line, and has no gross one. */
const line = ({ gross_amount: _gross, ...own }: Said<Line>): Said<Line> => ({
  ...own,
  ...(own.gross_price === undefined || own.price_discount !== undefined
    ? {}
    : { price_discount: own.gross_price.minus(own.unit_price ?? own.gross_price) }),
  ...(own.net_amount === undefined ? { net_amount: ZERO } : {}),
  ...(own.seller === undefined ? {} : { seller: contact(own.seller) }),
});

/** A logistics charge is a charge whose reason is its description. */
const charges = ({ charges: own = [], logistics_charges = [] }: Document) => [
  ...own,
  ...logistics_charges.map(({ description, ...same }) => ({
    ...same,
    ...(description === undefined ? {} : { reason: description }),
  })),
];

/** Without the extension, buyer and payee have one identifier. */
const oneId = (party: Said<OtherParty>, { profile }: Document): Said<OtherParty> => {
  if (profile === 'EXTENDED' || profile === 'EXTENDED_CTC_FR') return party;
  return { ...party, identifiers: party.siret === undefined ? party.identifiers?.slice(0, 1) : [] };
};

/** The name of a means of payment is that of all of its code. */
const named = (means: NonNullable<Document['payment_means']>) =>
  means.map((one) => {
    const text = one.text ?? means.find((other) => other.type_code === one.type_code && other.text !== undefined)?.text;
    return text === undefined ? one : { ...one, text };
  });

const ROLES = ['seller', 'buyer', 'buyer_agent', 'payer', 'sales_agent', 'invoicee', 'invoicer'] as const;

/** What UBL cannot hold of the model, and no more. */
const inUbl = (document: Document): Document => {
  const { logistics_charges: _logistics, ...same } = document;
  const parties = Object.fromEntries(
    ROLES.flatMap((role) => {
      const party = document[role];
      return party === undefined ? [] : [[role, contact(role === 'buyer' ? oneId(party, document) : party)]];
    }),
  );
  return {
    ...same,
    ...parties,
    ...(document.payee === undefined ? {} : { payee: payee(oneId(document.payee, document)) }),
    charges: charges(document),
    payment_means: named(document.payment_means ?? []),
    ...(document.lines === undefined ? {} : { lines: document.lines.map(line) }),
  };
};

/** Empty lists and absent members are the same. */
const plain = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, member: unknown) => (Array.isArray(member) && member.length === 0 ? undefined : member)),
  );

const again = (document: Document) => readUbl(Buffer.from(writeUbl(document)));

const PROFILES: readonly Profile[] = ['BASIC', 'EN16931', 'EXTENDED', 'EXTENDED_CTC_FR'];

describe('any invoice in UBL', () => {
  it.each(PROFILES)('is read as it was written, in profile %s', (profile) => {
    fc.assert(
      fc.property(anyInvoiceDocument(profile), (document) => {
        const { document: read, findings } = again(document);
        expect(findings).toEqual([]);
        expect(plain(read)).toEqual(plain({ ...inUbl(document), specification: SPECIFICATIONS[profile] }));
      }),
      { numRuns: 60 },
    );
  });

  it('comes out the same when written twice', () => {
    fc.assert(
      fc.property(anyInvoiceDocument('EXTENDED_CTC_FR'), (document) => {
        const written = writeUbl(document);
        expect(writeUbl(readUbl(Buffer.from(written)).document)).toBe(written);
      }),
      { numRuns: 40 },
    );
  });
});
