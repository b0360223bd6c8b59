import { describe, expect, it } from 'vitest';
import { statedReasons } from './stated-reasons.js';

const ACCEPTED = { status: 'REJECTED', submissionState: 'accepted', submissionError: null } as const;
const event = (code: string | null, reason: Record<string, unknown> | null = null) => ({ code, reason });

const of = (code: string, role: string) =>
  statedReasons(ACCEPTED, [event(code, { code: 'X', issuer: { role } })])[0]?.from;

describe('the reasons of an invoice', () => {
  it('are those of the last status that sent it back', () => {
    const events = [
      event('200'),
      event('207', { code: 'QTE_ERR' }),
      event('210', { code: 'CMD_ERR', comment: 'BC-7' }),
    ];
    expect(statedReasons(ACCEPTED, events)).toMatchObject([
      {
        code: 'CMD_ERR',
        from: 'buyer',
        message: expect.stringContaining('(BC-7)'),
        message_fr: expect.stringContaining('(BC-7)'),
      },
    ]);
  });

  it('are told by the one who stated them', () => {
    expect([of('213', 'WK'), of('210', 'BY'), of('213', 'BY'), of('501', 'WK')]).toEqual([
      ...['platform', 'buyer', 'buyer', 'platform'],
    ]);
  });

  it('are explained where only the code was told, or not even that', () => {
    expect(statedReasons(ACCEPTED, [event('213', { code: 'DEST_INC', message: null })])).toMatchObject([
      { code: 'DEST_INC', message: 'The recipient is unknown.', message_fr: 'Le destinataire est inconnu.' },
    ]);
    expect(statedReasons(ACCEPTED, [event('213')])).toMatchObject([{ code: '213' }]);
  });

  it('are those of the check or the platform when the submission failed', () => {
    const failed = { status: 'DRAFT', submissionState: 'failed' } as const;
    const reasons = [
      { code: 'BR-CO-15', message: 'sums', message_fr: 'les sommes' },
      { code: 'R-7', message: 'a word of the platform' },
    ];
    const error = { code: 'document.not_valid', message: 'no', reasons };
    expect(statedReasons({ ...failed, submissionError: error }, [])).toEqual([
      { code: 'BR-CO-15', message: 'sums', message_fr: 'les sommes', from: 'gateway' },
      { code: 'R-7', message: 'a word of the platform', message_fr: 'a word of the platform', from: 'gateway' },
    ]);
    const away = { code: 'platform.unavailable', message: 'away' };
    expect(statedReasons({ ...failed, submissionState: 'dead', submissionError: away }, [])).toMatchObject([
      {
        code: 'platform.unavailable',
        message: 'away',
        message_fr: expect.stringContaining('répondu'),
        from: 'platform',
      },
    ]);
    expect(statedReasons({ ...failed, submissionError: null }, [])).toEqual([]);
  });

  it('are none when nobody sent it back, or it was taken after all', () => {
    expect(statedReasons({ ...ACCEPTED, status: 'RECEIVED' }, [event('202')])).toEqual([]);
    const disputed = [event('207', { code: 'QTE_ERR' })];
    expect(statedReasons({ ...ACCEPTED, status: 'RECEIVED' }, disputed)).toHaveLength(1);
    expect(statedReasons({ ...ACCEPTED, status: 'APPROVED' }, [...disputed, event('205')])).toEqual([]);
    expect(statedReasons({ ...ACCEPTED, status: 'PAID' }, disputed)).toEqual([]);
  });
});
