/** An answer in the Error form of XP Z12-013: `{errorCode, errorMessage, details}` under an HTTP status. */
export class WireError extends Error {
  constructor(
    readonly status: number,
    readonly errorCode: string,
    message: string,
    readonly more: { readonly details?: string; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(message);
    this.name = 'WireError';
  }

  get body(): { errorCode: string; errorMessage: string; details?: string } {
    const { details } = this.more;
    return { errorCode: this.errorCode, errorMessage: this.message, ...(details === undefined ? {} : { details }) };
  }
}

export const badRequest = (message: string): WireError => new WireError(400, 'MISSING_REQUIRED_FIELD', message);

export const notFound = (message = 'Requested resource is not found'): WireError =>
  new WireError(404, 'MISSING_RESOURCE', message);

export const unauthorised = (message: string): WireError =>
  new WireError(401, 'MISSING_TOKEN', message, { headers: { 'www-authenticate': 'Bearer' } });
