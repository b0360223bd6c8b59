import { restated } from '../../http/restated.js';
import { PlatformFault } from '../../ports/platform-fault.js';

/** The two requests that sending takes. */
export type SendingStep = 'import' | 'send';

interface ErrorRow {
  readonly step: SendingStep;
  readonly status: number;
  readonly code: string;
  /** What to look at; the wording of Qonto's own errors is not documented. */
  readonly hint: string;
}

/** What a refused request of the sending usually means, by its HTTP status. */
export const QONTO_ERRORS: readonly ErrorRow[] = [
  {
    step: 'import',
    status: 413,
    code: 'FILE_TOO_LARGE',
    hint: 'Qonto takes files of 5 MB.',
  },
  {
    step: 'import',
    status: 422,
    code: 'FILE_NOT_TAKEN',
    hint: 'Qonto takes Factur-X PDF files of 5 MB and no second invoice of the same number.',
  },
  {
    step: 'send',
    status: 403,
    code: 'EINVOICING_NOT_ALLOWED',
    hint: 'Look whether e-invoicing is active for the organisation and whether the key or token has client_invoice.write.',
  },
  {
    step: 'send',
    status: 422,
    code: 'EINVOICING_NOT_POSSIBLE',
    hint: 'The invoice was imported but not sent. Look whether the client is reachable (e_invoicing_reachable) and the file is a Factur-X.',
  },
];

/** The fault of a refused request, with the row that explains it. */
export function explained(error: unknown, step: SendingStep): unknown {
  if (!(error instanceof PlatformFault)) return error;
  const row = QONTO_ERRORS.find((each) => each.step === step && each.status === error.httpStatus);
  if (row === undefined) return error;
  return restated(error, {
    detail: `${error.message} ${row.hint}`,
    reasons: [...error.reasons, { level: 'Error', code: row.code, message: row.hint }],
  });
}
