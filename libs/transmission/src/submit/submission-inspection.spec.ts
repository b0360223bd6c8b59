import type { ValidationsService } from '@onefacture/invoicing';
import { describe, expect, it } from 'vitest';
import { SubmissionInspection } from './submission-inspection.js';

const finding = (code: string, severity: string, path = '') => ({
  ...{ code, severity, path, message: `${code} says no`, message_fr: `${code} dit non` },
});
const inspecting = (...findings: object[]) => {
  const validations = { validateOwn: async () => ({ findings }) } as unknown as ValidationsService;
  return new SubmissionInspection(validations).faultOf({ bytes: Buffer.from('<a/>') });
};

describe(SubmissionInspection.name, () => {
  it('finds nothing in a file that breaks no rule', async () => {
    expect(await inspecting(finding('BR-1', 'warning'))).toBeUndefined();
  });

  it('says in both languages what each rule wants, and where', async () => {
    expect(
      await inspecting(finding('BR-1', 'error', '/a/b'), finding('BR-2', 'warning'), finding('BR-3', 'error')),
    ).toEqual({
      origin: 'gateway',
      error: {
        code: 'document.not_valid',
        message: 'BR-1: BR-1 says no (and 1 more)',
        reasons: [
          { code: 'BR-1', message: 'BR-1 says no (/a/b)', message_fr: 'BR-1 dit non (/a/b)' },
          { code: 'BR-3', message: 'BR-3 says no', message_fr: 'BR-3 dit non' },
        ],
      },
    });
  });

  it('shows twenty reasons at most', async () => {
    const fault = await inspecting(...Array.from({ length: 30 }, (_, at) => finding(`BR-${at}`, 'error')));
    expect(fault?.error.reasons).toHaveLength(20);
  });
});
