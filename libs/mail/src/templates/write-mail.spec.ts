import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inline } from './letter.js';
import { MAIL_DATA, MAIL_LANGUAGES, type MailData, type MailTemplate } from './mail-data.js';
import { writeMail } from './write-mail.js';

const link = 'https://example.fr/go?token=abc&x=1';
const SAMPLES: MailData = {
  verification: { name: 'Zoé', link, valid_hours: 24 },
  'password-reset': { name: null, link, valid_minutes: 1 },
  invitation: { organization: 'Dupont & Fils', inviter: 'Zoé', role: 'admin', link, valid_days: 7 },
  'payment-failed': { organization: 'Dupont & Fils', plan: 'Pro', link, restricted_on: '2026-12-01' },
  'erasure-requested': { organization: 'Dupont & Fils', erased_on: '2026-12-05' },
  'webhook-failing': {
    organization: 'Dupont & Fils',
    url: 'https://example.fr/hook',
    failing_since: '2026-11-20',
    disabled_on: '2026-11-25',
  },
  'webhook-disabled': {
    organization: 'Dupont & Fils',
    url: 'https://example.fr/hook',
    why: 'failing',
    failing_since: '2026-11-20',
  },
  'check-in': {
    organization: 'Dupont & Fils',
    invoices: [{ number: 'F-2026-001', buyer: 'Acme SAS', amount: '120.00 EUR', due_on: '2026-11-20', link }],
    valid_days: 30,
  },
};
const TEMPLATES = Object.keys(MAIL_DATA) as MailTemplate[];
const ALL = TEMPLATES.flatMap((template) => MAIL_LANGUAGES.map((language) => ({ template, language })));

describe(writeMail.name, () => {
  it.each(ALL)('says the same as text and as HTML: $template in $language', ({ template, language }) => {
    const data = SAMPLES[template];
    expect(MAIL_DATA[template].parse(data)).toEqual(data);
    const { subject, text, html } = writeMail(template, language, data);
    expect(subject).toMatch(/^\S.{8,80}$/);
    expect(html).toContain(`<html lang="${language}">`);
    const told = [...('link' in data ? [link] : []), ...('organization' in data ? ['Dupont & Fils'] : [])];
    for (const words of told) {
      expect(text).toContain(words);
      expect(html).toContain(words.replaceAll('&', '&amp;'));
    }
    expect(`${subject}${text}${html}`).not.toMatch(/undefined|null|NaN|\[object/);
  });

  it('differs between the languages', () => {
    for (const template of TEMPLATES) {
      const [french, english] = MAIL_LANGUAGES.map((language) => writeMail(template, language, SAMPLES[template]));
      expect(french?.subject).not.toBe(english?.subject);
    }
  });

  it('writes days as people do, and counts', () => {
    expect(writeMail('payment-failed', 'fr', SAMPLES['payment-failed']).text).toContain('1 décembre 2026');
    expect(writeMail('payment-failed', 'en', SAMPLES['payment-failed']).text).toContain('1 December 2026');
    expect(writeMail('password-reset', 'en', SAMPLES['password-reset']).text).toContain('for 1 minute.');
    expect(writeMail('verification', 'fr', SAMPLES.verification).text).toContain('24 heures');
  });

  it('asks about several invoices in one mail, each with its own link', () => {
    const [first] = SAMPLES['check-in'].invoices;
    const second = { ...first, number: 'F-2026-002', link: 'https://example.fr/go?token=def' };
    const { subject, text, html } = writeMail('check-in', 'fr', { ...SAMPLES['check-in'], invoices: [first, second] });
    expect(subject).toBe('Ces 2 factures ont-elles été payées ?');
    for (const { number, link: own } of [first, second]) {
      expect(text).toContain(`Facture ${number} à Acme SAS, 120.00 EUR, à payer le 20 novembre 2026\nRépondre: ${own}`);
      expect(html).toContain(`<a href="${own.replaceAll('&', '&amp;')}">Répondre</a>`);
    }
  });

  it('says so when an endpoint wants nothing any more, or nothing is limited yet', () => {
    const gone = { ...SAMPLES['webhook-disabled'], why: 'gone', failing_since: null } as const;
    expect(writeMail('webhook-disabled', 'en', gone).text).toContain('410 Gone');
    const early = { ...SAMPLES['payment-failed'], restricted_on: null };
    expect(writeMail('payment-failed', 'en', early).text).toContain('We will try again');
  });

  it('lets nobody write HTML or lines of his own by a name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (organization) => {
        const { subject, html } = writeMail('invitation', 'en', {
          ...SAMPLES.invitation,
          organization: `<b>${organization}\r\nBcc: x`,
        });
        expect(html).not.toContain('<b>');
        expect(subject).not.toMatch(/[\r\n]/);
        expect(subject.length).toBeLessThan(160);
      }),
    );
  });
});

describe(inline.name, () => {
  it('makes one short line', () => {
    expect(inline(' a\r\n\tb\u202E c ')).toBe('a b c');
    expect(inline('x'.repeat(500))).toHaveLength(120);
  });
});

it('takes links of the web only', () => {
  const data = { ...SAMPLES.verification, link: 'javascript:alert(1)' };
  expect(MAIL_DATA.verification.safeParse(data).success).toBe(false);
});
