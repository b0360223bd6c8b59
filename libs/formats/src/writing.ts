import { type InvoiceDocument, type OtherParty, type Profile, type Said, SPECIFICATIONS } from '@onefacture/invoice';

/** The currencies of an invoice: BT-5 and BT-6. */
export interface Currencies {
  readonly currency?: string | undefined;
  readonly tax_currency?: string | undefined;
}

/** What a writer settles before it writes. */
export interface Writing {
  readonly profile: Profile;
  /** BT-24: the document's own where it stays in its profile, else the profile's. */
  readonly specification: string;
  /** Whether the terms of an extension may stand. */
  readonly extended: boolean;
}

const EXTENDED: ReadonlySet<Profile> = new Set(['EXTENDED', 'EXTENDED_CTC_FR']);

/** The profile asked for, else the document's own, else EN 16931, and what follows from it. */
export const writingOf = (document: InvoiceDocument, asked: Profile | undefined): Writing => {
  const profile = asked ?? document.profile ?? 'EN16931';
  const own = asked === undefined || asked === document.profile ? document.specification : undefined;
  return { profile, specification: own ?? SPECIFICATIONS[profile], extended: EXTENDED.has(profile) };
};

/** A party with the one identifier that EN 16931 itself allows: the SIRET, else the first. */
export const withOneId = <P extends Said<OtherParty>>(party: P | undefined): P | undefined =>
  party === undefined
    ? undefined
    : { ...party, identifiers: party.siret === undefined ? party.identifiers?.slice(0, 1) : undefined };
