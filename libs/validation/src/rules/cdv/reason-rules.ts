import { PUBLIC_SECTOR_REFUSALS, REASONS_OF_CODE } from '@onefacture/invoice';
import type { MessageRule, Place } from './message-rule.js';
import { DOCUMENT, rule, STATUS } from './texts.js';

/** The statuses whose reasons are a closed list. */
const CODES = ['200', '213', '210', '207', '206', '208', '221', '501'] as const;
const REFUSED = '210';

const reasonsOf = (code: string): readonly string[] => REASONS_OF_CODE[code] ?? [];

/** All reasons of any status; CONTACT_ACHTR is official, yet in the list of none. */
export const ALLOWED_REASONS: readonly string[] = [
  ...new Set([...CODES.flatMap(reasonsOf), ...PUBLIC_SECTOR_REFUSALS, 'CONTACT_ACHTR']),
];

/**
 * Whether a reason is about another status than this one: the status of the invoice (MDT-105) is another and the detail's
 * own (MDT-115), if any, too; or the invoice's is this one and the detail's own another. Without either it counts as this.
 */
const isOfAnother = ({ parent: detail }: Place, code: string): boolean => {
  const own = 'ProcessConditionCode';
  const ownDiffers = detail?.differs(own, code) === true;
  const invoice = detail?.parent;
  const whole = invoice?.differs(own, code) === true && (detail?.has(own) !== true || ownDiffers);
  return whole || (invoice?.is(own, code) === true && ownDiffers);
};

const SENDER = `${DOCUMENT}/SenderTradeParty/GlobalID`;
/** The platform of the public sector. */
const PUBLIC_SECTOR = '9999';

const sendingPlatforms = ({ root }: Place): readonly string[] =>
  root
    .all(SENDER)
    .filter(({ element }) => element.attributes.get('schemeID') === '0238')
    .map(({ text }) => text);

const isPublic = (place: Place): boolean => sendingPlatforms(place).includes(PUBLIC_SECTOR);

/** A sender with identifiers, none of them that of a private platform, is held to the reasons of the public sector. */
const isPrivate = (place: Place): boolean =>
  !place.root.has(SENDER) || sendingPlatforms(place).some((id) => id !== PUBLIC_SECTOR);

const reasons = (
  code: string,
  suffix: string,
  allowed: readonly string[],
  exempt: (place: Place) => boolean,
): MessageRule =>
  rule(
    `BR-FR-CDV-CL-09_MDT-113_${code}${suffix}`,
    'MDT-113',
    `${STATUS}/ReasonCode`,
    (place) => allowed.includes(place.text) || isOfAnother(place, code) || exempt(place),
    [
      `The reason "{value}" (MDT-113) is none that the status ${code} may have; allowed: ${allowed.join(', ')}.`,
      `Le motif « {value} » (MDT-113) n’est pas admis pour le statut ${code} ; motifs admis : ${allowed.join(', ')}.`,
    ],
  );

/** BR-FR-CDV-CL-09: which reasons go with which status; refusals of the public sector have a longer list. */
export const REASON_RULES: readonly MessageRule[] = [
  ...CODES.map((code) => reasons(code, '', reasonsOf(code), (place) => code === REFUSED && isPublic(place))),
  reasons(REFUSED, 'B2G', [...reasonsOf(REFUSED), ...PUBLIC_SECTOR_REFUSALS], isPrivate),
];
