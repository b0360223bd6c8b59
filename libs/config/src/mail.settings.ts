import { duration, durations, secretUrl, text } from './kinds.js';
import { defineSettings } from './settings-class.js';

/** Outgoing mail. */
export class MailSettings extends defineSettings(
  'Mail',
  {
    smtpUrl: secretUrl('ONEFACTURE_SMTP_URL', ['smtp:', 'smtps:'], {
      description:
        'Mail server. npm start shows mails in its simulator; elsewhere mails fail and say so while this is unset.',
    }),
    from: text('ONEFACTURE_MAIL_FROM', {
      default: 'onefacture <no-reply@onefacture.invalid>',
      description: 'Sender of all mails.',
    }),
    timeoutMs: duration('ONEFACTURE_MAIL_TIMEOUT', {
      default: '30s',
      description: 'Longest the mail server may take for one mail.',
    }),
    retryScheduleMs: durations('ONEFACTURE_MAIL_RETRY_SCHEDULE', {
      default: '30s,5m,30m,2h,6h',
      description: 'Waits between the attempts of a mail; after the last one it has failed.',
    }),
  },
  ({ from }) =>
    /^[^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>$|^[^\s<>@]+@[^\s<>@]+$/.test(from)
      ? []
      : [
          {
            env: 'ONEFACTURE_MAIL_FROM',
            got: JSON.stringify(from),
            wanted: 'an address, or a name followed by an address in angle brackets',
          },
        ],
) {}
