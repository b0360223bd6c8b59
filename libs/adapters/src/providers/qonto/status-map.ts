/**
 * The codes of Qonto's `einvoicing_lifecycle_events`: they are the official lifecycle codes already. The documented
 * ones are listed; another number is kept as a word, but moves nothing.
 */
export const QONTO_STATUSES: ReadonlySet<string> = new Set([
  '200',
  '201',
  '202',
  '203',
  '204',
  '205',
  '206',
  '207',
  '208',
  '209',
  '210',
  '211',
  '212',
  '213',
  '214',
]);

/** The official code of a lifecycle event; undefined for one that is not documented. */
export function officialStatus(code: string): string | undefined {
  return QONTO_STATUSES.has(code) ? code : undefined;
}

/**
 * Qonto's words for the way of an e-invoice (`einvoicing_status`) and the technical acknowledgement they stand for.
 * What became of the invoice is told by the lifecycle events alone. `not_delivered` has no counterpart.
 */
export const QONTO_ACKNOWLEDGEMENTS: Readonly<Record<string, string>> = {
  pending: 'Pending',
  submitted: 'Ok',
  approved: 'Ok',
  declined: 'Ok',
  submission_failed: 'Error',
};
