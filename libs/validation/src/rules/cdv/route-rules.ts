import type { MessageRule, Place } from './message-rule.js';
import { CONTEXT, DOCUMENT, first, PHASE, rule, TRANSMISSION, TREATMENT } from './texts.js';

const PARTIES = ['BY', 'AB', 'DL', 'SE', 'SR', 'PE', 'PR', 'II', 'IV'] as const;
const PLATFORM = 'WK';
const PORTAL = 'DFH';
const PROCESSES = ['REGULATED', 'NON_REGULATED', 'B2C', 'B2CINT', 'B2BINT', 'OUTOFSCOPE'] as const;
const GUIDELINE = 'GuidelineSpecifiedDocumentContextParameter/ID';
const PROCESS = 'BusinessProcessSpecifiedDocumentContextParameter/ID';
const RECIPIENT = `${DOCUMENT}/RecipientTradeParty`;

/** The one identified recipient is the tax portal: 0000 in scheme 0238, role DFH. */
const isForPortal = ({ root }: Place): boolean => {
  const ids = root.all(`${RECIPIENT}/GlobalID`);
  const [id] = ids;
  const named = id !== undefined && id.element.attributes.get('schemeID') === '0238' && id.text === '0000';
  return ids.length === 1 && named && root.is(`${RECIPIENT}/RoleCode`, PORTAL);
};

const length = (place: Place, path: string): number => first(place, path).trim().replaceAll(/\s+/g, ' ').length;

const quoted = (codes: readonly string[]): string => codes.join(', ');

/** A role that MDT-77 asks for: its term, whose role it is, and what it may be in the phase. */
const role = (
  [id, term, party]: readonly [string, string, string],
  phase: string,
  roles: readonly string[],
): MessageRule =>
  rule(
    id,
    term,
    DOCUMENT,
    (place) => !place.root.is(PHASE, phase) || place.is(`${party}/RoleCode`, ...roles),
    [
      `In phase ${phase} (MDT-77) the role ${term} is "{role}"; it is one of ${quoted(roles)}.`,
      `En phase ${phase} (MDT-77), le rôle ${term} est « {role} » ; valeurs admises : ${quoted(roles)}.`,
    ],
    { values: (place) => ({ role: first(place, `${party}/RoleCode`) }) },
  );

/** What BR-FR-CDV asks of context, sender, issuer and recipients of a lifecycle message. */
export const ROUTE_RULES: readonly MessageRule[] = [
  rule(
    'BR-FR-CDV-02_MDT-3',
    'MDT-3',
    CONTEXT,
    (place) =>
      place.is(GUIDELINE, 'urn.cpro.gouv.fr:1p0:CDV:invoice') ||
      (place.is(GUIDELINE, 'urn.cpro.gouv.fr:1p0:CDV:einvoicingF2') && isForPortal(place)),
    [
      'The guideline (MDT-3) is "{guideline}"; it is urn.cpro.gouv.fr:1p0:CDV:invoice, or …:CDV:einvoicingF2 for the tax portal alone (0000 in scheme 0238, role DFH).',
      'Le guide (MDT-3) est « {guideline} » ; il vaut urn.cpro.gouv.fr:1p0:CDV:invoice, ou …:CDV:einvoicingF2 pour le seul PPF (0000, schéma 0238, rôle DFH).',
    ],
    { values: (place) => ({ guideline: first(place, GUIDELINE) }) },
  ),
  rule('BR-FR-CDV-03_MDT-4', 'MDT-4', DOCUMENT, (place) => place.has('ID'), [
    'The message has no identifier (MDT-4).',
    'Le message n’a pas d’identifiant (MDT-4).',
  ]),
  rule(
    'BR-FR-CDV-07_MDT-38_yes',
    'MDT-38',
    `${DOCUMENT}/IssuerTradeParty`,
    (place) => place.root.differs(PHASE, TREATMENT) || place.has('GlobalID'),
    [
      'In phase 23 (MDT-77) the issuer of the status is identified (MDT-38).',
      'En phase 23 (MDT-77), l’émetteur du statut est identifié (MDT-38).',
    ],
  ),
  rule(
    'BR-FR-CDV-08_MDT-73',
    'MDT-73',
    RECIPIENT,
    (place) => place.is('RoleCode', PLATFORM, PORTAL) || place.has('URIUniversalCommunication/URIID'),
    [
      'A recipient in the role "{role}" has no electronic address (MDT-73); only platforms (WK) and the tax portal (DFH) need none.',
      'Un destinataire de rôle « {role} » n’a pas d’adresse électronique (MDT-73) ; seuls les plateformes (WK) et le PPF (DFH) en sont dispensés.',
    ],
    { values: (place) => ({ role: first(place, 'RoleCode') }) },
  ),
  rule('BR-FR-CDV-09_MDT-77', 'MDT-77', PHASE, ({ text }) => text === TREATMENT || text === TRANSMISSION, [
    'The phase (MDT-77) is "{value}"; it is 305 (transmission) or 23 (treatment).',
    'La phase (MDT-77) est « {value} » ; elle vaut 305 (transmission) ou 23 (traitement).',
  ]),
  rule(
    'BR-FR-CDV-CL-01_MDT-2',
    'MDT-2',
    CONTEXT,
    (place) => (isForPortal(place) ? length(place, PROCESS) <= 3 : place.is(PROCESS, ...PROCESSES)),
    [
      `The process (MDT-2) is "{process}"; it is one of ${quoted(PROCESSES)}, and three characters at most for the tax portal.`,
      `Le processus (MDT-2) est « {process} » ; valeurs admises : ${quoted(PROCESSES)}, et trois caractères au plus pour le PPF.`,
    ],
    { values: (place) => ({ process: first(place, PROCESS) }) },
  ),
  role(['BR-FR-CDV-CL-02_MDT-21_305', 'MDT-21', 'SenderTradeParty'], TRANSMISSION, [PLATFORM]),
  role(['BR-FR-CDV-CL-02_MDT-21_23', 'MDT-21', 'SenderTradeParty'], TREATMENT, [...PARTIES, PLATFORM]),
  role(['BR-FR-CDV-CL-03_MDT-40_305', 'MDT-40', 'IssuerTradeParty'], TRANSMISSION, [PLATFORM]),
  role(['BR-FR-CDV-CL-03_MDT-40_23', 'MDT-40', 'IssuerTradeParty'], TREATMENT, PARTIES),
];

/** MDT-59 and MDT-158: to whom a message or the invoice in it is addressed. */
export const RECIPIENT_ROLES: readonly string[] = [...PARTIES, PLATFORM, PORTAL];
