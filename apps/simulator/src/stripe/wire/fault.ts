export interface FaultBody {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly param?: string;
  readonly decline_code?: string;
  readonly payment_intent?: object;
  readonly payment_method?: object;
  readonly [more: string]: unknown;
}

/** An answer in Stripe's words: `{error: {type, code, message, param, …}}` under an HTTP status. */
export class StripeFault extends Error {
  constructor(
    readonly status: number,
    readonly error: FaultBody,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(error.message);
    this.name = 'StripeFault';
  }

  get body(): { error: FaultBody } {
    return { error: this.error };
  }
}

/** 400, or another status, of type `invalid_request_error`. */
export function invalidRequest(message: string, code?: string, param?: string, status = 400): StripeFault {
  return new StripeFault(status, {
    type: 'invalid_request_error',
    message,
    ...(code === undefined
      ? {}
      : { code, doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}` }),
    ...(param === undefined ? {} : { param }),
  });
}

/** 404 for an id that nothing answers to. */
export const noSuch = (what: string, id: string, param = 'id'): StripeFault =>
  invalidRequest(`No such ${what}: '${id}'`, 'resource_missing', param, 404);

/** An id in the body that nothing answers to: 400. */
export const noSuchParam = (what: string, id: string, param: string): StripeFault =>
  invalidRequest(`No such ${what}: '${id}'`, 'resource_missing', param);
