/** How an error is answered. The HTTP filter maps each kind to one status; the worker to retry or give up. */
export type ErrorKind =
  | 'unreadable' // 400
  | 'unauthenticated' // 401
  | 'payment_required' // 402
  | 'forbidden' // 403
  | 'not_found' // 404
  | 'method_not_allowed' // 405
  | 'conflict' // 409
  | 'in_progress' // 409, may be repeated
  | 'precondition_failed' // 412
  | 'too_large' // 413
  | 'unsupported' // 415
  | 'invalid' // 422
  | 'precondition_required' // 428
  | 'rate_limited' // 429
  | 'internal' // 500
  | 'unavailable'; // 503

/** One entry of the closed set: what the reader is told and what the page at its `type` url says. */
export interface ErrorEntry {
  readonly kind: ErrorKind;
  /** Last part of the problem's `type` url. */
  readonly slug: string;
  readonly title: string;
  /** What it means, in one sentence. */
  readonly meaning: string;
  /** What the caller does about it. */
  readonly fix: string;
  readonly meaning_fr: string;
  readonly fix_fr: string;
}

const entry = (
  kind: ErrorKind,
  slug: string,
  title: string,
  [meaning, fix]: [string, string],
  [meaning_fr, fix_fr]: [string, string],
): ErrorEntry => ({ kind, slug, title, meaning, fix, meaning_fr, fix_fr });

