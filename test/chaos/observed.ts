import type { Delivery } from '../e2e/receiver.js';
import type { TimelineEntry } from '../e2e/shapes.js';
import type { SubmissionSeen } from '../e2e/stack.js';
import { LIVES, type Life } from './plan.js';

/** All that is known of one invoice once everything is quiet. */
export interface Observed {
  readonly life: Life;
  readonly number: string;
  readonly status: string;
  readonly submission: string | undefined;
  readonly timeline: readonly TimelineEntry[];
  /** At the platform. */
  readonly flows: readonly SubmissionSeen[];
  readonly deliveries: readonly Delivery[];
}

/** What a run promises of each invoice, and what it found instead; empty when all is well. */
export function violationsOf(one: Observed): string[] {
  return [...endOf(one), ...onceAtThePlatform(one), ...whatThePlatformSays(one), ...toldToReceivers(one)].map(
    (violation) => `${one.number} (${one.life}): ${violation}`,
  );
}

function* endOf({ life, status, submission }: Observed): Generator<string> {
  const { ends } = LIVES[life];
  const wanted = ends === 'failed' ? ['DRAFT', 'failed'] : [ends, 'accepted'];
  if (status !== wanted[0] || submission !== wanted[1]) {
    yield `ended ${status}, submission ${submission}; the platform's ${life} means ${wanted.join(', ')}`;
  }
}

function* onceAtThePlatform({ flows }: Observed): Generator<string> {
  if (flows.length !== 1 || flows[0]?.accepted !== 1) yield `the platform holds it ${flows.length} times`;
}

/** Every status the platform sent is in the timeline, once. */
function* whatThePlatformSays({ flows, timeline }: Observed): Generator<string> {
  const sent = (flows[0]?.statuses ?? []).map(({ code }) => code);
  const known = timeline.filter(({ origin }) => origin === 'platform').map(({ lifecycle_code }) => lifecycle_code);
  for (const code of new Set(sent)) if (!known.includes(code)) yield `the platform's ${code} is not in the timeline`;
  for (const code of new Set(known)) {
    // A platform sends some statuses twice; two 212 are two payments.
    if (code !== null && code !== '212' && known.filter((each) => each === code).length > 1)
      yield `${code} counted twice`;
  }
}

/** Each event after the creation is delivered at least once, always under one id with one body. */
function* toldToReceivers({ timeline, deliveries }: Observed): Generator<string> {
  const versions = new Map<number, Set<string>>();
  for (const { id, text, body } of deliveries) {
    const { sequence } = body.data;
    versions.set(sequence, (versions.get(sequence) ?? new Set()).add(`${id} ${text}`));
  }
  for (let sequence = 2; sequence <= timeline.length; sequence += 1) {
    const told = versions.get(sequence)?.size ?? 0;
    if (told === 0) yield `event ${sequence} of ${timeline.length} was never delivered`;
    if (told > 1) yield `event ${sequence} was delivered in ${told} versions`;
  }
}
