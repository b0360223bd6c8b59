/** BT-23: the letter says goods (B), services (S) or both (M), the digit how the invoice is used (BR-FR-08). */
export const BILLING_FRAMES: Readonly<Record<string, string>> = {
  B1: 'Goods, ordinary invoice',
  S1: 'Services, ordinary invoice',
  M1: 'Goods and services, ordinary invoice',
  B2: 'Goods, already paid',
  S2: 'Services, already paid',
  M2: 'Goods and services, already paid',
  S3: 'Services, direct payment of a subcontractor',
  B4: 'Goods, final invoice after a deposit',
  S4: 'Services, final invoice after a deposit',
  M4: 'Goods and services, final invoice after a deposit',
  S5: 'Services, issued by a subcontractor',
  S6: 'Services, issued by a co-contractor',
  B7: 'Goods, VAT already reported',
  S7: 'Services, VAT already reported',
  B8: 'Goods, several sellers',
  S8: 'Services, several sellers',
  M8: 'Goods and services, several sellers',
  B9: 'Goods, two-way self-billing',
  S9: 'Services, two-way self-billing',
  M9: 'Goods and services, two-way self-billing',
};

/** Frames of invoices that were paid before they were issued (BR-FR-CO-09). */
export const PAID_FRAMES: ReadonlySet<string> = new Set(['B2', 'S2', 'M2']);

/** Frames of final invoices after a deposit (BR-FR-CO-08). */
export const FINAL_FRAMES: ReadonlySet<string> = new Set(['B4', 'S4', 'M4']);

/** Frames whose lines are grouped per seller (BR-FR-MV, BR-FR-BD); the JSON body cannot express such groups. */
export const GROUPED_FRAMES: ReadonlySet<string> = new Set(['B8', 'S8', 'M8', 'B9', 'S9', 'M9']);

/**
 * UN/ECE Rec 20 units of time and of work: a line counted in one of them is a service when BT-23 has to be derived.
 * Seconds to decades, working days and months, labour hours, man-months, lump sums, service units and jobs.
 */
export const SERVICE_UNITS: ReadonlySet<string> = new Set(
  'SEC MIN HUR DAY WEE MON QAN SAN ANN DEC E49 LH WM 3C LS E48 E51'.split(' '),
);
