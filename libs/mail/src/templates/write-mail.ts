import { ENGLISH } from './english.js';
import { FRENCH } from './french.js';
import { setLetter, type SetLetter } from './letter.js';
import type { MailData, MailLanguage, MailTemplate } from './mail-data.js';
import type { Words } from './words.js';

const WORDS: Readonly<Record<MailLanguage, Words>> = { fr: FRENCH, en: ENGLISH };

/** Fills a template: subject, plain text and HTML. */
export function writeMail<T extends MailTemplate>(template: T, language: MailLanguage, data: MailData[T]): SetLetter {
  return setLetter(WORDS[language][template](data), language);
}
