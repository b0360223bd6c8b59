import { ADVICE, SUBMISSION_ADVICE, UNKNOWN_ADVICE, type Advice } from './advice.js';
import { correctAddress, correctSiren } from './buyer-remedies.js';
import { addMentions, recomputeTotals, tellRates, wanted } from './content-remedies.js';
import type { Correction, Remedy, RemedySubject } from './remedy.js';

const newNumber: Remedy = () => ({
  needs: [
    { field: 'number', message: 'a number that was not used yet', message_fr: 'un numéro qui n’a pas encore servi' },
  ],
  en: 'The number was used before: a new one is wanted.',
  fr: 'Le numéro a déjà servi : il en faut un nouveau.',
  ...{ confidence: 'certain', complete: false },
});
const order = wanted(
  'order_reference',
  'the order number of the buyer (BT-13)',
  'le numéro de commande du client (BT-13)',
);
const contract = wanted('contract_reference', 'the contract number (BT-12)', 'le numéro du contrat (BT-12)');

/** What can be proposed for a reason code. */
const BY_REASON: Readonly<Record<string, Remedy>> = {
  ADR_ERR: correctAddress,
  REJ_ADR: correctAddress,
  DEST_INC: correctAddress,
  DEST_ERR: correctSiren,
  SIRET_ERR: correctSiren,
  MONTANTTOTAL_ERR: recomputeTotals,
  CALCUL_ERR: recomputeTotals,
  TX_TVA_ERR: tellRates,
  NON_CONFORME: addMentions,
  CMD_ERR: order,
  REF_CT_ABSENT: contract,
  DOUBLON: newNumber,
  REJ_UNI: newNumber,
  MODPAI_ERR: wanted('payment_terms', 'the terms agreed on (BT-20)', 'les conditions convenues (BT-20)'),
};

/** What can be proposed for the finding of a rule, by its id. */
const BY_RULE: readonly (readonly [RegExp, Remedy])[] = [
  [/^BR-FR-(12|21|23|25)(_|$)/, correctAddress],
  [/^BR-FR-(09|11)(_|$)/, correctSiren],
  [/^BR-FR-05(_|$)/, addMentions],
  [/^BR-(CO-1[0-7]|FREXT-CO-1\d)$/, recomputeTotals],
  [/^BR-FR-0[12]$/, newNumber],
];

/** Reasons that ask for no change: the same invoice may go again. */
const AS_IT_IS: ReadonlySet<string> = new Set([
  ...['NON_TRANSMISE', 'ROUTAGE_ERR', 'platform.unavailable', 'platform.rate_limited', 'service.internal'],
]);

/** What a reason asks for; always something to do, in words where nothing can be proposed. */
export function correctionFor(code: string, subject: RemedySubject): Correction {
  const remedy = Object.hasOwn(BY_REASON, code)
    ? BY_REASON[code]
    : BY_RULE.find(([pattern]) => pattern.test(code))?.[1];
  const found = remedy?.(subject);
  if (found !== undefined) return found;
  return { ...adviceFor(code), confidence: 'check', complete: AS_IT_IS.has(code) };
}

function adviceFor(code: string): Advice {
  for (const table of [ADVICE, SUBMISSION_ADVICE]) {
    const advice = Object.hasOwn(table, code) ? table[code] : undefined;
    if (advice !== undefined) return advice;
  }
  return UNKNOWN_ADVICE;
}
