import { describe, expect, it } from 'vitest';
import { b2gFaults, MAX_FILE_BYTES, type RecipientNeeds } from './b2g-faults.js';

const nothing = { commitment: false, service_code: false, either: false };
const identity = { number: 'F1', seller_siren: '732829320', buyer_siret: '13002526500013' };
const codes = (over: object, needs?: RecipientNeeds, file: object = {}): string[] =>
  b2gFaults({ bytes: new Uint8Array(10), syntax: 'CII', invoice: { ...identity, ...over }, ...file }, needs).map(
    ({ code }) => code,
  );

describe('the rules for public bodies', () => {
  it('find nothing on what a body wants', () => {
    expect(codes({})).toEqual([]);
    expect(codes({}, nothing)).toEqual([]);
    const given = { buyer_reference: 'SERV1', order_reference: '1300012345' };
    expect(codes(given, { commitment: true, service_code: true, either: true })).toEqual([]);
  });

  it.each([undefined, '', '130025265', '1300252650001X'])('the SIRET %s is not one', (buyer_siret) => {
    const { buyer_siret: _, ...rest } = identity;
    const invoice = buyer_siret === undefined ? rest : { ...rest, buyer_siret };
    const faults = b2gFaults({ bytes: new Uint8Array(10), syntax: 'CII', invoice }, nothing);
    expect(faults).toMatchObject([{ level: 'Error', code: 'SIRET_ERR', item: 'BT-46' }]);
  });

  it('a SIRET that Chorus Pro does not know', () => {
    expect(codes({}, 'not_listed')).toEqual(['DEST_INC']);
  });

  it.each([
    [{ service_code: true }, {}, ['CODE_ROUTAGE_ERR']],
    [{ service_code: true }, { buyer_reference: ' ' }, ['CODE_ROUTAGE_ERR']],
    [{ service_code: true }, { buyer_reference: 'SERV1' }, []],
    [{ commitment: true }, { buyer_reference: 'SERV1' }, ['CMD_ERR']],
    [{ commitment: true }, { order_reference: '1300012345' }, []],
    [{ commitment: true, service_code: true }, {}, ['CODE_ROUTAGE_ERR', 'CMD_ERR']],
    [{ either: true }, {}, ['CMD_ERR']],
    [{ either: true }, { buyer_reference: 'SERV1' }, []],
    [{ either: true }, { order_reference: '1300012345' }, []],
  ])('a body that wants %j, an invoice that gives %j: %j', (wanted, given, expected) => {
    expect(codes(given, { ...nothing, ...wanted })).toEqual(expected);
  });

  it('a file of 30 MB passes, one byte more does not', () => {
    expect(codes({}, nothing, { bytes: { byteLength: MAX_FILE_BYTES } })).toEqual([]);
    expect(codes({}, nothing, { bytes: { byteLength: MAX_FILE_BYTES + 1 } })).toEqual(['FILE_SIZE']);
  });

  it('no lifecycle message goes as a flow', () => {
    expect(codes({}, nothing, { syntax: 'CDAR' })).toEqual(['SYNTAX']);
  });
});
