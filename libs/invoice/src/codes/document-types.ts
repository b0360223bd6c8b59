/** What a type code means for the rules that hang on it. */
export type DocumentKind = 'invoice' | 'deposit' | 'corrective' | 'credit_note';

/** A UNTDID 1001 code that France accepts (BT-3, BR-FR-04). */
export interface DocumentType {
  readonly kind: DocumentKind;
  readonly label: string;
  readonly label_fr: string;
  /** Issued by the buyer in the seller's name. */
  readonly self_billed: boolean;
}

const type = (kind: DocumentKind, label: string, label_fr: string, self_billed = false): DocumentType => ({
  kind,
  label,
  label_fr,
  self_billed,
});

/** BT-3 as BR-FR-04 narrows it: sixteen codes. */
export const DOCUMENT_TYPES: Readonly<Record<string, DocumentType>> = {
  '380': type('invoice', 'Invoice', 'Facture'),
  '389': type('invoice', 'Self-billed invoice', 'Facture autofacturée', true),
  '393': type('invoice', 'Factored invoice', 'Facture affacturée'),
  '501': type('invoice', 'Self-billed factored invoice', 'Facture autofacturée affacturée', true),
  '386': type('deposit', 'Prepayment invoice', 'Facture d’acompte'),
  '500': type('deposit', 'Self-billed prepayment invoice', 'Facture d’acompte autofacturée', true),
  '384': type('corrective', 'Corrective invoice', 'Facture rectificative'),
  '471': type('corrective', 'Self-billed corrective invoice', 'Facture rectificative autofacturée', true),
  '472': type('corrective', 'Factored corrective invoice', 'Facture rectificative affacturée'),
  '473': type(
    'corrective',
    'Self-billed factored corrective invoice',
    'Facture rectificative autofacturée affacturée',
    true,
  ),
  '261': type('credit_note', 'Self-billed credit note', 'Avoir autofacturé', true),
  '262': type('credit_note', 'Global allowance credit note', 'Avoir de remise globale'),
  '381': type('credit_note', 'Credit note', 'Avoir'),
  '396': type('credit_note', 'Factored credit note', 'Avoir affacturé'),
  '502': type('credit_note', 'Self-billed factored credit note', 'Avoir autofacturé affacturé', true),
  '503': type('credit_note', 'Prepayment credit note', 'Avoir d’acompte'),
};

/** Prepayment documents: BR-FR-CO-07 lets them fall due before they are issued, BR-FR-CO-08 keeps them out of B4, S4, M4. */
export const PREPAYMENT_TYPES: ReadonlySet<string> = new Set(['386', '500', '503']);
