import type { ReportedStatus } from '../../ports/flow.js';
import { officialReason } from './refusal-reasons.js';
import type { HistoryEntry } from './wire.js';

/**
 * Status of Chorus Pro, by number and by word, as official lifecycle code (external specifications of Chorus Pro,
 * table 8). COMPLETEE is the supplier's own 209, read back.
 */
export const STATUS_CODES: Readonly<Record<string, string>> = {
  '01': '202',
  DEPOSEE: '202',
  '03': '203',
  MISE_A_DISPOSITION: '203',
  '05': '210',
  REJETEE: '210',
  '06': '208',
  SUSPENDUE: '208',
  '07': '204',
  SERVICE_FAIT: '204',
  '08': '204',
  MANDATEE: '204',
  '09': '204',
  MISE_A_DISPOSITION_COMPTABLE: '204',
  '10': '204',
  COMPTABILISEE: '204',
  '11': '211',
  MISE_EN_PAIEMENT: '211',
  '32': '209',
  COMPLETEE: '209',
};

/** Numbers whose meaning hangs on the billing frame: a co-contractor's invoice (A9) or a subcontractor's (A12). */
export const FRAMED_STATUS_CODES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  A9: { '13': '205', '18': '205', '14': '206', '17': '206' },
  A12: { '13': '214', '14': '210' },
};
const FRAMED_NUMBERS: ReadonlySet<string> = new Set(Object.values(FRAMED_STATUS_CODES).flatMap(Object.keys));

/** What the steps of a payer are called, for the comment that goes with their 204. */
const STEPS: Readonly<Record<string, string>> = {
  '07': 'Service fait',
  SERVICE_FAIT: 'Service fait',
  '08': 'Mandatée',
  MANDATEE: 'Mandatée',
  '09': 'Mise à disposition du comptable',
  MISE_A_DISPOSITION_COMPTABLE: 'Mise à disposition du comptable',
  '10': 'Comptabilisée',
  COMPTABILISEE: 'Comptabilisée',
};

/** Whether a status of the history means one thing or another by billing frame. */
export function needsFrame({ histoStatutCode }: HistoryEntry): boolean {
  return FRAMED_NUMBERS.has(numbered(histoStatutCode));
}

/** What is known of the invoice a history is about. */
export interface HistoryOf {
  readonly flow_id: string;
  /** `A9_…`, `A12_…`, where it was asked for. */
  readonly frame?: string;
  /** When an entry that has no date is said to be set. */
  readonly undated: string;
}

/** One entry of the history in official terms; a word without a code is kept and moves nothing. */
export function reportedStatus(entry: HistoryEntry, { flow_id, frame, undated }: HistoryOf): ReportedStatus {
  const { histoStatutCode: word, histoStatutCommentaire: comment, histoStatutDatePassage: at } = entry;
  const code = officialCode(word, frame);
  const reasonCode = code === '208' || code === '210' ? officialReason(comment) : undefined;
  const step = STEPS[numbered(word)];
  const reason = [step, comment].filter((part) => part !== undefined).join(' : ');
  return {
    flow_id,
    at: at ?? undated,
    word,
    raw: entry,
    ...(code === undefined ? {} : { code }),
    ...(reasonCode === undefined ? {} : { reason_code: reasonCode }),
    ...(reason === '' ? {} : { reason }),
  };
}

function officialCode(word: string, frame: string | undefined): string | undefined {
  const key = numbered(word);
  if (Object.hasOwn(STATUS_CODES, key)) return STATUS_CODES[key];
  const family = /^A\d+/.exec(frame ?? '')?.[0] ?? '';
  const framed = Object.hasOwn(FRAMED_STATUS_CODES, family) ? FRAMED_STATUS_CODES[family] : undefined;
  return framed?.[key];
}

/** Numbers come with and without a leading zero. */
const numbered = (word: string): string => (/^\d$/.test(word) ? `0${word}` : word);
