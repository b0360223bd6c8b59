import type { Call } from '../ports/connection.js';
import { PlatformFault } from '../ports/platform-fault.js';
import { answerFault } from './answer-fault.js';
import type { HttpAnswer, HttpExchange } from './exchange.js';
import type { PlatformHttp } from './platform-http.js';

/** A file that an answer of the platform links to. */
export interface FileLink {
  /** Absolute. */
  readonly url: string;
  /** What it is, for the sentence of a fault: `the file of an invoice`. */
  readonly what: string;
  readonly maxAnswerBytes: number;
}

/**
 * Fetches files by the links of a platform. Credentials go to the platform's own origin only; another host, such as a
 * file store with signed links, is asked without them and over https only.
 */
export class LinkedFiles {
  constructor(
    private readonly exchange: HttpExchange,
    private readonly http: PlatformHttp,
  ) {}

  /** The answer, 2xx. @throws PlatformFault, malformed for a link that may not be followed */
  async fetch(call: Call, { url, what, maxAnswerBytes }: FileLink): Promise<HttpAnswer> {
    const { platform, base_url } = call.connection;
    const target = URL.canParse(url) ? new URL(url) : null;
    const headers = { accept: '*/*' };
    if (target !== null && target.origin === new URL(base_url).origin) {
      return await this.http.send(call, { method: 'GET', url, headers, maxAnswerBytes, what });
    }
    if (target?.protocol !== 'https:') {
      const detail = `The platform's link to ${what} is not an https url.`;
      throw new PlatformFault('malformed', { platform, sent: 'maybe', detail });
    }
    const { signal } = call;
    const answer = await this.exchange.send(platform, { method: 'GET', url, headers, signal, maxAnswerBytes });
    if (answer.status >= 200 && answer.status < 300) return answer;
    // A refused link is an old one, not wrong credentials: none were sent.
    throw answerFault(platform, answer, { what: `the request for ${what}`, unauthorised: [] });
  }
}
