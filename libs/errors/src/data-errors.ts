import { entry, type ErrorEntry } from './entry.js';

/** What goes wrong when an organisation takes its data with it, or has it erased. */
export const DATA_ERRORS = {
  'data.export_running': entry(
    'conflict',
    'export-running',
    'Export Under Way',
    ['An export of this organisation is being made.', 'Wait for it: GET /v1/data/exports tells how far it is.'],
    ['Un export de cette organisation est en cours.', 'Attendez-le : GET /v1/data/exports indique son avancement.'],
  ),
  'data.export_not_ready': entry(
    'conflict',
    'export-not-ready',
    'Export Not Ready',
    ['The export is not finished, or failed.', 'Look at its state with GET /v1/data/exports/{id}.'],
    ["L'export n'est pas terminé, ou a échoué.", 'Consultez son état avec GET /v1/data/exports/{id}.'],
  ),
  'data.export_expired': entry(
    'gone',
    'export-expired',
    'Export Expired',
    ['The export was kept long enough, or a newer one took its place.', 'Ask for another with POST /v1/data/export.'],
    [
      "L'export a été conservé assez longtemps, ou un plus récent l'a remplacé.",
      'Demandez-en un autre avec POST /v1/data/export.',
    ],
  ),
  'data.erasure_pending': entry(
    'conflict',
    'erasure-pending',
    'Erasure Already Asked For',
    ['The erasure of this organisation was asked for already.', 'GET /v1/data/erase tells when it is due.'],
    ["L'effacement de cette organisation a déjà été demandé.", 'GET /v1/data/erase indique quand il aura lieu.'],
  ),
  'data.erasure_begun': entry(
    'conflict',
    'erasure-begun',
    'Erasure Begun',
    ['The waiting time is over, and the erasure cannot be taken back.', 'Nothing can be done.'],
    ["Le délai est écoulé ; l'effacement ne peut plus être annulé.", "Il n'y a rien à faire."],
  ),
  'data.subscription_live': entry(
    'conflict',
    'subscription-live',
    'Subscription Still Running',
    [
      'An organisation with a running subscription is not erased.',
      'End it at once with POST /billing/cancel and "immediately": true, then ask again.',
    ],
    [
      "Une organisation dont l'abonnement est en cours n'est pas effacée.",
      'Mettez-y fin immédiatement avec POST /billing/cancel et "immediately": true, puis recommencez.',
    ],
  ),
  'data.organization_erased': entry(
    'gone',
    'organization-erased',
    'Organisation Erased',
    [
      'This organisation was erased; what the law has it keep is only read by the operator.',
      'Nothing can be done with it any more.',
    ],
    [
      "Cette organisation a été effacée ; seul l'exploitant peut lire ce que la loi oblige à conserver.",
      'Plus rien ne peut être fait avec elle.',
    ],
  ),
} as const satisfies Record<string, ErrorEntry>;
