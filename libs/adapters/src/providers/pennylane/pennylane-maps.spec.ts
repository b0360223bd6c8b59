import { REASONS } from '@onefacture/invoice';
import { describe, expect, it } from 'vitest';
import { PlatformFault } from '../../ports/platform-fault.js';
import { meaningOf, PENNYLANE_ERRORS } from './error-table.js';
import { flowIdOf, thingOf } from './flow-ids.js';
import { officialReason, PENNYLANE_ANSWERS, PENNYLANE_REASONS, pennylaneReason } from './reason-map.js';
import { officialStatus, PENNYLANE_STATUSES } from './status-map.js';

describe("Pennylane's status words", () => {
  it.each([
    ['submitted', '200'],
    ['sent', '201'],
    ['approved', '202'],
    ['accepted', '205'],
    ['in_dispute', '207'],
    ['refused', '210'],
    ['collected', '212'],
    ['partially_collected', '212'],
    ['rejected', '213'],
  ])('%s is %s', (word, code) => {
    expect(officialStatus(word)).toBe(code);
  });

  it('are nine; another word has no code', () => {
    expect(Object.keys(PENNYLANE_STATUSES)).toHaveLength(9);
    for (const word of ['', 'Approved', 'constructor', 'toString', 'archived']) {
      expect(officialStatus(word)).toBeUndefined();
    }
  });
});

describe("Pennylane's reasons", () => {
  it.each([
    ['incorrect_vat_rate', 'TX_TVA_ERR'],
    ['incorrect_unit_prices', 'PU_ERR'],
    ['incorrect_billed_quantity', 'QTE_ERR'],
    ['incorrect_billed_item', 'ART_ERR'],
    ['defective_delivered_item', 'QUALITE_ERR'],
    ['delivery_issue', 'LIVR_INCOMP'],
    ['bank_details_error', 'COORD_BANC_ERR'],
    ['incorrect_payment_terms', 'MODPAI_ERR'],
    ['missing_legal_notice', 'NON_CONFORME'],
    ['missing_contractual_reference', 'REF_CT_ABSENT'],
    ['recipient_error', 'DEST_ERR'],
    ['contract_completed', 'CONTRAT_TERM'],
    ['duplicate_invoice', 'DOUBLON'],
    ['incorrect_prices', 'MONTANTTOTAL_ERR'],
    ['non_compliant_invoice', 'AUTRE'],
  ])('%s is %s', (word, code) => {
    expect(officialReason(word)).toBe(code);
    expect(REASONS).toHaveProperty(code);
  });

  it('are fifteen; another word has no code', () => {
    expect(Object.keys(PENNYLANE_REASONS)).toHaveLength(15);
    expect(officialReason('constructor')).toBeUndefined();
  });
});

describe('answers to a received invoice', () => {
  it.each([
    ['205', 'approved', 0],
    ['207', 'disputed', 11],
    ['210', 'refused', 6],
  ])('%s is said as %s', (code, status, reasons) => {
    expect(PENNYLANE_ANSWERS[code]).toMatchObject({ status });
    expect(PENNYLANE_ANSWERS[code]?.reasons).toHaveLength(reasons);
  });

  it('no other code is', () => {
    expect(Object.keys(PENNYLANE_ANSWERS)).toEqual(['205', '207', '210']);
  });

  it('each reason of an answer is found again by its official code, within that answer only', () => {
    for (const answer of Object.values(PENNYLANE_ANSWERS)) {
      const official = answer.reasons.map((word) => officialReason(word) ?? '');
      expect(new Set(official).size).toBe(answer.reasons.length);
      expect(official.map((code) => pennylaneReason(answer, code))).toEqual(answer.reasons);
    }
    expect(pennylaneReason(PENNYLANE_ANSWERS['210']!, 'QTE_ERR')).toBeUndefined();
    expect(pennylaneReason(PENNYLANE_ANSWERS['207']!, 'DOUBLON')).toBeUndefined();
  });
});

const fault = (httpStatus: number, message = '') =>
  new PlatformFault('rejected', {
    platform: 'pennylane',
    sent: 'maybe',
    detail: 'refused',
    httpStatus,
    reasons: [{ level: 'Error', code: 'error', message }],
  });

describe("Pennylane's refusals", () => {
  it.each([
    ['import', 409, '', 'already_held'],
    ['import', 422, 'External reference already exists', 'already_held'],
    ['import', 422, 'Cette facture existe déjà', 'already_held'],
    ['import', 422, 'Duplicate invoice', 'already_held'],
    ['import', 422, 'The file is not a Factur-X', undefined],
    ['import', 400, 'already', undefined],
    ['changes', 400, 'cursor is invalid', 'out_of_retention'],
    ['changes', 404, '', 'out_of_retention'],
    ['changes', 422, '', 'out_of_retention'],
    ['changes', 409, '', undefined],
    ['answer', 409, '', 'already_answered'],
    ['answer', 422, 'Invalid transition', 'already_answered'],
    ['answer', 404, '', undefined],
  ] as const)('%s %i "%s" means %s', (about, status, says, means) => {
    expect(meaningOf(fault(status, says), about)).toBe(means);
  });

  it('has no row that is not tried here', () => {
    expect(PENNYLANE_ERRORS).toHaveLength(7);
  });
});

describe('flow ids', () => {
  it('are bare for customers and tell suppliers apart', () => {
    for (const collection of ['customer_invoices', 'supplier_invoices'] as const) {
      expect(thingOf(flowIdOf({ collection, id: '42' }))).toEqual({ collection, id: '42' });
    }
    expect(flowIdOf({ collection: 'customer_invoices', id: '42' })).toBe('42');
  });
});
