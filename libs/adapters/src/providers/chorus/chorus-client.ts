import type { z } from 'zod';
import type { PlatformHttp } from '../../http/platform-http.js';
import type { Call } from '../../ports/connection.js';
import { PlatformFault } from '../../ports/platform-fault.js';
import { envelopeSchema } from './wire.js';

/** One call: path below the base url, what is asked (for the sentence of a fault), how its answer is read. */
export interface ChorusCall<T extends z.ZodType> {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly answer: T;
  readonly what: string;
}

/** What Chorus Pro says when the technical account is not let in; it has no closed list of codes. */
const LOCKED_OUT = /mot de passe|authentifi/i;

/**
 * The calls of Chorus Pro through PISTE: each a POST of JSON with the technical account in `cpro-account`. An answer
 * 200 whose `codeRetour` is not 0 is a fault.
 */
export class ChorusClient {
  constructor(
    private readonly http: PlatformHttp,
    private readonly maxAnswerBytes: number,
  ) {}

  /** @throws PlatformFault rejected for a codeRetour other than 0, its code and words being the reason */
  async post<T extends z.ZodType>(call: Call, { path, body, answer, what }: ChorusCall<T>): Promise<z.output<T>> {
    const wire = await this.http.json(call, {
      method: 'POST',
      url: `${call.connection.base_url.replace(/\/+$/, '')}/${path}`,
      headers: { 'content-type': 'application/json;charset=utf-8', 'cpro-account': technicalAccount(call) },
      body: [Buffer.from(JSON.stringify(body))],
      maxAnswerBytes: this.maxAnswerBytes,
      what,
      fixedRoute: true,
    });
    const envelope = envelopeSchema.safeParse(wire);
    if (!envelope.success) throw this.http.unreadable(call);
    const { codeRetour, libelle = '' } = envelope.data;
    if (codeRetour !== undefined && Number(codeRetour) !== 0) throw refused(call, what, codeRetour, libelle);
    const read = answer.safeParse(wire);
    if (read.success) return read.data;
    throw this.http.unreadable(call);
  }
}

function technicalAccount({ connection: { platform, technical_account: account } }: Call): string {
  if (account !== undefined) return Buffer.from(`${account.login}:${account.password.reveal()}`).toString('base64');
  throw new PlatformFault('misconfigured', {
    platform,
    sent: 'no',
    detail: 'Chorus Pro wants a technical account (login and password) besides the PISTE application.',
  });
}

function refused({ connection: { platform } }: Call, what: string, code: string, libelle: string): PlatformFault {
  return new PlatformFault(LOCKED_OUT.test(libelle) ? 'unauthorised' : 'rejected', {
    platform,
    sent: 'maybe',
    httpStatus: 200,
    detail: `Chorus Pro answered codeRetour ${code} to ${what}${libelle === '' ? '' : `: ${libelle}`}.`,
    reasons: [{ level: 'Error', code, message: libelle }],
  });
}
