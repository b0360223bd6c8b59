import type { Correction, MergePatch, Need, RemedySubject } from './remedy.js';
import { correctionFor } from './remedies.js';

/** Why an invoice came back: an official reason, or a finding of ours. */
export interface StatedReason {
  readonly code: string;
  readonly message: string;
  readonly message_fr: string;
  /** Who said so. */
  readonly from: 'buyer' | 'platform' | 'gateway';
}

/** A change that answers the reasons an invoice came back for. */
export interface RejectionPatch {
  readonly reasons: readonly StatedReason[];
  /** JSON merge patch (RFC 7396) for POST …/retry; empty where nothing can be proposed. */
  readonly patch: MergePatch;
  /** What only the caller can fill in. */
  readonly needs: readonly Need[];
  readonly explanation: string;
  readonly explanation_fr: string;
  /** `certain` where each part rests on the invoice’s own data, the directory or a sum; else `check`. */
  readonly confidence: 'certain' | 'check';
  /** Whether a retry with the patch needs nothing more. */
  readonly complete: boolean;
}

/** What the retry of an invoice is like. */
export interface RetryConditions {
  /** The number was spent, so the retry is a new invoice. */
  readonly numberSpent: boolean;
  readonly number: string;
}

/** Proposes a change for the reasons an invoice came back for. Pure: the same reasons give the same patch. */
export function proposePatch(
  reasons: readonly StatedReason[],
  subject: RemedySubject,
  { numberSpent, number }: RetryConditions,
): RejectionPatch {
  const corrections = [...new Set(reasons.map(({ code }) => code))].map((code) => correctionFor(code, subject));
  const all = [...corrections, ...(numberSpent ? [spent(number)] : []), ...(subject.patchable ? [] : [OWN_FILE])];
  return {
    reasons,
    patch: subject.patchable ? corrections.reduce<MergePatch>((sum, { patch }) => merged(sum, patch ?? {}), {}) : {},
    needs: uniqueBy(
      all.flatMap(({ needs = [] }) => needs),
      ({ field }) => field,
    ),
    explanation: once(all.map(({ en }) => en)),
    explanation_fr: once(all.map(({ fr }) => fr)),
    confidence: all.every(({ confidence }) => confidence === 'certain') ? 'certain' : 'check',
    complete: all.every(({ complete }) => complete),
  };
}

const once = (texts: readonly string[]): string => [...new Set(texts)].join(' ');

const spent = (number: string): Correction => ({
  needs: [
    {
      field: 'number',
      message: `a new number: ${number} was spent when it was filed (200)`,
      message_fr: `un nouveau numéro : ${number} a été consommé au dépôt (200)`,
    },
  ],
  en: `The number ${number} was spent when it was filed (200): give the retry a new one.`,
  fr: `Le numéro ${number} a été consommé au dépôt (200) : donnez-en un nouveau au retry.`,
  ...{ confidence: 'certain', complete: false },
});

const OWN_FILE: Correction = {
  en: 'The invoice is your own file, which is not rewritten: correct it where it was made and send it again.',
  fr: 'La facture est votre propre fichier, qui n’est pas réécrit : corrigez-le à la source et renvoyez-le.',
  ...{ confidence: 'certain', complete: false },
};

/** Of two patches one: members of both are joined, the first says what an array or a text becomes. */
function merged(one: MergePatch, other: MergePatch): MergePatch {
  const joined = Object.entries(other).map(([name, value]): [string, unknown] => {
    const mine = one[name];
    if (mine === undefined) return [name, value];
    return [name, isObject(mine) && isObject(value) ? merged(mine, value) : mine];
  });
  return { ...one, ...Object.fromEntries(joined) };
}

const isObject = (value: unknown): value is MergePatch =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function uniqueBy<T>(values: readonly T[], key: (value: T) => string): T[] {
  return [...new Map(values.toReversed().map((value) => [key(value), value])).values()].toReversed();
}
