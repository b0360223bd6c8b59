import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isQueueName, JobPayload, jobId, QUEUE_NAMES } from './queues.js';

const anyJob = fc.tuple(fc.constantFrom(...QUEUE_NAMES), fc.uuid(), fc.nat());

describe(jobId.name, () => {
  it('names queue, row and attempt, and tells any two apart', () => {
    expect(jobId('submit-invoice', '0198c0de-0000-7000-8000-000000000001', 3)).toBe(
      'submit-invoice-0198c0de-0000-7000-8000-000000000001-3',
    );
    fc.assert(
      fc.property(anyJob, anyJob, (one, other) => {
        const same = one.every((part, index) => part === other[index]);
        expect(jobId(...one) === jobId(...other)).toBe(same);
      }),
    );
  });

  it('holds nothing that BullMQ refuses in an id', () => {
    fc.assert(
      fc.property(anyJob, (job) => {
        expect(jobId(...job)).not.toMatch(/:|^\d+$/);
      }),
    );
  });
});

describe('JobPayload', () => {
  const [organization_id, id] = ['0198c0de-0000-7000-8000-000000000001', '0198c0de-0000-7000-8000-000000000002'];

  it('takes an organisation and a row', () => {
    expect(JobPayload.parse({ organization_id, id })).toEqual({ organization_id, id });
  });

  it.each([{ organization_id }, { organization_id, id: '7' }, { organization_id, id, number: 'F-1' }, null])(
    'takes nothing else: %j',
    (payload) => {
      expect(JobPayload.safeParse(payload).success).toBe(false);
    },
  );
});

it('knows the names of its queues', () => {
  expect(QUEUE_NAMES.every(isQueueName)).toBe(true);
  expect(isQueueName('toString')).toBe(false);
});
