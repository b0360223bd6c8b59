import { z } from 'zod';

/** Languages that mails are written in. */
export const MAIL_LANGUAGES = ['fr', 'en'] as const;
/** One of them. */
export type MailLanguage = (typeof MAIL_LANGUAGES)[number];

const link = z.url({ protocol: /^https?$/ });
const name = z.string().nullable();
const day = z.iso.date();

const OverdueInvoice = z.object({ number: z.string(), buyer: z.string(), amount: z.string(), due_on: day, link });

/** What each template needs to know; a link may carry a token, so the data is sealed wherever it is kept. */
export const MAIL_DATA = {
  /** To a new user: is this address yours? */
  verification: z.object({ name, link, valid_hours: z.int().positive() }),
  /** To a user who forgot the password. */
  'password-reset': z.object({ name, link, valid_minutes: z.int().positive() }),
  /** To somebody who shall join an organisation. */
  invitation: z.object({
    organization: z.string(),
    inviter: z.string(),
    role: z.enum(['owner', 'admin', 'member', 'viewer']),
    link,
    valid_days: z.int().positive(),
  }),
  /** To those who pay: a payment failed; `restricted_on` is the day from which the plan's rights are gone. */
  'payment-failed': z.object({ organization: z.string(), plan: z.string(), link, restricted_on: day.nullable() }),
  /** To those who run an organisation whose erasure an owner asked for; it can be taken back before that day. */
  'erasure-requested': z.object({ organization: z.string(), erased_on: day }),
  /** To those who run a webhook endpoint that keeps failing. */
  'webhook-failing': z.object({ organization: z.string(), url: z.string(), failing_since: day, disabled_on: day }),
  /** To those who run a webhook endpoint that was switched off. */
  'webhook-disabled': z.object({
    organization: z.string(),
    url: z.string(),
    why: z.enum(['failing', 'gone']),
    failing_since: day.nullable(),
  }),
  /** To those who run an organisation: were these invoices of theirs paid, each overdue since its `due_on`? */
  'check-in': z.object({
    organization: z.string(),
    invoices: z.tuple([OverdueInvoice], OverdueInvoice),
    valid_days: z.int().positive(),
  }),
} as const;

/** Name of a template. */
export type MailTemplate = keyof typeof MAIL_DATA;
/** The data of each template. */
export type MailData = { readonly [Name in MailTemplate]: z.infer<(typeof MAIL_DATA)[Name]> };
