/** One recipient, or one address of his. Exactly one member is given. */
export type DirectoryQuery =
  | { readonly siren: string }
  | { readonly siret: string }
  /** SIREN, SIREN_SIRET, SIREN_SIRET_CODE or SIREN_SUFFIX (XP Z12-013 annex B). */
  | { readonly address: string };

/** Reachability of one line of the directory. `unknown` where the platform gives no status: not "unreachable". */
export type LineStatus = 'enabled' | 'upcoming' | 'disabled' | 'unknown';

/** One line of the official directory. Which platform serves it is not told by the official API. */
export interface DirectoryLine {
  /** Where an invoice is addressed to (BT-49), scheme 0225. */
  readonly address: string;
  readonly siren: string;
  readonly siret?: string;
  readonly suffix?: string;
  readonly routing_code?: string;
  readonly routing_name?: string;
  readonly status: LineStatus;
  /** Through what kind of platform: an approved one (WK), the public one (DFH), or not told. */
  readonly via: 'platform' | 'public_portal' | 'unknown';
  /** Of a public body: whether it wants a commitment number or a service code (Chorus Pro). */
  readonly requires?: {
    readonly commitment: boolean;
    readonly service_code: boolean;
    /** It wants one of the two, whichever. */
    readonly either?: boolean;
  };
  /** Name of the company, where the directory tells it. */
  readonly name?: string;
}

/** What a directory says of one recipient; no lines: it is not listed. */
export interface DirectoryAnswer {
  readonly lines: readonly DirectoryLine[];
  /** False when the directory gave only part of the lines (206). */
  readonly complete: boolean;
}
