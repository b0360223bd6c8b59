import { entry, type ErrorEntry } from './entry.js';

/** What goes wrong with the members of an organisation. */
export const MEMBER_ERRORS = {
  'member.last_owner': entry(
    'conflict',
    'last-owner',
    'Last Owner',
    ['An organisation keeps at least one owner.', 'Make another member owner first.'],
    ['Une organisation garde au moins un propriétaire.', "Nommez d'abord un autre membre propriétaire."],
  ),
  'member.already_member': entry(
    'conflict',
    'already-member',
    'Already a Member',
    [
      'Somebody with this e-mail belongs to the organisation already.',
      'Change the role with PATCH /v1/organization/members/{id}.',
    ],
    [
      "Quelqu'un avec cette adresse appartient déjà à l'organisation.",
      'Changez son rôle avec PATCH /v1/organization/members/{id}.',
    ],
  ),
} as const satisfies Record<string, ErrorEntry>;
