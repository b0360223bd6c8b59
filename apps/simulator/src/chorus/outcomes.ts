import { magicBuyers } from '../life/outcomes.js';

/** One entry of an invoice's history at Chorus Pro. */
export interface ChorusStatus {
  readonly code: string;
  readonly comment?: string;
}

/** What becomes of a deposited flow. */
export interface ChorusLife {
  /** Refused as a flow, with this sentence: it never becomes an invoice. */
  readonly refusal?: string;
  /** The invoice's statuses, one a step. */
  readonly statuses: readonly ChorusStatus[];
  /** What follows when the supplier completes the suspended invoice. */
  readonly afterCompletion?: readonly ChorusStatus[];
}

const ARRIVAL = ['DEPOSEE', 'EN_COURS_ACHEMINEMENT', 'MISE_A_DISPOSITION'].map((code) => ({ code }));
const PAYMENT: readonly ChorusStatus[] = [
  { code: 'SERVICE_FAIT' },
  { code: 'MANDATEE', comment: 'Mandat 2026-118' },
  { code: 'MISE_A_DISPOSITION_COMPTABLE' },
  { code: 'COMPTABILISEE' },
  { code: 'MISE_EN_PAIEMENT' },
];

/** A life chosen by the buyer's SIREN, as the other platforms of this simulator choose. */
export function chorusLife(buyer: string): ChorusLife {
  switch (buyer) {
    case magicBuyers.rejected:
    case magicBuyers.unlisted:
    case magicBuyers.notAcknowledged:
      return { refusal: 'Le destinataire est inconnu de Chorus Pro', statuses: [] };
    case magicBuyers.refused:
      return { statuses: [...ARRIVAL, { code: 'REJETEE', comment: 'TX_TVA_ERR : le taux de TVA est erroné' }] };
    case magicBuyers.disputed:
      return {
        statuses: [...ARRIVAL, { code: 'SUSPENDUE', comment: 'JUSTIF_ABS : joindre le bon de livraison' }],
        afterCompletion: [{ code: 'COMPLETEE' }, { code: 'MISE_A_DISPOSITION' }, ...PAYMENT],
      };
    default:
      return { statuses: [...ARRIVAL, ...PAYMENT] };
  }
}
