import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@onefacture/errors';
import { Decimal } from '@onefacture/invoice';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LifecycleMessage } from '../lifecycle-message.js';
import { readCdar, readCdarDocument } from './cdar-reader.js';
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

const civil = fc
  .integer({ min: 0, max: 20_000 })
  .map((day) => new Date(Date.UTC(2000, 0, 1 + day)).toISOString().slice(0, 10));
const each = (keys: string, value: fc.Arbitrary<unknown>) => keys.split(' ').map((key) => optional(key, value));
/** A part that says at least one thing: an empty one would leave no trace. */
const some = (...parts: fc.Arbitrary<object>[]) => record(...parts).filter((made) => Object.keys(made).length > 0);
const listOf = (key: string, value: fc.Arbitrary<unknown>) =>
  optional(key, fc.array(value, { minLength: 1, maxLength: 3 }));

const contact = some(...each('name department type_code phone fax email', word));
const address = some(...each('line1 line2 line3 postal_code city country_code subdivision', word));
const id = fc.record({ scheme: code, value: word });
const anyId = record(fc.record({ value: word }), optional('scheme', code));
const note = some(...each('content subject', word));
const party = record(
  fc.record({ role: code }),
  ...each('name local_id', word),
  fc.oneof(fc.constant({}), record(fc.record({ id }), listOf('further_ids', anyId))),
  listOf('contacts', contact),
  optional('address', address),
  optional('electronic_address', anyId),
);
const characteristic = record(
  fc.record({ type: code }),
  ...each('id name description location direction value value_code', word),
  optional('changed', fc.boolean()),
  fc.option(amount, { nil: undefined }).map((value) => (value === undefined ? {} : { amount: value, currency: 'EUR' })),
  fc.oneof(fc.constant({}), fc.record({ quantity: amount, quantity_unit: code })),
  fc.oneof(fc.constant({}), fc.record({ measure: amount, measure_unit: code })),
  ...each('number percent', amount),
  optional('at', fc.oneof(instant, civil)),
);
const comments = fc.oneof(
  fc.constant({}),
  record(fc.record({ comment: word }), optional('comment_subject', code), listOf('further_comments', note)),
);
const status = record(
  fc.record({ sequence: fc.integer({ min: 1, max: 99 }), characteristics: fc.array(characteristic, { maxLength: 3 }) }),
  ...each('reason_code reason lifecycle_code lifecycle_label action_code action', word),
  optional('found_at', instant),
  comments,
);
const reference = record(
  fc.record({ number: word, lifecycle_code: code, statuses: fc.array(status, { maxLength: 3 }) }),
  ...each('type_code status_code line_id global_id name reference_type description lifecycle_label', word),
  ...each('seller_siren seller_siret seller_name seller_role', word),
  listOf('seller_ids', fc.record({ scheme: fc.constantFrom('0088', '0231'), value: word })),
  listOf('recipients', party),
  optional('received_at', instant),
  optional('issue_date', civil),
  optional(
    'attachment',
    record(fc.record({ content: fc.base64String({ minLength: 4 }) }), ...each('filename mime_type', word)),
  ),
);
const message = record(
  fc.record({ guideline: word, id: word, issued_at: instant, phase: code, stated_at: instant }),
  fc.record({ sender: party, issuer: party, recipients: fc.array(party, { minLength: 1, maxLength: 3 }) }),
  fc.record({ references: fc.array(reference, { minLength: 1, maxLength: 3 }) }),
  ...each('process name language version', word),
  optional('test', fc.boolean()),
  listOf('notes', note),
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
        const text = writeCdar(made);
        expect(readCdarDocument(Buffer.from(text))).toEqual({ message: made, findings: [] });
        expect(writeCdar(read(text))).toBe(text);
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
    [
      'another message',
      writeCdar(sample).replaceAll('AndResponse:100', 'AndResponse:99'),
      'it belongs in urn:un:unece',
    ],
    ['no code', writeCdar(sample).replaceAll('ProcessConditionCode', 'Unknown'), 'references.0.lifecycle_code'],
    ['no recipient', writeCdar(sample).replaceAll('RecipientTradeParty', 'Unknown'), 'recipients'],
    ['an impossible time', writeCdar(sample).replace('20260601110000', '20261301110000'), 'MDT-78'],
  ])('are refused with %s', (_, text, why) => {
    expect(unreadable(() => read(text))).toContain(why);
  });

  it('keep a civil date a date, and an instant an instant', () => {
    const characteristics = ['2026-07-30', '2026-07-30T08:00:00.000Z'].map((at) => ({ type: 'MPA', at }));
    const statuses = [{ sequence: 1, characteristics }];
    const text = writeCdar({ ...sample, references: [{ ...sample.references[0]!, statuses }] });
    expect(text).toContain('<udt:DateTimeString format="102">20260730</udt:DateTimeString>');
    expect(text).toContain('<udt:DateTimeString format="204">20260730100000</udt:DateTimeString>');
    expect(read(text).references[0]?.statuses).toEqual(statuses);
  });

  it.each([
    ['102', '20260601', true],
    ['204', '20260601000000', true],
    ['203', '202606010000', true],
    ['102', '2026-06-01', true],
    ['102', '20260631', false],
    ['102', '2026060120260601', false],
    ['102', 'juin', false],
  ])('read a date of issue in format %s from %s: %s', (format, value, readable) => {
    const dated = { ...sample, references: [{ ...sample.references[0]!, issue_date: '2026-01-31' }] };
    const text = writeCdar(dated).replace('format="102">20260131', `format="${format}">${value}`);
    const { message: found, findings } = readCdarDocument(Buffer.from(text));
    expect(found.references[0]?.issue_date).toBe(readable ? '2026-06-01' : undefined);
    expect(findings.map(({ term }) => term)).toEqual(readable ? [] : ['MDT-100']);
  });

  it('name a party by the first identifier that has a scheme, and keep the others', () => {
    const own = '<ram:GlobalID schemeID="0002">552120222</ram:GlobalID>';
    const others =
      '<ram:GlobalID>X</ram:GlobalID>' + own + '<ram:GlobalID schemeID="0009">55212022200013</ram:GlobalID>';
    const found = read(writeCdar(sample).replace(own, others));
    expect(found.issuer).toEqual({
      role: 'BY',
      id: { scheme: '0002', value: '552120222' },
      further_ids: [{ value: 'X' }, { scheme: '0009', value: '55212022200013' }],
    });
    expect(read(writeCdar(found))).toEqual(found);
  });

  it('count what stands empty as absent', () => {
    const text = writeCdar(sample)
      .replace('<ram:RoleCode>BY<', '<ram:DefinedTradeContact/><ram:RoleCode>BY<')
      .replace(
        '<ram:IssueDateTime>',
        '<ram:IncludedNote><ram:Content> </ram:Content></ram:IncludedNote><ram:IssueDateTime>',
      );
    expect(readCdarDocument(Buffer.from(text))).toEqual({ message: sample, findings: [] });
    expect(writeCdar(read(text))).toBe(writeCdar(sample));
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

  it.each([
    [
      'OF-XML-01',
      'an element outside the model',
      '<ram:TypeCode>23<',
      '<ram:ID>X</ram:ID><ram:TypeCode>23<',
      '/ram:ID',
    ],
    ['OF-XML-01', 'an element of another namespace', '<ram:TypeCode>23<', '<rsm:ID/><ram:TypeCode>23<', '/rsm:ID'],
    ['OF-XML-01', 'an attribute outside the model', '<ram:TypeCode>23<', '<ram:TypeCode x="1">23<', '/ram:TypeCode'],
    [
      'OF-XML-03',
      'a repeated element',
      '<ram:TypeCode>23<',
      '<ram:TypeCode>23</ram:TypeCode><ram:TypeCode>305<',
      '/ram:TypeCode',
    ],
  ])('are read beside a finding %s for %s', (finding, _, before, after, path) => {
    const { message: found, findings } = readCdarDocument(Buffer.from(writeCdar(sample).replace(before, after)));
    expect(found).toEqual(sample);
    expect(findings).toEqual([expect.objectContaining({ code: finding, line: expect.any(Number) })]);
    expect(findings[0]?.path.replaceAll(/\[\d+\]/g, '')).toBe(
      `/rsm:CrossDomainAcknowledgementAndResponse/rsm:AcknowledgementDocument${path}`,
    );
  });

  it('are read past a value that cannot be read, but not by who acts on them', () => {
    const statuses = [{ sequence: 1, characteristics: [{ type: 'MEN', amount: new Decimal(12), currency: 'EUR' }] }];
    const text = writeCdar({ ...sample, references: [{ ...sample.references[0]!, statuses }] }).replace(
      '>12.00<',
      '>12,00<',
    );
    const { message: found, findings } = readCdarDocument(Buffer.from(text));
    expect(found.references[0]?.statuses[0]?.characteristics[0]?.amount).toBeUndefined();
    expect(findings).toEqual([expect.objectContaining({ code: 'OF-XML-02', severity: 'error', term: 'MDT-215' })]);
    expect(unreadable(() => read(text))).toContain('MDT-215');
  });

  it('never mix the references of two acknowledgements', () => {
    const text = writeCdar(sample);
    const [whole = ''] = /<rsm:AcknowledgementDocument>[^]*<\/rsm:AcknowledgementDocument>/.exec(text) ?? [];
    const second = whole.replace('>205<', '>210<').replace('20260601110000', '20260601120000');
    const { message: found, findings } = readCdarDocument(Buffer.from(text.replace(whole, whole + second)));
    expect(found).toEqual(sample);
    expect(findings.map(({ code: kind }) => kind)).toEqual(['OF-XML-03']);
  });

  it('hold a sequence that is written as a decimal, and refuse one that is none', () => {
    const statuses = [{ sequence: 3, characteristics: [] }];
    const text = writeCdar({ ...sample, references: [{ ...sample.references[0]!, statuses }] });
    expect(read(text.replace('>3<', '>3.0<')).references[0]?.statuses[0]?.sequence).toBe(3);
    expect(unreadable(() => read(text.replace('>3<', '>3.5<')))).toContain('MDT-124-2');
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
