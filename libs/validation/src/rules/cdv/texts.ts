import type { Bilingual } from '../../report/finding.js';
import type { MessageRule, Place } from './message-rule.js';

/** A rule with the little that most of them say. */
export const rule = (
  id: string,
  term: string,
  at: string,
  holds: (place: Place) => boolean,
  says: readonly [en: string, fr: string],
  more: { readonly values?: NonNullable<MessageRule['values']>; readonly fix?: Bilingual } = {},
): MessageRule => ({
  id,
  terms: [term],
  severity: 'error',
  at,
  holds,
  says: { en: says[0], fr: says[1] },
  ...more,
});

/** The first text at a path, for a sentence. */
export const first = (place: Place, path: string): string => [...place.texts(path)][0] ?? '';

export const DOCUMENT = 'ExchangedDocument';
export const CONTEXT = 'ExchangedDocumentContext';
export const ACKNOWLEDGEMENT = 'AcknowledgementDocument';
export const REFERENCE = `${ACKNOWLEDGEMENT}/ReferenceReferencedDocument`;
export const STATUS = `${REFERENCE}/SpecifiedDocumentStatus`;

/** MDT-77, looked at from anywhere. */
export const PHASE = `${ACKNOWLEDGEMENT}/TypeCode`;
export const TRANSMISSION = '305';
export const TREATMENT = '23';
