import type { Language } from '../users/user.js';
import type { Role } from '../members/member.js';

/** A member as the others see them. */
export interface TeamMember {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly language: Language;
  readonly role: Role;
  readonly joinedAt: Date;
}

/** Roles that somebody with a role may give, change and take away: only owners deal with owners. */
export function rolesUnder(role: Role): readonly Role[] {
  if (role === 'owner') return ['owner', 'admin', 'member', 'viewer'];
  return role === 'admin' ? ['admin', 'member', 'viewer'] : [];
}
