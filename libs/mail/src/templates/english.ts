import type { Words } from './words.js';
import { inline } from './letter.js';

const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
const day = (date: string): string => DAY.format(new Date(date));
const hello = (name: string | null): string => (name ? `Hello ${inline(name)},` : 'Hello,');
const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;
const ROLES = { owner: 'owner', admin: 'administrator', member: 'member', viewer: 'reader' };

/** The mails in English. */
export const ENGLISH: Words = {
  verification: ({ name, link, valid_hours }) => ({
    subject: 'Please confirm your e-mail address',
    paragraphs: [hello(name), 'An account was opened with this e-mail address. Please confirm that it is yours.'],
    action: { label: 'Confirm the address', link },
    note: `The link works for ${counted(valid_hours, 'hour')}. If it was not you, do nothing.`,
  }),
  'password-reset': ({ name, link, valid_minutes }) => ({
    subject: 'Choose a new password',
    paragraphs: [hello(name), 'Somebody, most likely you, asked for a new password for this account.'],
    action: { label: 'Choose a new password', link },
    note: `The link works once, for ${counted(valid_minutes, 'minute')}. If you did not ask, your password stays as it is.`,
  }),
  invitation: ({ organization, inviter, role, link, valid_days }) => ({
    subject: `Invitation to join ${inline(organization)}`,
    paragraphs: [
      'Hello,',
      `${inline(inviter)} invites you to join ${inline(organization)} on onefacture, with the role ${ROLES[role]}.`,
    ],
    action: { label: 'Accept the invitation', link },
    note: `The link works for ${counted(valid_days, 'day')}. If you do not know the sender, do nothing.`,
  }),
  'payment-failed': ({ organization, plan, link, restricted_on }) => ({
    subject: `Payment failed for ${inline(organization)}`,
    paragraphs: [
      'Hello,',
      `We could not collect the payment for the plan ${inline(plan)} of ${inline(organization)}.`,
      restricted_on
        ? `The plan stays as it is until ${day(restricted_on)}; after that day the account is limited until the payment succeeds.`
        : 'We will try again. Please check the payment method.',
    ],
    action: { label: 'Check the payment method', link },
  }),
  'erasure-requested': ({ organization, erased_on }) => ({
    subject: `${inline(organization)} is going to be erased`,
    paragraphs: [
      'Hello,',
      `An owner of ${inline(organization)} asked for the erasure of the organisation and of all its data.`,
      `It takes place on ${day(erased_on)}, and an owner can take it back until then. Invoices that the law has you keep stay stored and can no longer be changed. Export your data before that day.`,
    ],
  }),
  'webhook-failing': ({ organization, url, failing_since, disabled_on }) => ({
    subject: 'A webhook endpoint does not answer',
    paragraphs: [
      'Hello,',
      `Since ${day(failing_since)} no event of ${inline(organization)} could be delivered to ${inline(url)}.`,
      `If nothing changes, this endpoint is switched off on ${day(disabled_on)}. Missed events can be sent again later.`,
    ],
  }),
  'webhook-disabled': ({ organization, url, why, failing_since }) => ({
    subject: 'A webhook endpoint was switched off',
    paragraphs: [
      'Hello,',
      why === 'gone'
        ? `${inline(url)} answered 410 Gone, so that ${inline(organization)} sends nothing there any more.`
        : `${inline(url)} took no event of ${inline(organization)}${failing_since ? ` since ${day(failing_since)}` : ''}, so that nothing is sent there any more.`,
      'Once the receiver works again, switch the endpoint on and ask for the missed events.',
    ],
  }),
  'check-in': ({ organization, invoices, valid_days }) => ({
    subject:
      invoices.length === 1
        ? `Was invoice ${inline(invoices[0].number)} paid?`
        : `Were these ${invoices.length} invoices paid?`,
    paragraphs: [
      'Hello,',
      `For each of these invoices of ${inline(organization)}, please tell whether it was paid or is still awaited.`,
    ],
    items: invoices.map(({ number, buyer, amount, due_on, link }) => ({
      words: `Invoice ${inline(number)} to ${inline(buyer)} over ${inline(amount)}, due on ${day(due_on)}`,
      label: 'Answer',
      link,
    })),
    note: `A link works for ${counted(valid_days, 'day')}; whoever has it may answer. An owner can end these mails in the settings of the organisation.`,
  }),
};
