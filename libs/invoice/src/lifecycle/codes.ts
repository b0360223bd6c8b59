/** The coarse state of an invoice that callers see. */
export type InvoiceStatus = 'DRAFT' | 'SUBMITTED' | 'RECEIVED' | 'APPROVED' | 'PAID' | 'REJECTED' | 'CANCELLED';

/** All states, in the order of an invoice's life. */
export const INVOICE_STATUSES = [
  'DRAFT',
  'SUBMITTED',
  'RECEIVED',
  'APPROVED',
  'PAID',
  'REJECTED',
  'CANCELLED',
] as const satisfies readonly InvoiceStatus[];

/** States of an invoice that is still open: it counts against what a plan allows at one time. */
export const ACTIVE_STATUSES = [
  'DRAFT',
  'SUBMITTED',
  'RECEIVED',
  'APPROVED',
] as const satisfies readonly InvoiceStatus[];

/**
 * What a code does to the state: *raise* lifts it to `status` and never lowers it; *reopen* sets it even against an
 * approval (the buyer came back on it); *collect* lets the figures decide; *end* closes; *inform* and *ignore* leave it,
 * and only *inform* is shown as the invoice's code.
 */
export type LifecycleEffect = 'raise' | 'reopen' | 'collect' | 'end' | 'inform' | 'ignore';

/** One official lifecycle code (MDT-105, XP Z12-012). */
export interface LifecycleCode {
  readonly code: string;
  readonly label: string;
  readonly label_fr: string;
  readonly effect: LifecycleEffect;
  /** The state it leads to, for raise, reopen and end */
  readonly status?: InvoiceStatus;
  /** Which of two events with the same official time comes first: the lower one */
  readonly rank: number;
  /** `transmission` is set by platforms (MDT-77 305), `treatment` by the parties (23) */
  readonly phase: 'transmission' | 'treatment';
}

const entry = (
  code: string,
  label_fr: string,
  label: string,
  rank: number,
  effect: LifecycleEffect,
  status?: InvoiceStatus,
): LifecycleCode => ({
  code,
  label,
  label_fr,
  effect,
  rank,
  phase: TREATMENT.test(code) ? 'treatment' : 'transmission',
  ...(status === undefined ? {} : { status }),
});

const TREATMENT = /^2(0[4-9]|1[0124]|2[04-8])$/;

const TABLE: readonly LifecycleCode[] = [
  entry('200', 'Déposée', 'Filed', 10, 'raise', 'SUBMITTED'),
  entry('201', 'Émise par la plateforme', 'Issued by the platform', 20, 'raise', 'SUBMITTED'),
  entry('202', 'Reçue par la plateforme', 'Received by the platform', 30, 'raise', 'RECEIVED'),
  entry('203', 'Mise à disposition', 'Made available', 40, 'raise', 'RECEIVED'),
  entry('204', 'Prise en charge', 'In hand', 50, 'raise', 'RECEIVED'),
  entry('205', 'Approuvée', 'Approved', 90, 'raise', 'APPROVED'),
  entry('206', 'Approuvée partiellement', 'Partially approved', 85, 'raise', 'APPROVED'),
  entry('207', 'En litige', 'In dispute', 80, 'reopen', 'RECEIVED'),
  entry('208', 'Suspendue', 'Suspended', 60, 'reopen', 'RECEIVED'),
  entry('209', 'Complétée', 'Completed', 70, 'raise', 'RECEIVED'),
  entry('210', 'Refusée', 'Refused', 120, 'end', 'REJECTED'),
  entry('211', 'Paiement transmis', 'Payment sent', 95, 'raise', 'APPROVED'),
  entry('212', 'Encaissée', 'Payment received', 100, 'collect'),
  entry('213', 'Rejetée', 'Rejected', 130, 'end', 'REJECTED'),
  entry('214', 'Visée', 'Endorsed', 55, 'raise', 'RECEIVED'),
  entry('220', 'Annulée', 'Cancelled', 140, 'end', 'CANCELLED'),
  entry('221', 'Erreur de routage', 'Routing error', 25, 'ignore'),
  entry('224', 'Demande de paiement direct', 'Direct payment requested', 56, 'inform'),
  entry('225', 'Affacturée', 'Factored', 56, 'inform'),
  entry('226', 'Affacturée confidentiel', 'Factored without disclosure', 56, 'inform'),
  entry('227', 'Changement de compte à payer', 'Change of account to pay', 56, 'inform'),
  entry('228', 'Non affacturée', 'Not factored', 56, 'inform'),
  entry('250', 'Données de facture déposées', 'Invoice data filed', 7, 'ignore'),
  entry('251', 'Données de facture rejetées', 'Invoice data rejected', 8, 'ignore'),
  entry('300', 'E-reporting déposé', 'E-reporting filed', 7, 'ignore'),
  entry('301', 'E-reporting rejeté', 'E-reporting rejected', 8, 'ignore'),
  entry('400', 'Mise à jour de l’annuaire déposée', 'Directory update filed', 7, 'ignore'),
  entry('401', 'Mise à jour de l’annuaire rejetée', 'Directory update rejected', 8, 'ignore'),
  entry('500', 'Recevable', 'Admissible', 5, 'ignore'),
  entry('501', 'Irrecevable', 'Inadmissible', 6, 'ignore'),
  entry('601', 'Message de cycle de vie rejeté', 'Lifecycle message rejected', 8, 'ignore'),
];

/** Every code of BR-FR-CDV-CL-06, by code: what it is called and what it does to an invoice. */
export const LIFECYCLE_CODES: ReadonlyMap<string, LifecycleCode> = new Map(TABLE.map((row) => [row.code, row]));

/** The row of a code; a code unknown to the table is kept and changes nothing. */
export function lifecycleCode(code: string): LifecycleCode {
  return (
    LIFECYCLE_CODES.get(code) ?? {
      code,
      label: `Unknown status ${code}`,
      label_fr: `Statut inconnu ${code}`,
      effect: 'ignore',
      rank: 57,
      phase: 'treatment',
    }
  );
}
