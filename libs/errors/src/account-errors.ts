import { entry, type ErrorEntry } from './entry.js';

/** What goes wrong with people: signing in, registering, one-time links. */
export const ACCOUNT_ERRORS = {
  'auth.wrong_credentials': entry(
    'unauthenticated',
    'wrong-credentials',
    'Wrong E-mail or Password',
    [
      'No user has this e-mail with this password.',
      'Check both, or ask for a new password with POST /auth/forgot-password.',
    ],
    [
      "Aucun utilisateur n'a cette adresse avec ce mot de passe.",
      'Vérifiez les deux, ou demandez un nouveau mot de passe avec POST /auth/forgot-password.',
    ],
  ),
  'auth.locked': entry(
    'rate_limited',
    'login-locked',
    'Too Many Tries',
    [
      'Too many passwords were tried for this e-mail; for a while none is looked at.',
      'Wait for Retry-After seconds, or set a new password with POST /auth/forgot-password.',
    ],
    [
      'Trop de mots de passe ont été essayés pour cette adresse ; plus aucun ne sera examiné pendant un moment.',
      'Attendez Retry-After secondes, ou choisissez un nouveau mot de passe avec POST /auth/forgot-password.',
    ],
  ),
  'account.email_taken': entry(
    'conflict',
    'email-taken',
    'E-mail Taken',
    ['An account with this e-mail cannot be opened.', 'Sign in with POST /auth/login, or register another e-mail.'],
    [
      'Aucun compte ne peut être ouvert avec cette adresse.',
      'Connectez-vous avec POST /auth/login, ou utilisez une autre adresse.',
    ],
  ),
  'account.link_invalid': entry(
    'invalid',
    'link-invalid',
    'Link No Longer Valid',
    ['The link was used, is too old, or was replaced by a newer one.', 'Ask for a new one.'],
    ['Le lien a déjà servi, a expiré, ou a été remplacé par un plus récent.', 'Demandez-en un nouveau.'],
  ),
  'account.already_verified': entry(
    'conflict',
    'already-verified',
    'Already Verified',
    ['The e-mail address of this user is confirmed already.', 'Nothing needs to be done.'],
    ["L'adresse de cet utilisateur est déjà confirmée.", "Il n'y a rien à faire."],
  ),
} as const satisfies Record<string, ErrorEntry>;
