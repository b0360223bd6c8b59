import { AppError } from '@onefacture/errors';

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Where pages of the payment provider may lead back to: our own origin, and those the operator lists. */
export class ReturnUrls {
  readonly #origins: ReadonlySet<string>;

  /** @param publicBaseUrl also the base of the urls used where the caller names none */
  constructor(
    private readonly publicBaseUrl: string,
    further: readonly string[],
  ) {
    this.#origins = new Set([publicBaseUrl, ...further].map((url) => originOf(new URL(url))));
  }

  /**
   * The url a caller wants, or ours.
   * @param query what ours tells, such as `checkout=success`
   * @throws AppError request.invalid for an url elsewhere: it would make this api an open redirect
   */
  pick(field: string, wanted: string | undefined, query: string): string {
    if (wanted === undefined) return `${this.publicBaseUrl}/?${query}`;
    const url = URL.canParse(wanted) ? new URL(wanted) : undefined;
    const isPlain = url !== undefined && url.username === '' && url.password === '';
    if (isPlain && this.#origins.has(originOf(url))) return wanted;
    throw new AppError('request.invalid', {
      detail: `${field} leads elsewhere than to ${[...this.#origins].join(', ')}.`,
      hint: 'Use an url of this installation, or have the operator list its origin in ONEFACTURE_RETURN_URL_ORIGINS.',
      errors: [{ field, code: 'INVALID', message: `must begin with ${[...this.#origins].join(' or ')}` }],
    });
  }
}

/** All spellings of this machine are one origin. */
function originOf({ protocol, hostname, port }: URL): string {
  return `${protocol}//${LOOPBACK.has(hostname) ? 'localhost' : hostname}${port === '' ? '' : `:${port}`}`;
}
