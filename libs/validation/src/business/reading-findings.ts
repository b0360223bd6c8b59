import type { DocumentFinding, InvoiceReading } from '@onefacture/formats';
import type { Finding } from '../report/finding.js';
import { OWN_RULES } from './business-rules.js';

/** What an element said and the model could not take up. OF-XML-01, an unknown element, is a warning of the rule sets. */
const TOLD: ReadonlySet<DocumentFinding['code']> = new Set([
  'OF-XML-02',
  'OF-XML-03',
  'OF-XML-04',
  'OF-XML-05',
  'OF-XML-06',
]);

/** The name of a project (BT-11) is free text; writers put a fixed one where they have none. */
const isFreeText = ({ code, path }: DocumentFinding): boolean =>
  code === 'OF-XML-04' && path.endsWith('/ram:SpecifiedProcuringProject/ram:Name');

const HINTS: Readonly<Partial<Record<DocumentFinding['code'], readonly [en: string, fr: string]>>> = {
  'OF-XML-02': [
    'Write the value as its term wants it: decimals with a point, dates as days, no words.',
    'Écrivez la valeur comme son terme la demande : décimales avec un point, dates en jours, sans mots.',
  ],
  'OF-XML-03': ['Leave the element in once.', 'Ne laissez l’élément qu’une fois.'],
  'OF-XML-05': [
    'State all amounts in the currency of the invoice (BT-5); only the VAT total may stand in that of BT-6 as well.',
    'Indiquez tous les montants dans la devise de la facture (BT-5) ; seul le total de TVA peut figurer aussi dans celle de BT-6.',
  ],
};

const own = { layer: 'business', ruleset: OWN_RULES } as const;

const ofElement = ({ code, severity, message, message_fr, path, term = '' }: DocumentFinding): Finding => {
  const [hint, hint_fr] = HINTS[code] ?? [];
  const said = { ...own, code, severity, message, message_fr, path, term };
  return hint === undefined || hint_fr === undefined ? said : { ...said, hint, hint_fr };
};

/** A day as the syntaxes write it, with the zone that xsd:date allows. */
const DAY = /^\s*\d{4}-?\d{2}-?\d{2}(Z|[+-]\d{2}:\d{2})?\s*$/;
const STARTS_WITH_DAY = /^\s*\d{4}-?\d{2}-?\d{2}/;

const ofDate = (path: string, text: string): Finding => ({
  ...{ ...own, code: 'OF-DATE-02', severity: 'error', path, term: '' },
  message: `A date is wanted, and "${text.slice(0, 60)}" says more than one; only the day was read.`,
  message_fr: `Une date est attendue, et « ${text.slice(0, 60)} » en dit davantage ; seul le jour a été lu.`,
  hint: 'Write the day alone: 2026-06-01, in CII 20260601.',
  hint_fr: 'Écrivez le jour seul : 2026-06-01, en CII 20260601.',
});

/**
 * What a reader met that no rule over the model can see: values that could not be read (an error), elements once more
 * than the model holds them, other constants and currencies, stray text (warnings), with their XPaths; and text beyond a
 * date (OF-DATE-02), for which `place` says where the member of the model stands. Errors are those of what we send.
 */
export const readingFindings = (
  { findings, literals }: InvoiceReading,
  place: (field: string) => string = (field) => field,
): readonly Finding[] => [
  ...findings.filter((one) => TOLD.has(one.code) && !isFreeText(one)).map(ofElement),
  ...[...literals].flatMap(([path, text]) =>
    /_date$|\.date$/.test(path) && STARTS_WITH_DAY.test(text) && !DAY.test(text) ? [ofDate(place(path), text)] : [],
  ),
];
