/** A role of a lifecycle message (UNTDID 3035 as BR-FR-CDV-CL-02 to CL-04 narrow it). */
export type LifecycleRole = 'SE' | 'SR' | 'II' | 'PE' | 'DL' | 'BY' | 'AB' | 'IV' | 'PR' | 'WK' | 'DFH';

/** A term in both languages. */
export interface LifecycleTerm {
  readonly en: string;
  readonly fr: string;
}

/** What the roles are called. */
export const LIFECYCLE_ROLES: Readonly<Record<LifecycleRole, LifecycleTerm>> = {
  SE: { en: 'Seller', fr: 'Vendeur' },
  SR: { en: "Seller's agent", fr: 'Agent du vendeur' },
  II: { en: 'Invoice issuer', fr: 'Facturant' },
  PE: { en: 'Payee', fr: 'Bénéficiaire du paiement' },
  DL: { en: 'Factor', fr: 'Affactureur' },
  BY: { en: 'Buyer', fr: 'Acheteur' },
  AB: { en: "Buyer's agent", fr: "Agent de l'acheteur" },
  IV: { en: 'Invoicee', fr: 'Facturé' },
  PR: { en: 'Payer', fr: 'Payeur' },
  WK: { en: 'Platform', fr: 'Plateforme' },
  DFH: { en: 'Tax portal', fr: 'Portail public de facturation' },
};

/** Whoever stands on the side that is to be paid. */
export const SELLER_SIDE: readonly LifecycleRole[] = ['SE', 'SR', 'II', 'PE', 'DL'];

/** Whoever stands on the side that has to pay. */
export const BUYER_SIDE: readonly LifecycleRole[] = ['BY', 'AB', 'IV', 'PR'];
