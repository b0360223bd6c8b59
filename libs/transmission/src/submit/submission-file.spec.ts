import { createHash } from 'node:crypto';
import type { FrozenDocument } from '@onefacture/invoicing';
import { describe, expect, it } from 'vitest';
import { publicReferences, submissionOf } from './submission-file.js';

const bytes = Buffer.from('<Invoice/>');
const frozen = [{ kind: 'cii', filename: 'F1.xml', bytes }] as unknown as FrozenDocument[];
const attempt = { trackingId: 'c2b7a3c5-5bb2-4f6c-9f07-0a35c6ff8a10', syntax: 'CII' };
const entity = { number: 'F1', sellerSiren: '732829320', buyerSiren: '130025265' };
const body = { name: 'Ville', siret: '13002526500013' };

describe('what a platform is told of an invoice', () => {
  it('is the file and the identity', () => {
    expect(submissionOf(attempt, entity, frozen)).toEqual({
      tracking_id: attempt.trackingId,
      file_name: 'F1.xml',
      media_type: 'application/xml',
      syntax: 'CII',
      processing_rule: 'B2B',
      bytes,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      invoice: { number: 'F1', seller_siren: '732829320', buyer_siren: '130025265' },
    });
    expect(submissionOf(attempt, { ...entity, buyerSiren: null }, frozen).invoice).toEqual({
      number: 'F1',
      seller_siren: '732829320',
    });
  });

  it('is more where public bodies receive', () => {
    const references = publicReferences({ buyer: body, buyer_reference: 'SERV1', order_reference: '1300012345' });
    expect(submissionOf(attempt, entity, frozen, references)).toMatchObject({
      processing_rule: 'B2G',
      invoice: {
        number: 'F1',
        buyer_siren: '130025265',
        buyer_siret: '13002526500013',
        buyer_reference: 'SERV1',
        order_reference: '1300012345',
      },
    });
  });

  it('names no reference that the invoice lacks', () => {
    expect(publicReferences({ buyer: { name: 'Ville' } })).toEqual({});
    expect(publicReferences({ buyer: body })).toEqual({ buyer_siret: '13002526500013' });
  });
});
