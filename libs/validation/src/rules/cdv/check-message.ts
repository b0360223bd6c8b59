import { readXml } from '@onefacture/formats';
import type { Finding } from '../../report/finding.js';
import { type MessageRule, type MessageRuleSet, Place } from './message-rule.js';
import { MOST_PLACES, toldOf } from '../telling.js';
import { ROUTE_RULES } from './route-rules.js';
import { STATUS_RULES } from './status-rules.js';

/** What French law asks of a lifecycle message, as FNFE-MPE's BR-FR-CDV checks it in CDAR. */
export const BR_FR_CDV: MessageRuleSet = {
  name: 'BR-FR-CDV',
  version: '1.4.0.03',
  effective_from: '2026-09-01',
  messages: [...ROUTE_RULES, ...STATUS_RULES],
};

const LONGEST_VALUE = 80;

const LIMITS = { bytes: 10_000_000, depth: 20, attributes: 50, elements: 200_000 };

const findingOf = (rule: MessageRule, place: Place): Finding =>
  toldOf(rule, {
    layer: 'schematron',
    ruleset: `${BR_FR_CDV.name} ${BR_FR_CDV.version}`,
    severity: rule.severity === 'warning' ? 'warning' : 'error',
    path: place.xpath,
    term: rule.terms[0],
    values: { value: place.text.trim().slice(0, LONGEST_VALUE), ...rule.values?.(place) },
  });

/**
 * The rules of BR-FR-CDV over a CDAR message: one finding for each place where one is broken.
 * Throws AppError `document.unreadable` where the bytes are no XML.
 */
export const checkMessage = (xml: Uint8Array): readonly Finding[] => {
  const root = new Place(readXml(xml, LIMITS));
  return BR_FR_CDV.messages.flatMap((rule) =>
    root
      .all(rule.at)
      .filter((place) => !rule.holds(place))
      .slice(0, MOST_PLACES)
      .map((place) => findingOf(rule, place)),
  );
};
