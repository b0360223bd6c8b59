import { entry, type ErrorEntry } from './entry.js';

/** What is wrong on our side. */
export const SERVICE_ERRORS = {
  'data.undecryptable': entry(
    'internal',
    'data-undecryptable',
    'Stored Data Undecryptable',
    ['Stored data could not be decrypted: it was altered, or its key is not configured.', 'Tell us the request_id.'],
    [
      "Une donnée stockée n'a pas pu être déchiffrée : elle est altérée ou sa clé n'est pas configurée.",
      'Communiquez-nous le request_id.',
    ],
  ),
  'service.unavailable': entry(
    'unavailable',
    'service-unavailable',
    'Service Unavailable',
    ['A part we need does not answer.', 'Repeat the request after Retry-After seconds.'],
    ['Un composant nécessaire ne répond pas.', 'Répétez la requête après Retry-After secondes.'],
  ),
  'service.busy': entry(
    'unavailable',
    'service-busy',
    'Service Busy',
    ['More documents wait to be worked on than we let wait.', 'Repeat the request after Retry-After seconds.'],
    ['Trop de documents sont déjà en attente de traitement.', 'Répétez la requête après Retry-After secondes.'],
  ),
  'service.internal': entry(
    'internal',
    'internal',
    'Internal Error',
    ['Something went wrong on our side.', 'Tell us the request_id if it happens again.'],
    ['Une erreur est survenue de notre côté.', 'Communiquez-nous le request_id si cela se reproduit.'],
  ),
} as const satisfies Record<string, ErrorEntry>;
