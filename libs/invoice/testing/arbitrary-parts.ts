import fc from 'fast-check';
import { COUNTRIES } from '../src/codes/countries.js';
import { ATTACHMENT_LABELS, ATTACHMENT_TYPES, EXTENSION_ATTACHMENT_TYPES } from '../src/codes/attachment-types.js';
import { DOCUMENT_TYPES } from '../src/codes/document-types.js';
import { INCOTERMS } from '../src/codes/incoterms.js';
import { luhn } from '../src/identifiers/siren.js';
import { frenchVatNumber } from '../src/identifiers/vat-number.js';
import type { Attachment, Identifier, Note, Period, PrecedingInvoice, Profile } from '../src/invoice.js';
import { Decimal } from '../src/money.js';
import { carries } from '../src/profiles.js';

const CHARACTERS = [...'abcdefghijXYZ0123456789éÀçœŒß€–’&<>"\'()[]{}/\\;:,.!?+=%@~|*_漢字🧾\u00A0…'];
const word = fc
  .array(fc.constantFrom(...CHARACTERS), { minLength: 1, maxLength: 8 })
  .map((characters) => characters.join('').replaceAll(/^\s+|\s+$/g, 'x'));

/** Text on one line: odd characters, single blanks inside, none around. */
export const token = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));

/** Text that may hold line breaks inside. */
export const lines = fc.array(token, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('\n'));

/** A code or reference of plain characters. */
export const reference = fc
  .array(fc.constantFrom(...'ABCDEFGHJK0123456789-_/'), { minLength: 1, maxLength: 12 })
  .map((characters) => characters.join(''));

