/** What XP Z12-012 says of one lifecycle code. */
export interface LifecycleCodeFacts {
  readonly label: string;
  /** MDT-77: 305 while platforms transmit, 23 once the parties treat. */
  readonly phase: '305' | '23';
  /** MDT-88, UNTDID 1373 (BR-FR-CDV-CL-05) */
  readonly statusCode?: string;
  /** BR-FR-CDV-15: a reason code (MDT-113) is mandatory. */
  readonly reasonRequired: boolean;
}

type Row = readonly [label: string, phase: '305' | '23', statusCode?: string, reason?: 'reason'];

const ROWS = {
  '200': ['Déposée', '305', '10'],
  '201': ['Émise par la plateforme', '305', '51'],
  '202': ['Reçue par la plateforme', '305', '43'],
  '203': ['Mise à disposition', '305', '48'],
  '204': ['Prise en charge', '23', '45'],
  '205': ['Approuvée', '23', '1'],
  '206': ['Approuvée partiellement', '23', '49', 'reason'],
  '207': ['En litige', '23', '46', 'reason'],
  '208': ['Suspendue', '23', '39', 'reason'],
  '209': ['Complétée', '23', '37'],
  '210': ['Refusée', '23', '50', 'reason'],
  '211': ['Paiement transmis', '23', '47'],
  '212': ['Encaissée', '23', '47'],
  '213': ['Rejetée', '305', '8', 'reason'],
  '214': ['Visée', '23'],
  '220': ['Annulée', '23', '5'],
  '221': ['Erreur de routage', '305'],
  '224': ['Demande de paiement direct', '23'],
  '225': ['Affacturée', '23'],
  '226': ['Affacturée confidentiel', '23'],
  '227': ['Changement de compte à payer', '23'],
  '228': ['Non affacturée', '23'],
  '500': ['Recevable', '305'],
  '501': ['Irrecevable', '305', undefined, 'reason'],
} as const satisfies Record<string, Row>;

/** A lifecycle code we know the facts of. */
export type LifecycleCode = keyof typeof ROWS;

const facts = ([label, phase, statusCode, reason]: Row): LifecycleCodeFacts => ({
  label,
  phase,
  reasonRequired: reason === 'reason',
  ...(statusCode === undefined ? {} : { statusCode }),
});

const isKnown = (code: string): code is LifecycleCode => Object.hasOwn(ROWS, code);

/** The facts of a lifecycle code, or undefined for one that only other platforms know. */
export const lifecycleCodeFacts = (code: string): LifecycleCodeFacts | undefined =>
  isKnown(code) ? facts(ROWS[code]) : undefined;

/** Every lifecycle code we know, in ascending order. */
export const LIFECYCLE_CODES: readonly LifecycleCode[] = Object.keys(ROWS).filter(isKnown);
