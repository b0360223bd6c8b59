import { Transform } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { MailSettings } from '@onefacture/config';
import { createTransport } from 'nodemailer';
import type { SetLetter } from '../templates/letter.js';

/** A letter with its envelope. */
export interface OutgoingMail extends SetLetter {
  readonly id: string;
  readonly to: string;
}

/**
 * What the mail server said. `later`: not now; nothing was handed over. `refused`: never. `unknown`: the letter was
 * handed over and the answer did not come.
 */
export type MailAnswer =
  { readonly kind: 'accepted' } | { readonly kind: 'later' | 'refused' | 'unknown'; readonly error: string };

const LONGEST_ERROR = 500;

/** The mail server of the settings. */
@Injectable()
export class MailServer {
  constructor(private readonly settings: MailSettings) {}

  /** Hands one mail over. Never throws: whatever happens is an answer. */
  async send(mail: OutgoingMail): Promise<MailAnswer> {
    const { smtpUrl, timeoutMs, from } = this.settings;
    if (!smtpUrl) return { kind: 'later', error: 'ONEFACTURE_SMTP_URL is not set.' };
    const transport = createTransport({
      url: smtpUrl.reveal(),
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      dnsTimeout: timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    let handedOver = false;
    transport.use('stream', ({ message }, done) => {
      message.transform(() => watched(() => (handedOver = true)));
      done();
    });
    try {
      const domain = /@([^>]+)/.exec(from)?.[1] ?? 'localhost';
      const { to, subject, text, html } = mail;
      await transport.sendMail({
        from,
        to: { name: '', address: to },
        subject,
        text,
        html,
        messageId: `<${mail.id}@${domain}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
        signal: AbortSignal.timeout(timeoutMs),
      });
      return { kind: 'accepted' };
    } catch (error) {
      return answerOf(error, handedOver, mail.to);
    } finally {
      transport.close();
    }
  }
}

/** Passes everything on and tells when the first of it passes. */
function watched(onFirst: () => void): Transform {
  return new Transform({
    transform(chunk, _encoding, done) {
      onFirst();
      done(null, chunk);
    },
  });
}

function answerOf(error: unknown, handedOver: boolean, to: string): MailAnswer {
  const words = error instanceof Error ? error.message : String(error);
  const said = { error: words.replaceAll(to, '<recipient>').slice(0, LONGEST_ERROR) };
  if (error instanceof Error && 'permanent' in error && typeof error.permanent === 'boolean') {
    return { kind: error.permanent ? 'refused' : 'later', ...said };
  }
  return { kind: handedOver ? 'unknown' : 'later', ...said };
}
