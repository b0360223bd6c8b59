/** BG-18. */
export interface PaymentCard {
  /** BT-87: the last digits only */
  readonly number?: string;
  /** BT-88 */
  readonly holder?: string;
}

/** BG-16 with one account (BG-17) or card (BG-18); an invoice that offers several holds one entry for each. */
export interface PaymentMeans {
  /** BT-81, UNTDID 4461 */
  readonly type_code: string;
  /** BT-82 */
  readonly text?: string;
  /** BT-83 */
  readonly remittance_information?: string;
  /** BT-84 */
  readonly iban?: string;
  /** BT-84 where it is no IBAN */
  readonly account_id?: string;
  /** BT-85 */
  readonly account_name?: string;
  /** BT-86 */
  readonly bic?: string;
  /** BG-18 */
  readonly card?: PaymentCard;
}

/** BG-19. */
export interface DirectDebit {
  /** BT-89 */
  readonly mandate_id?: string;
  /** BT-90 */
  readonly creditor_id?: string;
  /** BT-91: IBAN of the account to be debited */
  readonly debited_account?: string;
}
