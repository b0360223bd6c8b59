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
  'key.unavailable': entry(
    'unavailable',
    'key-unavailable',
    'Key Unavailable',
    [
      'The service that keeps the encryption keys does not answer: encrypted data can neither be read nor stored.',
      'Repeat the request after Retry-After seconds. Nothing was stored.',
    ],
    [
      'Le service de gestion des clés ne répond pas : les données chiffrées ne peuvent être ni lues ni enregistrées.',
      "Répétez la requête après Retry-After secondes. Rien n'a été enregistré.",
    ],
  ),
  'key.destroyed': entry(
    'gone',
    'key-destroyed',
    'Key Destroyed',
    [
      'The encryption key of this organisation was destroyed: what it protected cannot be read any more, by anybody.',
      'There is nothing to repeat; ask the operator of this service.',
    ],
    [
      'La clé de chiffrement de cette organisation a été détruite : plus personne ne peut lire ce qu’elle protégeait.',
      "Il est inutile de répéter la requête ; adressez-vous à l'exploitant du service.",
    ],
  ),
  'key.rewrap_needed': entry(
    'conflict',
    'key-rewrap-needed',
    'Rewrap Needed',
    [
      'Some data of this organisation is still under another key, which destroying its own would not erase.',
      'Run npm run keys:rewrap, then repeat the request.',
    ],
    [
      "Des données de cette organisation sont encore sous une autre clé, que cette destruction n'effacerait pas.",
      'Exécutez npm run keys:rewrap, puis répétez la requête.',
    ],
  ),
  'key.no_broker': entry(
    'conflict',
    'key-broker-missing',
    'No Key Broker',
    [
      'An organisation can have a key of its own only where a key broker is configured.',
      'Set ONEFACTURE_KMS_URL and ONEFACTURE_KMS_TOKEN, and restart.',
    ],
    [
      "Une organisation n'a sa propre clé que si un service de clés est configuré.",
      'Définissez ONEFACTURE_KMS_URL et ONEFACTURE_KMS_TOKEN, puis redémarrez.',
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