/** `part` in one half of all cases. */
export const maybe = <Value>(part: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(part, { nil: undefined, freq: 2 });

/** A record whose members are all there only sometimes; those named always. */
export const some = <Model extends object, Always extends keyof Model = never>(
  model: { [Member in keyof Model]: fc.Arbitrary<Model[Member]> },
  ...always: Always[]
) => fc.record<Model, Always>(model, { requiredKeys: always });

/** The value without members that are undefined, at this level. */
export function present<Value extends object>(value: Value): Value {
  for (const name of Object.keys(value))
    if (Reflect.get(value, name) === undefined) Reflect.deleteProperty(value, name);
  return value;
}

/** An exact decimal of at most `scale` decimals. */
export const decimalOf = (most: number, scale: number, least = 0): fc.Arbitrary<Decimal> =>
  fc
    .integer({ min: Math.round(least * 10 ** scale), max: Math.round(most * 10 ** scale) })
    .map((units) => new Decimal(units).div(10 ** scale));

/** A day of 2020 to 2040. */
export const day = fc.integer({ min: 0, max: 7000 }).map((days) => dayAfter('2020-01-01', days));

const dayAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

export const period: fc.Arbitrary<Period> = fc
  .tuple(day, fc.nat(400), fc.constantFrom('start', 'end', 'both'))
  .map(([from, days, which]) => ({
    ...(which === 'end' ? {} : { start_date: from }),
    ...(which === 'start' ? {} : { end_date: dayAfter(from, days) }),
  }));

export const siren = fc.integer({ min: 10_000_000, max: 99_999_999 }).map(withCheck);
export const siretOf = (party: string): fc.Arbitrary<string> =>
  fc.nat(9999).map((n) => withCheck(`${party}${String(n).padStart(4, '0')}`));
export const vatNumber = siren.map(frenchVatNumber);
export const iban = fc.constantFrom('FR7630006000011234567890189', 'DE89370400440532013000', 'BE68539007547034');
/** All but Kosovo, whose code the roles of Factur-X EXTENDED do not list. */
export const country = fc.constantFrom(...[...COUNTRIES].filter((code) => code !== '1A'));

function withCheck(digits: number | string): string {
  return [...'0123456789'].map((check) => `${digits}${check}`).find(luhn) ?? '';
}

/** One of the codes. */
export const codeOf = (codes: Iterable<string>): fc.Arbitrary<string> => fc.constantFrom(...codes);

/** Identifiers of one party, as the model orders them: those without a register first, each register once. */
export const identifiers: fc.Arbitrary<readonly Identifier[]> = fc
  .tuple(
    fc.array(reference, { maxLength: 1 }),
    fc.uniqueArray(fc.tuple(fc.constantFrom('0088', '0060', '0224', '0199'), reference), {
      selector: ([scheme]) => scheme,
      maxLength: 2,
    }),
  )
  .map(([plain, registered]) => [
    ...plain.map((value) => ({ value })),
    ...registered.map(([scheme, value]) => ({ scheme, value })),
  ])
  .filter((all) => all.length > 0);

export const address = some(
  {
    line1: token,
    line2: token,
    line3: token,
    postal_code: reference,
    city: token,
    subdivision: token,
    country_code: country,
  },
  'country_code',
);

/** A person or a department; both only where the profile lets them stand together. */
export const contact = (both: boolean) =>
  some({ name: token, department: token, phone: token, email: fc.constant('compta@acme.fr') })
    .map((all) => (both || all.name === undefined ? all : present({ ...all, department: undefined })))
    .filter((all) => Object.keys(all).length > 0);

export const electronicAddress = fc.oneof(
  siren.map((value) => ({ scheme: '0225', value })),
  fc.constant({ scheme: 'EM', value: 'factures@acme.fr' }),
);

/** Notes; several, and subjects, where the caller allows them. PMT stands once (BR-FR-06). */
export const notes = (most: number, subjects: boolean): fc.Arbitrary<readonly Note[]> =>
  fc.uniqueArray(
    fc
      .tuple(subjects ? maybe(fc.constantFrom('AAI', 'REG', 'ABL', 'SUR', 'PMT')) : fc.constant(undefined), lines)
      .map(([subject, content]) => present({ subject, content })),
    { minLength: 1, maxLength: most, comparator: (a, b) => a.subject === 'PMT' && b.subject === 'PMT' },
  );

/** The types that Factur-X EXTENDED does not list for a preceding invoice. */
const UNLISTED: ReadonlySet<string> = new Set(['471', '472', '473', '500', '501', '502', '503']);
const precedingTypes = (profile: Profile): string[] =>
  Object.keys(DOCUMENT_TYPES).filter((code) => profile !== 'EXTENDED' || !UNLISTED.has(code));

export const precedingInvoice = (profile: Profile): fc.Arbitrary<PrecedingInvoice> =>
  some(
    {
      number: reference,
      issue_date: day,
      ...(carries(profile, 'EXTENDED') ? { type_code: codeOf(precedingTypes(profile)) } : {}),
    },
    'number',
  );

/** BT-18, BT-128: AFL and AVV once each. */
export const objects = (most: number): fc.Arbitrary<readonly Identifier[]> =>
  fc.uniqueArray(some({ scheme: fc.constantFrom('AFL', 'AVV', 'ABZ', 'MG'), value: reference }, 'value'), {
    selector: ({ scheme }) => scheme ?? '',
    minLength: 1,
    maxLength: most,
  });

const file = (profile: Profile) =>
  some(
    {
      filename: fc.constantFrom('a.pdf', 'bon de livraison n° 7.pdf'),
      mime_type: codeOf([...ATTACHMENT_TYPES, ...(profile === 'EXTENDED_CTC_FR' ? EXTENSION_ATTACHMENT_TYPES : [])]),
      base64: fc.uint8Array({ minLength: 1, maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('base64')),
    },
    'filename',
    'mime_type',
    'base64',
  );

/** BG-24: references and labels stand once each. */
export const attachments = (profile: Profile): fc.Arbitrary<readonly Attachment[]> =>
  fc.uniqueArray(
    some(
      {
        id: reference,
        description: codeOf(ATTACHMENT_LABELS),
        url: fc.constant('https://example.com/piece?a=1&b=2'),
        file: file(profile),
      },
      'id',
    ),
    {
      minLength: 1,
      maxLength: 3,
      comparator: (a, b) => a.id === b.id || (a.description !== undefined && a.description === b.description),
    },
  );

export const deliveryTerms = some({ code: codeOf(INCOTERMS), location: token }, 'code');
