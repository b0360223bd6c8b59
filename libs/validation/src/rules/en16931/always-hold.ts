/** Official rules that cannot be broken, each with the reason. */
export const ALWAYS_HOLD: ReadonlyMap<string, string> = new Map(
  ['BR-CO-05', 'BR-CO-06', 'BR-CO-07', 'BR-CO-08'].map((id) => [
    id,
    'That a reason code and a reason in words mean the same cannot be computed; the official test is true().',
  ]),
);