/** Every error code of the product. Slugs are unique per page; several codes may share one page. */
export const ERRORS = {
  'request.unreadable': entry(
    'unreadable',
    'unreadable-body',
    'Unreadable Body',
    ['The body is not well-formed JSON.', 'Check the JSON at the position named in the detail and send it again.'],
    ["Le corps n'est pas un JSON bien formé.", 'Corrigez le JSON à la position indiquée puis renvoyez-le.'],
  ),
  'request.header_missing': entry(
    'unreadable',
    'header-missing',
    'Header Missing',
    ['A header this route needs is missing or malformed.', 'Send the header named in the detail.'],
    ['Un en-tête requis manque ou est mal formé.', "Envoyez l'en-tête indiqué."],
  ),
  'request.invalid': entry(
    'invalid',
    'validation-failed',
    'Validation Failed',
    ['The body can be read but holds faults.', 'Correct each field listed under errors and send it again.'],
    ['Le corps est lisible mais contient des fautes.', 'Corrigez chaque champ listé dans errors puis renvoyez.'],
  ),
  'request.not_found': entry(
    'not_found',
    'not-found',
    'Not Found',
    ['There is nothing at this address for this organisation.', 'Check the path and the id.'],
    ["Il n'y a rien à cette adresse pour cette organisation.", "Vérifiez le chemin et l'identifiant."],
  ),
  'request.method_not_allowed': entry(
    'method_not_allowed',
    'method-not-allowed',
    'Method Not Allowed',
    ['This address does not take that method.', 'Use one of the methods in the Allow header.'],
    ["Cette adresse n'accepte pas cette méthode.", "Utilisez une méthode de l'en-tête Allow."],
  ),
  'request.too_large': entry(
    'too_large',
    'body-too-large',
    'Body Too Large',
    ['The body is larger than this route takes.', 'Send less, or use the file route for large invoices.'],
    ['Le corps dépasse la taille admise.', 'Envoyez moins, ou utilisez la route par fichier.'],
  ),
  'request.unsupported_type': entry(
    'unsupported',
    'unsupported-media-type',
    'Unsupported Media Type',
    ['This route does not read that content type.', 'Send one of the content types named in the detail.'],
    ['Cette route ne lit pas ce type de contenu.', 'Envoyez un des types indiqués.'],
  ),
  'request.rate_limited': entry(
    'rate_limited',
    'rate-limited',
    'Too Many Requests',
    ['This key sent more requests than its limit for the last minute.', 'Wait for Retry-After seconds.'],
    ['Cette clé a dépassé sa limite de requêtes par minute.', 'Attendez Retry-After secondes.'],
  ),
  'request.precondition_required': entry(
    'precondition_required',
    'precondition-required',
    'Precondition Required',
    ['A change to this resource needs an If-Match header.', 'GET the resource and send its ETag as If-Match.'],
    ['Une modification exige un en-tête If-Match.', 'Lisez la ressource et renvoyez son ETag dans If-Match.'],
  ),
  'request.precondition_failed': entry(
    'precondition_failed',
    'precondition-failed',
    'Precondition Failed',
    ['The resource changed since the ETag you sent.', 'GET it again, apply your change to that version.'],
    ["La ressource a changé depuis l'ETag envoyé.", 'Relisez-la et appliquez votre modification.'],
  ),
  'auth.unauthenticated': entry(
    'unauthenticated',
    'unauthenticated',
    'Unauthenticated',
    ['The key or token is missing, unknown, revoked or expired.', 'Send a valid key in X-API-Key.'],
    ['La clé ou le jeton est absent, inconnu, révoqué ou expiré.', 'Envoyez une clé valide dans X-API-Key.'],
  ),
  'auth.forbidden': entry(
    'forbidden',
    'forbidden',
    'Forbidden',
    ['The key is valid but may not do this.', 'Use a key that holds the scope named in the detail.'],
    ["La clé est valide mais n'autorise pas cette action.", 'Utilisez une clé ayant la portée indiquée.'],
  ),
  'idempotency.mismatch': entry(
    'invalid',
    'idempotency-mismatch',
    'Idempotency Key Reused',
    ['This Idempotency-Key was used with another body.', 'Use a new key for a new request.'],
    ['Cette Idempotency-Key a servi avec un autre corps.', 'Utilisez une nouvelle clé.'],
  ),
  'idempotency.in_progress': entry(
    'in_progress',
    'idempotency-in-progress',
    'Request In Progress',
    ['A request with this Idempotency-Key is still being worked on.', 'Repeat it in a second to get its answer.'],
    ['Une requête avec cette Idempotency-Key est en cours.', 'Répétez-la dans une seconde.'],
  ),
  'invoice.duplicate_number': entry(
    'conflict',
    'duplicate-number',
    'Duplicate Invoice Number',
    ['This seller already used this number in this calendar year.', 'Give the invoice the next free number.'],
    ['Ce vendeur a déjà utilisé ce numéro dans cette année civile.', 'Donnez à la facture le prochain numéro libre.'],
  ),
  'invoice.wrong_state': entry(
    'conflict',
    'wrong-state',
    'Wrong State',
    ['The invoice is not in a state that allows this.', 'Read its status; the detail names the states that allow it.'],
    ["L'état de la facture ne le permet pas.", 'Lisez son statut ; le détail nomme les états admis.'],
  ),
  'invoice.not_submittable': entry(
    'invalid',
    'not-submittable',
    'Not Submittable',
    ['The draft lacks something a platform or the law wants.', 'Complete the fields listed under errors with PATCH.'],
    ["Le brouillon manque d'un élément exigé.", 'Complétez les champs listés avec PATCH.'],
  ),
  'invoice.seller_not_ours': entry(
    'forbidden',
    'seller-not-ours',
    'Seller Not Registered',
    ['The seller is not a company of this organisation.', 'Register the company with its SIREN first.'],
    ["Le vendeur n'est pas une société de cette organisation.", "Enregistrez d'abord la société avec son SIREN."],
  ),
  'company.duplicate_siren': entry(
    'conflict',
    'duplicate-siren',
    'Duplicate SIREN',
    ['This organisation already has a company with this SIREN.', 'Find it with GET /v1/companies and change it there.'],
    ['Cette organisation a déjà une société avec ce SIREN.', 'Retrouvez-la par GET /v1/companies et modifiez-la.'],
  ),
  'document.not_available': entry(
    'not_found',
    'document-not-available',
    'Document Not Available',
    ['This kind of document does not exist for this invoice.', 'Ask for one of the kinds named in the detail.'],
    ["Ce type de document n'existe pas pour cette facture.", 'Demandez un des types indiqués.'],
  ),
  'document.unreadable': entry(
    'invalid',
    'document-unreadable',
    'Document Unreadable',
    ['The document cannot be read as what it claims to be.', 'Check the file; the detail says where reading stopped.'],
    ["Le document n'est pas lisible sous la forme annoncée.", "Vérifiez le fichier ; le détail indique l'endroit."],
  ),
  'document.not_convertible': entry(
    'invalid',
    'document-not-convertible',
    'Document Not Convertible',
    [
      'The PDF cannot become the PDF/A-3 that a Factur-X file must be.',
      'Make the PDF again without what is listed under errors, or let us draw the page.',
    ],
    [
      "Le PDF ne peut pas devenir le PDF/A-3 qu'exige un fichier Factur-X.",
      'Refaites le PDF sans ce que liste errors, ou laissez-nous dessiner la page.',
    ],
  ),
  'document.not_valid': entry(
    'invalid',
    'document-not-valid',
    'Document Not Valid',
    [
      'The document breaks rules, so no platform was sent it.',
      'Correct what is listed under reasons, and submit again; POST /v1/validate shows the whole report.',
    ],
    [
      "Le document ne respecte pas des règles : il n'a été envoyé à aucune plateforme.",
      'Corrigez ce que liste reasons puis soumettez à nouveau ; POST /v1/validate montre le rapport complet.',
    ],
  ),
  'document.too_heavy': entry(
    'invalid',
    'document-too-heavy',
    'Document Too Heavy',
    [
      'Working on the document took more time or memory than one document gets.',
      'Send a smaller document; split it when it has very many lines, pages or attachments.',
    ],
    [
      'Le traitement du document dépasse le temps ou la mémoire accordés à un document.',
      'Envoyez un document plus petit ; découpez-le s’il a beaucoup de lignes, de pages ou de pièces jointes.',
    ],
  ),
  'webhook.target_refused': entry(
    'invalid',
    'webhook-target-refused',
    'Webhook Target Refused',
    ['The webhook url points to an address we do not call.', 'Use a public https address.'],
    ["L'url du webhook désigne une adresse que nous n'appelons pas.", 'Utilisez une adresse https publique.'],
  ),
  'webhook.endpoint_disabled': entry(
    'conflict',
    'webhook-disabled',
    'Webhook Disabled',
    ['The endpoint is disabled, so nothing is sent to it.', 'Enable it with PUT /v1/webhooks/{id}, then ask again.'],
    ['Le point de terminaison est désactivé : rien ne lui est envoyé.', 'Réactivez-le par PUT /v1/webhooks/{id}.'],
  ),
  'webhook.too_many_keys': entry(
    'conflict',
    'webhook-too-many-keys',
    'Too Many Webhook Keys',
    ['Ten retired keys of this endpoint still sign.', 'Wait until one ends, or rotate with revoke set to true.'],
    ['Dix anciennes clés signent encore.', "Attendez la fin de l'une d'elles, ou renouvelez avec revoke à true."],
  ),
  'webhook.message_expunged': entry(
    'conflict',
    'webhook-event-expunged',
    'Event Expunged',
    ['The content of this event was removed, so it cannot be sent again.', 'Read the invoice itself instead.'],
    ['Le contenu de cet événement a été effacé : il ne peut être renvoyé.', 'Lisez plutôt la facture elle-même.'],
  ),
  'connection.in_use': entry(
    'conflict',
    'connection-in-use',
    'Platform Connection In Use',
    ['The platform connection is still needed.', 'The detail says by what; disable the connection until then.'],
    ['La connexion est encore utilisée.', 'Le détail dit par quoi ; désactivez-la en attendant.'],
  ),
  'directory.unavailable': entry(
    'unavailable',
    'directory-unavailable',
    'Directory Unavailable',
    ['No directory answers, and no answer given before is young enough.', 'Repeat it after Retry-After seconds.'],
    ["Aucun annuaire ne répond et aucune réponse gardée n'est assez récente.", 'Répétez après Retry-After secondes.'],
  ),
  'platform.rejected': entry(
    'invalid',
    'platform-rejected',
    'Platform Rejected',
    ['The platform refused the message.', 'Read the reason in the timeline, correct and retry.'],
    ['La plateforme a refusé le message.', "Lisez le motif dans l'historique, corrigez et réessayez."],
  ),
  'platform.unavailable': entry(
    'unavailable',
    'platform-unavailable',
    'Platform Unavailable',
    ['The platform did not answer or answered with a fault of its own.', 'Nothing to do: we keep trying.'],
    ["La plateforme n'a pas répondu ou est en panne.", 'Rien à faire : nous réessayons.'],
  ),
  'platform.rate_limited': entry(
    'rate_limited',
    'platform-rate-limited',
    'Platform Rate Limited',
    ['The platform asked us to slow down.', 'Nothing to do: we send again when it allows.'],
    ['La plateforme demande de ralentir.', 'Rien à faire : nous renverrons dès que possible.'],
  ),
  'platform.unauthorised': entry(
    'forbidden',
    'platform-unauthorised',
    'Platform Refused Our Credentials',
    ['The platform refused the credentials of this connection.', 'Renew the credentials of the platform connection.'],
    ['La plateforme a refusé les identifiants.', 'Renouvelez les identifiants de la connexion.'],
  ),
  'platform.misconfigured': entry(
    'internal',
    'platform-misconfigured',
    'Platform Misconfigured',
    ['The connection lacks a setting or its address is wrong.', 'Correct the platform connection.'],
    ["La connexion manque d'un réglage ou son adresse est fausse.", 'Corrigez la connexion.'],
  ),
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

/** A code of the closed set. */
export type ErrorCode = keyof typeof ERRORS;

/** Every code, in the order of the catalogue. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an object literal has no other keys.
export const ERROR_CODES = Object.keys(ERRORS) as ErrorCode[];
