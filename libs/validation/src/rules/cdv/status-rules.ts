import { DOCUMENT_TYPES } from '@onefacture/invoice';
import { ALLOWED_REASONS, REASON_RULES } from './reason-rules.js';
import type { MessageRule, Place } from './message-rule.js';
import { RECIPIENT_ROLES } from './route-rules.js';
import { DOCUMENT, first, REFERENCE, rule, STATUS, TRANSMISSION, TREATMENT } from './texts.js';

const CODES: ReadonlySet<string> = new Set(
  '200 201 202 203 204 205 206 207 208 209 210 211 212 213 214 220 221 224 225 226 227 228 250 251 300 301 400 401 500 501 601'.split(
    ' ',
  ),
);
const WITH_REASON: ReadonlySet<string> = new Set(['206', '207', '208', '210', '213', '501']);
const ACTIONS: readonly string[] = ['NOA', 'PIN', 'NIN', 'CNF', 'CNP', 'CNA', 'OTH'];
const CHARACTERISTICS: readonly string[] = [
  ...['MEN', 'MPA', 'RAP', 'ESC', 'RAB', 'REM', 'MAP', 'MAPTTC', 'MNA', 'MNATTC', 'CBB', 'DIV', 'DVA', 'MAJ'],
];
const IN_TRANSMISSION = ['10', '51', '43', '8', '48'] as const;
const IN_TREATMENT = ['45', '39', '37', '50', '49', '47', '46', '1', '5'] as const;

/** A file that cannot be opened (501) says nothing of its invoice. */
const isInadmissible = ({ root }: Place): boolean => root.is(`${REFERENCE}/ProcessConditionCode`, '501');

/** A text from a closed list. */
const among = (
  [id, term]: readonly [string, string],
  at: string,
  codes: readonly string[],
  name: readonly [en: string, fr: string],
): MessageRule =>
  rule(id, term, at, ({ text }) => codes.includes(text), [
    `${name[0]} (${term}) is "{value}"; it is one of ${codes.join(', ')}.`,
    `${name[1]} (${term}) vaut « {value} » ; valeurs admises : ${codes.join(', ')}.`,
  ]);

const statusCode = (id: string, phase: string, codes: readonly string[]): MessageRule =>
  rule(
    id,
    'MDT-88',
    REFERENCE,
    (place) =>
      place.parent?.differs('TypeCode', phase) === true || !place.has('StatusCode') || place.is('StatusCode', ...codes),
    [
      `In phase ${phase} (MDT-77) the status (MDT-88) is "{status}"; it is one of ${codes.join(', ')}, or left out.`,
      `En phase ${phase} (MDT-77), le statut (MDT-88) vaut « {status} » ; valeurs admises : ${codes.join(', ')}, ou absent.`,
    ],
    { values: (place) => ({ status: first(place, 'StatusCode') }) },
  );

/** Flagged as a warning, since two parties may agree on codes of their own. */
const known = (id: string, term: string, at: string): MessageRule => ({
  ...rule(id, term, at, ({ text }) => CODES.has(text), [
    `The status code "{value}" (${term}) is none of the official ones.`,
    `Le code de statut « {value} » (${term}) n’est pas un code officiel.`,
  ]),
  severity: 'warning',
});

const isCollected = (place: Place): boolean => {
  const characteristics = place.all('SpecifiedDocumentStatus/SpecifiedDocumentCharacteristic');
  const amounts = characteristics.filter((one) => one.is('TypeCode', 'MEN'));
  return amounts.length > 0 && amounts.every((one) => one.has('ValueAmount') && one.has('ValuePercent'));
};

const present = (id: string, term: string, at: string, child: string, says: readonly [string, string]): MessageRule =>
  rule(id, term, at, (place) => place.has(child), says);

