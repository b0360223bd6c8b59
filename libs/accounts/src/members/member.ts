/** What a member may do: an owner everything, an admin all but the owner's own, a viewer only look. */
export const ROLES = ['owner', 'admin', 'member', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/** Somebody who belongs to an organisation. */
export interface Member {
  readonly userId: string;
  readonly role: Role;
  readonly createdAt: Date;
}

/** Who is calling, once an access token was verified. */
export interface SignedInMember {
  /** The live organisation the token was made for. */
  readonly organizationId: string;
  readonly userId: string;
  readonly sessionId: string;
  /** As it is now, not as it was when the token was made. */
  readonly role: Role;
}
