import type { Letter } from './letter.js';
import type { MailData, MailTemplate } from './mail-data.js';

/** Every template in one language. */
export type Words = { readonly [Name in MailTemplate]: (data: MailData[Name]) => Letter };
