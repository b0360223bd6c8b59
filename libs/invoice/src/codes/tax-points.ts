/** BT-8 as the model writes it, UNTDID 2005 (BR-CL-06): when VAT becomes chargeable. */
export const TAX_POINTS: Readonly<Record<string, string>> = {
  '3': 'date of the invoice',
  '35': 'date of delivery',
  '432': 'date of payment',
};
