import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@onefacture/errors';
import { Decimal } from '@onefacture/invoice';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LifecycleMessage } from '../lifecycle-message.js';
import { readCdar } from './cdar-reader.js';
import { writeCdar } from './cdar-writer.js';

const CORPUS = join(process.env['CORPUS_DIR'] ?? '../shared/corpus', 'cdar');

const word = fc.stringMatching(/^[A-Za-z0-9&<>"'éà_.-]{1,20}$/);
const code = fc.stringMatching(/^[A-Z0-9]{1,8}$/);
/** Winter and early summer: no clock changes, so every second has one local time. */
const instant = fc
  .integer({ min: Date.UTC(2026, 3, 1) / 1000, max: Date.UTC(2026, 8, 30) / 1000 })
  .map((second) => new Date(second * 1000).toISOString());
const amount = fc.integer({ min: -1e12, max: 1e12 }).map((cents) => new Decimal(cents).div(100));
const optional = <T>(key: string, value: fc.Arbitrary<T>) =>
  fc.option(value, { nil: undefined }).map((found) => (found === undefined ? {} : { [key]: found }));
const record = (...parts: fc.Arbitrary<object>[]) =>
  fc.tuple(...parts).map((all): Record<string, unknown> => Object.assign({}, ...all));

const party = record(
  fc.record({ role: code }),
  optional('name', word),
  optional('id', fc.record({ scheme: code, value: word })),
  optional('electronic_address', fc.record({ scheme: code, value: word })),
);
const characteristic = record(
  fc.record({ type: code }),
  optional('id', word),
  optional('name', word),
  optional('location', word),
  optional('changed', fc.boolean()),
  fc.option(amount, { nil: undefined }).map((value) => (value === undefined ? {} : { amount: value, currency: 'EUR' })),
  optional('percent', amount),
  optional('at', instant),
);
const status = record(
  fc.record({ sequence: fc.integer({ min: 1, max: 99 }), characteristics: fc.array(characteristic, { maxLength: 3 }) }),
  ...['reason_code', 'reason', 'action_code', 'action', 'comment'].map((key) => optional(key, word)),
);
const reference = record(
  fc.record({ number: word, type_code: code, lifecycle_code: code, statuses: fc.array(status, { maxLength: 3 }) }),
  ...['status_code', 'reference_type', 'lifecycle_label', 'seller_siren'].map((key) => optional(key, word)),
  optional('received_at', instant),
  optional('issue_date', fc.constant('2026-06-01')),
);
const message = record(
  fc.record({ guideline: word, id: word, issued_at: instant, phase: code, stated_at: instant }),
  fc.record({ sender: party, issuer: party, recipients: fc.array(party, { minLength: 1, maxLength: 3 }) }),
  fc.record({ references: fc.array(reference, { minLength: 1, maxLength: 3 }) }),
  optional('process', word),
  optional('name', word),
);

const isMessage = (value: object): value is LifecycleMessage => 'references' in value;
const read = (text: string) => readCdar(Buffer.from(text));
const unreadable = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError && error.code === 'document.unreadable') return error.message;
    throw error;
  }
  return '';
};

const sample: LifecycleMessage = {
  guideline: 'urn.cpro.gouv.fr:1p0:CDV:invoice',
  id: 'A',
  issued_at: '2026-06-01T10:00:00.000Z',
  sender: { role: 'WK' },
  issuer: { role: 'BY', id: { scheme: '0002', value: '552120222' } },
  recipients: [{ role: 'SE', electronic_address: { scheme: '0225', value: '732829320' } }],
  phase: '23',
  stated_at: '2026-06-01T09:00:00.000Z',
  references: [{ number: 'INV-1', type_code: '380', lifecycle_code: '205', statuses: [] }],
};

describe('lifecycle messages', () => {
  it('come back as they were written', () => {
    fc.assert(
      fc.property(message, (made) => {
        if (!isMessage(made)) throw new Error('not a message');
        expect(read(writeCdar(made))).toEqual(made);
      }),
    );
  });

  it('are written in French legal time and say whether they speak of several documents', () => {
    expect(writeCdar(sample)).toContain('<udt:DateTimeString format="204">20260601110000</udt:DateTimeString>');
    expect(writeCdar(sample)).toContain('<udt:Indicator>false</udt:Indicator>');
    const two = { ...sample, references: [...sample.references, ...sample.references] };
    expect(writeCdar(two)).toContain('<udt:Indicator>true</udt:Indicator>');
  });

  it('are read past what is unknown, under any prefix, with a sequence where none is given', () => {
    const text = writeCdar({
      ...sample,
      references: [{ ...sample.references[0]!, statuses: [{ sequence: 1, reason: 'x', characteristics: [] }] }],
    })
      .replace(/<ram:SequenceNumeric>1<\/ram:SequenceNumeric>/, '<ram:Unknown><ram:ID>no</ram:ID></ram:Unknown>')
      .replaceAll('ram:', 'r:')
      .replace('xmlns:ram', 'xmlns:r')
      .replace('xmlns:r=', 'xmlns:r=');
    expect(read(text).references[0]?.statuses).toEqual([{ sequence: 1, reason: 'x', characteristics: [] }]);
  });

  it.each([
    ['another root', '<a/>', 'not a CrossDomainAcknowledgementAndResponse'],
    ['another message', writeCdar(sample).replaceAll('AndResponse:100', 'AndResponse:99'), 'not a CrossDomain'],
    ['no code', writeCdar(sample).replaceAll('ProcessConditionCode', 'Unknown'), 'references.0.lifecycle_code'],
    ['no recipient', writeCdar(sample).replaceAll('RecipientTradeParty', 'Unknown'), 'recipients'],
    ['an impossible time', writeCdar(sample).replace('20260601110000', '20261301110000'), 'MDT-78'],
  ])('are refused with %s', (_, text, why) => {
    expect(unreadable(() => read(text))).toContain(why);
  });

  it('throw nothing else for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat({ max: 3000 }), (noise, cut) => {
        const whole = Buffer.from(writeCdar(sample));
        const part = whole.subarray(0, Math.min(cut, whole.length - 10));
        expect(unreadable(() => readCdar(noise))).not.toBe('');
        expect(unreadable(() => readCdar(part))).not.toBe('');
      }),
    );
  });

  it.skipIf(!existsSync(CORPUS))('are read from every file of the corpus', () => {
    const files = readdirSync(CORPUS, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.xml'));
    expect(files.length).toBeGreaterThan(20);
    for (const file of files) {
      const found = readCdar(readFileSync(join(CORPUS, file)));
      const named = /(?:CDV-|-)(2\d\d)[-_]/.exec(file)?.[1];
      expect({ file, code: found.references[0]?.lifecycle_code }).toEqual({ file, code: named });
      expect({ file, ...read(writeCdar(found)) }).toEqual({ file, ...found });
    }
  });
});
