import { describe, expect, it } from 'vitest';
import { AppError } from '@onefacture/errors';
import { answerFault, readReasons, readRetryAfter } from './answer-fault.js';
import { transportFault } from './transport-fault.js';

const NOW = Date.parse('2026-11-20T10:00:00Z');
const coded = (code: string): Error => Object.assign(new Error(code), { code });

describe('readRetryAfter', () => {
  it.each([
    ['7', 7],
    [' 7 ', 7],
    ['0', 0],
    ['Fri, 20 Nov 2026 10:01:30 GMT', 90],
    ['Fri, 20 Nov 2026 09:00:00 GMT', 0],
    ['999999', 3600],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s is %s seconds', (header, seconds) => {
    expect(readRetryAfter(header, NOW)).toBe(seconds);
  });
});

describe('readReasons', () => {
  it.each([
    ['XP Z12-013 Error', { errorCode: 'MISSING_TOKEN', errorMessage: null }, [{ code: 'MISSING_TOKEN', message: '' }]],
    ['a problem document', { title: 'Bad', detail: 'no name' }, [{ code: 'Bad', message: 'no name' }]],
    ['an OAuth2 error', { error: 'invalid_client' }, [{ code: 'invalid_client', message: '' }]],
    ['an error of Chorus Pro', { codeRetour: 20001, libelle: 'trop long' }, [{ code: '20001', message: 'trop long' }]],
    ['a number as code', { errorCode: 17 }, [{ code: '17' }]],
    [
      'an acknowledgement',
      {
        acknowledgement: {
          details: [{ level: 'Warning', item: 'BT-1', reasonCode: 'InvalidSchema', reasonMessage: 'odd' }],
        },
      },
      [{ level: 'Warning', item: 'BT-1', code: 'InvalidSchema', message: 'odd' }],
    ],
    [
      'a list of details',
      { errorCode: 'E', details: [{ code: 'A', message: 'b' }] },
      [{ code: 'E' }, { code: 'A', message: 'b' }],
    ],
    ['a list', [1, 2], []],
    ['a text', 'down', []],
    ['null', null, []],
  ])('reads %s', (_, body, reasons) => {
    expect(readReasons(Buffer.from(JSON.stringify(body)))).toMatchObject(reasons);
  });

  it('reads nothing out of HTML and keeps long words short', () => {
    expect(readReasons(Buffer.from('<html>'))).toEqual([]);
    const [reason] = readReasons(Buffer.from(JSON.stringify({ errorCode: 'E', errorMessage: 'x'.repeat(10_000) })));
    expect(reason?.message).toHaveLength(500);
  });
});

describe('answerFault', () => {
  it('says what was answered to what, and when to come back', () => {
    const body = Buffer.from(JSON.stringify({ errorCode: 'RESOURCE_ERROR', errorMessage: 'maintenance' }));
    const fault = answerFault('p', { status: 503, headers: { 'retry-after': '30' }, body }, { what: 'the search' });
    expect(fault.message).toBe('The platform answered 503 to the search: RESOURCE_ERROR, maintenance.');
    expect(fault).toMatchObject({ code: 'platform.unavailable', retryable: true, options: { retryAfterSeconds: 30 } });
  });
});

describe('transportFault', () => {
  it.each([
    [coded('ECONNREFUSED'), 'network', 'no'],
    [coded('ENOTFOUND'), 'network', 'no'],
    [coded('UND_ERR_CONNECT_TIMEOUT'), 'timeout', 'no'],
    [new AggregateError([coded('ECONNREFUSED')]), 'network', 'no'],
    [coded('ECONNRESET'), 'network', 'maybe'],
    [coded('UND_ERR_SOCKET'), 'network', 'maybe'],
    [coded('UND_ERR_HEADERS_TIMEOUT'), 'timeout', 'maybe'],
    [new DOMException('late', 'TimeoutError'), 'timeout', 'maybe'],
    [new DOMException('stop', 'AbortError'), 'aborted', 'maybe'],
    [coded('UND_ERR_INVALID_ARG'), 'misconfigured', 'no'],
    [new AppError('webhook.target_refused'), 'misconfigured', 'no'],
    ['a string', 'network', 'maybe'],
  ])('%s is %s, sent %s', (error, fault, sent) => {
    expect(transportFault('p', error, 'maybe')).toMatchObject({ fault, sent });
  });
});
