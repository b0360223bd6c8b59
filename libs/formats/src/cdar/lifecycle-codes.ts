import { LIFECYCLE_CODES } from '@onefacture/invoice';

/** What a message that carries a lifecycle code says along with it. */
export interface LifecycleCodeFacts {
  /** MDT-106 */
  readonly label: string;
  /** MDT-77: 305 while platforms transmit, 23 once the parties treat. */
  readonly phase: '305' | '23';
  /** MDT-88, UNTDID 1373 (XP Z12-012 §5.2, BR-FR-CDV-CL-05); some codes have none. */
  readonly statusCode?: string;
  /** BR-FR-CDV-15: a reason code (MDT-113) is mandatory. */
  readonly reasonRequired: boolean;
}

const STATUS_CODES: ReadonlyMap<string, string> = new Map([
  ['200', '10'],
  ['201', '51'],
  ['202', '43'],
  ['203', '48'],
  ['204', '45'],
  ['205', '1'],
  ['206', '49'],
  ['207', '46'],
  ['208', '39'],
  ['209', '37'],
  ['210', '50'],
  ['211', '47'],
  ['212', '47'],
  ['213', '8'],
  ['220', '5'],
]);

const WITH_REASON: ReadonlySet<string> = new Set(['206', '207', '208', '210', '213', '501']);

/** The facts of a lifecycle code, or undefined for one that is not in the house's table. */
export const lifecycleCodeFacts = (code: string): LifecycleCodeFacts | undefined => {
  const known = LIFECYCLE_CODES.get(code);
  if (known === undefined) return undefined;
  const statusCode = STATUS_CODES.get(code);
  return {
    label: known.label_fr,
    phase: known.phase === 'transmission' ? '305' : '23',
    reasonRequired: WITH_REASON.has(code),
    ...(statusCode === undefined ? {} : { statusCode }),
  };
};