/** What BR-FR-CDV asks of the invoice that a message names, and of the status that it gives it. */
export const STATUS_RULES: readonly MessageRule[] = [
  among(['BR-FR-04_MDT-91', 'MDT-91'], `${REFERENCE}/TypeCode`, Object.keys(DOCUMENT_TYPES), [
    'The type of the invoice',
    'Le type de la facture',
  ]),
  rule(
    'BR-FR-CDV-11_MDG-35',
    'MDG-35',
    REFERENCE,
    (place) => place.has('FormattedIssueDateTime') || isInadmissible(place),
    [
      'The date of the invoice (MDG-35) is missing; only the status 501 does without.',
      'La date de la facture (MDG-35) manque ; seul le statut 501 en dispense.',
    ],
  ),
  present('BR-FR-CDV-12_MDT-105', 'MDT-105', REFERENCE, 'ProcessConditionCode', [
    'The status of the invoice (MDT-105) is missing.',
    'Le statut de la facture (MDT-105) manque.',
  ]),
  rule(
    'BR-FR-CDV-13_MDT-129',
    'MDT-129',
    `${REFERENCE}/IssuerTradeParty`,
    (place) => place.has('GlobalID') || isInadmissible(place),
    [
      'The seller of the invoice has no identifier (MDT-129), its SIREN in scheme 0002; only the status 501 does without.',
      'Le vendeur de la facture n’a pas d’identifiant (MDT-129), son SIREN en schéma 0002 ; seul le statut 501 en dispense.',
    ],
  ),
  rule(
    'BR-FR-CDV-14_MDT-207',
    'MDT-207',
    REFERENCE,
    (place) => !place.is('ProcessConditionCode', '212') || isCollected(place),
    [
      'A payment received (212) states at least one amount of kind MEN, each with its amount (MDT-215) and VAT rate (MDT-224).',
      'Un encaissement (212) indique au moins un montant de type MEN, chacun avec son montant (MDT-215) et son taux de TVA (MDT-224).',
    ],
  ),
  rule(
    'BR-FR-CDV-15_MDT-113',
    'MDT-113',
    `${REFERENCE}/ProcessConditionCode`,
    ({ text, parent }) => !WITH_REASON.has(text) || parent?.has('SpecifiedDocumentStatus/ReasonCode') === true,
    ['The status {value} needs a reason (MDT-113).', 'Le statut {value} exige un motif (MDT-113).'],
  ),
  present('BR-FR-CDV-16_MDT-124-2', 'MDT-124-2', STATUS, 'SequenceNumeric', [
    'A detail of the status has no sequence number (MDT-124-2).',
    'Un détail du statut n’a pas de numéro d’ordre (MDT-124-2).',
  ]),
  among(['BR-FR-CDV-CL-04_MDT-59', 'MDT-59'], `${DOCUMENT}/RecipientTradeParty/RoleCode`, RECIPIENT_ROLES, [
    'The role of a recipient',
    'Le rôle d’un destinataire',
  ]),
  statusCode('BR-FR-CDV-CL-05_MDT-88_305', TRANSMISSION, IN_TRANSMISSION),
  statusCode('BR-FR-CDV-CL-05_MDT-88_23', TREATMENT, IN_TREATMENT),
  known('BR-FR-CDV-CL-06_MDT-105', 'MDT-105', `${REFERENCE}/ProcessConditionCode`),
  known('BR-FR-CDV-CL-06_MDT-115', 'MDT-115', `${STATUS}/ProcessConditionCode`),
  among(
    ['BR-FR-CDV-CL-07_MDT-132', 'MDT-132'],
    `${REFERENCE}/IssuerTradeParty/RoleCode`,
    ['SE'],
    ['The role of the issuer of the invoice', 'Le rôle de l’émetteur de la facture'],
  ),
  among(['BR-FR-CDV-CL-08_MDT-158', 'MDT-158'], `${REFERENCE}/RecipientTradeParty/RoleCode`, RECIPIENT_ROLES, [
    'The role of a recipient of the invoice',
    'Le rôle d’un destinataire de la facture',
  ]),
  among(['BR-FR-CDV-CL-09_MDT-113', 'MDT-113'], `${STATUS}/ReasonCode`, ALLOWED_REASONS, ['The reason', 'Le motif']),
  ...REASON_RULES,
  among(['BR-FR-CDV-CL-10_MDT-121', 'MDT-121'], `${STATUS}/RequestedActionCode`, ACTIONS, [
    'The requested action',
    'L’action demandée',
  ]),
  among(['BR-FR-CDV-CL-11_MDT-207', 'MDT-207'], `${STATUS}/SpecifiedDocumentCharacteristic/TypeCode`, CHARACTERISTICS, [
    'The kind of a value',
    'Le type d’une valeur',
  ]),
];
