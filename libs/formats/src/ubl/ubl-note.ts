import type { Note, Said } from '@onefacture/invoice';
import { given } from '../given.js';

/** cbc:Note: UBL has no place for a subject, so it stands in the text, between number signs. */
export interface UblNote {
  readonly content?: string;
}

const SUBJECT = /^#([A-Z]{3})#([^]*)$/;

/** BT-21 and BT-22 as UBL spells them: `#PMT#text`. */
export const ublNote = ({ subject, content }: Said<Note>): UblNote =>
  subject === undefined ? { ...given<UblNote>({ content }) } : { content: `#${subject}#${content ?? ''}` };

/** A note in the model's shape; one that is blank is none. */
export const noteOf = ({ content }: UblNote): Said<Note> | undefined => {
  const [, subject, text] = SUBJECT.exec(content ?? '') ?? [];
  return given<Said<Note>>({ subject, content: text ?? content });
};
