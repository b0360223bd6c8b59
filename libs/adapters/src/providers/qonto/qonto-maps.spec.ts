import { REASONS } from '@onefacture/invoice';
import { describe, expect, it } from 'vitest';
import { PlatformFault } from '../../ports/platform-fault.js';
import { explained, QONTO_ERRORS } from './error-table.js';
import { flowIdOf, thingOf } from './flow-ids.js';
import { acknowledgementOf, reportedStatuses, wasSent } from './invoice-flows.js';
import { officialReason } from './reason-map.js';
import { officialStatus, QONTO_ACKNOWLEDGEMENTS, QONTO_STATUSES } from './status-map.js';
import { clientInvoiceSchema, settingsSchema, supplierInvoiceSchema } from './wire.js';

const invoice = (over: object = {}) => clientInvoiceSchema.parse({ id: 'i', number: 'Q-1', ...over });

describe("Qonto's lifecycle codes", () => {
  it.each(Array.from({ length: 15 }, (_, index) => String(200 + index)))('%s is itself', (code) => {
    expect(officialStatus(code)).toBe(code);
  });

  it('are fifteen; another number has no official code', () => {
    expect(QONTO_STATUSES.size).toBe(15);
    for (const code of ['', '199', '215', '299', 'approved']) expect(officialStatus(code)).toBeUndefined();
  });
});

describe("Qonto's words for the way of an e-invoice", () => {
  it.each([
    ['pending', 'Pending'],
    ['submitted', 'Ok'],
    ['approved', 'Ok'],
    ['declined', 'Ok'],
    ['submission_failed', 'Error'],
  ])('%s is the acknowledgement %s', (einvoicing_status, status) => {
    expect(acknowledgementOf(invoice({ einvoicing_status })).status).toBe(status);
  });

  it('are five; others are kept, none is waiting', () => {
    expect(Object.keys(QONTO_ACKNOWLEDGEMENTS)).toHaveLength(5);
    for (const einvoicing_status of ['not_delivered', 'constructor']) {
      expect(acknowledgementOf(invoice({ einvoicing_status }))).toEqual({ status: einvoicing_status, details: [] });
    }
    expect(acknowledgementOf(invoice()).status).toBe('Pending');
  });

  it('an invoice without one, and without events, was not sent', () => {
    expect(wasSent(invoice())).toBe(false);
    expect(wasSent(invoice({ einvoicing_status: null, einvoicing_lifecycle_events: null }))).toBe(false);
    expect(wasSent(invoice({ einvoicing_status: 'pending' }))).toBe(true);
    expect(wasSent(invoice({ einvoicing_lifecycle_events: [{ status_code: 200 }] }))).toBe(true);
  });
});

describe("Qonto's reasons", () => {
  it.each(Object.keys(REASONS))('%s is official, in whatever case', (code) => {
    expect(officialReason(code)).toBe(code);
    expect(officialReason(` ${code.toLowerCase()} `)).toBe(code);
  });

  it.each(['', 'other', 'Taux de TVA erroné', 'constructor'])('"%s" is a word', (reason) => {
    expect(officialReason(reason)).toBeUndefined();
  });
});

describe('lifecycle events', () => {
  it('stand in their order of time; one without code or date is left out', () => {
    const events = [
      { status_code: '210', reason: 'AUTRE', timestamp: '2026-03-03T10:00:00+01:00' },
      { status_code: 200, timestamp: '2026-03-01T10:00:00.123456Z', more: 1 },
      { timestamp: '2026-03-02T10:00:00Z' },
      { status_code: 203 },
      'text',
    ];
    const told = reportedStatuses('client_invoice', invoice({ einvoicing_lifecycle_events: events }));
    expect(told).toEqual([
      { flow_id: 'i', code: '200', word: '200', at: '2026-03-01T10:00:00.123Z', raw: events[1] },
      {
        flow_id: 'i',
        code: '210',
        word: '210',
        at: '2026-03-03T09:00:00.000Z',
        reason_code: 'AUTRE',
        reason: 'AUTRE',
        raw: events[0],
      },
    ]);
  });
});

const fault = (httpStatus: number) =>
  new PlatformFault('rejected', { platform: 'qonto', sent: 'maybe', detail: 'Refused.', httpStatus });

describe("Qonto's refusals", () => {
  it.each([
    ['import', 413, 'FILE_TOO_LARGE'],
    ['import', 422, 'FILE_NOT_TAKEN'],
    ['send', 403, 'EINVOICING_NOT_ALLOWED'],
    ['send', 422, 'EINVOICING_NOT_POSSIBLE'],
  ] as const)('%s %i is explained as %s', (step, status, code) => {
    const told = explained(fault(status), step);
    expect(told).toMatchObject({ fault: 'rejected', httpStatus: status, sent: 'maybe', reasons: [{ code }] });
    expect(told).toHaveProperty('message', expect.stringMatching(/^Refused\. \w/));
  });

  it('others stand as they are, and there is no row that is not tried here', () => {
    for (const [step, status] of [
      ['import', 403],
      ['send', 413],
      ['send', 404],
    ] as const) {
      const given = fault(status);
      expect(explained(given, step)).toBe(given);
    }
    const defect = new TypeError('ours');
    expect(explained(defect, 'send')).toBe(defect);
    expect(QONTO_ERRORS).toHaveLength(4);
  });
});

describe('the wire', () => {
  it('reads the settings with and without their envelope', () => {
    const settings = { sending_status: 'enabled', receiving_status: 'disabled' };
    expect(settingsSchema.parse({ einvoicing_settings: settings })).toEqual(settings);
    expect(settingsSchema.parse(settings)).toEqual(settings);
  });

  it('bears nulls and unknown kinds', () => {
    const odd = { id: 'i', is_einvoice: 'yes', attachment_id: null, file_name: 7, updated_at: '2026-03-01T10:00:00' };
    expect(supplierInvoiceSchema.parse(odd)).toMatchObject({ id: 'i', updated_at: '2026-03-01T10:00:00.000Z' });
    expect(supplierInvoiceSchema.parse(odd).attachment_id).toBeUndefined();
    expect(supplierInvoiceSchema.safeParse({ ...odd, updated_at: null }).success).toBe(false);
  });

  it('flow ids are bare for clients and tell suppliers apart', () => {
    for (const kind of ['client_invoice', 'supplier_invoice'] as const) {
      expect(thingOf(flowIdOf({ kind, id: '42' }))).toEqual({ kind, id: '42' });
    }
    expect(flowIdOf({ kind: 'client_invoice', id: '42' })).toBe('42');
  });
});
