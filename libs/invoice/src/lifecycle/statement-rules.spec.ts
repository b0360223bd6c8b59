import { describe, expect, it } from 'vitest';
import { LIFECYCLE_CODES } from './codes.js';
import { BUYER_SIDE, LIFECYCLE_ROLES, SELLER_SIDE } from './lifecycle-role.js';
import { PUBLIC_SECTOR_REFUSALS, REASONS, REASONS_OF_CODE } from './reasons.js';
import { ACTION_CODES, CHARACTERISTIC_TYPES } from './statement-codes.js';
import { STATEMENT_RULES } from './statement-rules.js';

const rules = [...STATEMENT_RULES.values()];
const codesWhere = (test: (rule: (typeof rules)[number]) => boolean) =>
  rules
    .filter(test)
    .map(({ code }) => code)
    .toSorted();

const used = (phase: string) => rules.flatMap((rule) => (rule.phase === phase ? (rule.status_code ?? []) : []));

describe('the rules of the lifecycle codes', () => {
  it('cover every code that has a name, once', () => {
    expect([...STATEMENT_RULES.keys()].toSorted()).toEqual([...LIFECYCLE_CODES.keys()].toSorted());
    expect(rules).toHaveLength(31);
  });

  it('put a code in the phase that its table says', () => {
    for (const { code, phase } of rules) {
      const expected = LIFECYCLE_CODES.get(code)?.phase === 'transmission' ? '305' : '23';
      expect({ code, phase }).toEqual({ code, phase: expected });
    }
    expect(codesWhere(({ phase }) => phase === '23')).toEqual(
      '204 205 206 207 208 209 210 211 212 214 220 224 225 226 227 228'.split(' '),
    );
  });

  it('give each phase the UNTDID 1373 codes of BR-FR-CDV-CL-05', () => {
    expect(used('305')).toEqual(['10', '51', '43', '48', '8']);
    expect(new Set(used('23'))).toEqual(new Set(['45', '1', '49', '46', '39', '37', '50', '47', '5']));
  });

  it('let platforms speak in one phase and parties in the other', () => {
    for (const { code, phase, issuers, recipients } of rules) {
      const byPlatform = phase === '305';
      expect({ code, byPlatform: issuers.every((role) => role === 'WK' || role === 'DFH') }).toEqual({
        code,
        byPlatform,
      });
      expect(recipients.length).toBeGreaterThan(0);
      expect(recipients.every((role) => role in LIFECYCLE_ROLES)).toBe(true);
    }
  });

  it('tell the tax portal four codes and keep undisclosed factoring from the buyer', () => {
    expect(codesWhere(({ tax_portal }) => tax_portal !== 'never')).toEqual(['200', '210', '212', '213']);
    expect(STATEMENT_RULES.get('226')?.recipients).toEqual(['DL']);
    expect(SELLER_SIDE.filter((role) => BUYER_SIDE.includes(role))).toEqual([]);
  });

  it('want a reason only where one may be given', () => {
    const required = codesWhere(({ reason_required }) => reason_required);
    expect(required).toEqual(['206', '207', '208', '210', '213', '251', '301', '401', '501', '601']);
    expect(required.filter((code) => STATEMENT_RULES.get(code)?.reasons.length === 0)).toEqual([]);
    expect(codesWhere(({ comment_required }) => comment_required)).toEqual(['208', '210']);
  });
});

describe('the code tables of statements', () => {
  it('explain every reason in both languages, and list none twice', () => {
    for (const [code, reasons] of Object.entries(REASONS_OF_CODE)) {
      expect({ code, unexplained: reasons.filter((reason) => !(reason in REASONS)) }).toEqual({
        code,
        unexplained: [],
      });
      expect(new Set(reasons).size).toBe(reasons.length);
      expect(STATEMENT_RULES.has(code)).toBe(true);
    }
    expect(PUBLIC_SECTOR_REFUSALS.filter((reason) => REASONS_OF_CODE['210']?.includes(reason))).toEqual([]);
  });

  it('have names in both languages', () => {
    const terms = [LIFECYCLE_ROLES, ACTION_CODES, CHARACTERISTIC_TYPES].flatMap((table) => Object.values(table));
    expect(terms.filter(({ en, fr }) => en === '' || fr === '' || en === fr)).toEqual([]);
    expect(Object.keys(ACTION_CODES)).toHaveLength(7);
    expect(Object.keys(CHARACTERISTIC_TYPES)).toHaveLength(14);
  });

  it('tie a payment to its code', () => {
    const figures = rules.flatMap(({ code, figure }) => (figure === undefined ? [] : [[code, figure]]));
    expect(figures).toEqual([
      ['211', 'MPA'],
      ['212', 'MEN'],
      ['227', 'CBB'],
    ]);
    for (const [code, figure = ''] of figures) {
      expect([undefined, code]).toContain(CHARACTERISTIC_TYPES[figure]?.only);
    }
  });
});
