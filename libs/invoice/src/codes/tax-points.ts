/** BT-8 as the model writes it, UNTDID 2005 (BR-CL-06): when VAT becomes chargeable. */
export const TAX_POINTS: Readonly<Record<string, string>> = {
  '3': 'date of the invoice',
  '35': 'date of delivery',
  '432': 'date of payment',
};

/** BT-8 as CII spells it, UNTDID 2475, in the order of the model's: invoice, delivery, payment. */
export const TAX_POINTS_OF_CII: ReadonlySet<string> = new Set(['5', '29', '72']);
