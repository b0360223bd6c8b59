import { describe, expect, it } from 'vitest';
import { OperatorSettings } from './operator.settings.js';

const WHOLE = {
  ONEFACTURE_OPERATOR_NAME: 'Onefacture SAS',
  ONEFACTURE_OPERATOR_SIREN: '732829320',
  ONEFACTURE_OPERATOR_ADDRESS_LINE1: '1 rue Cler',
  ONEFACTURE_OPERATOR_POSTAL_CODE: '75007',
  ONEFACTURE_OPERATOR_CITY: 'Paris',
};

describe(OperatorSettings.name, () => {
  it('is nobody until it is whole', () => {
    expect(OperatorSettings.from().known).toBe(false);
    expect(OperatorSettings.from({ ONEFACTURE_OPERATOR_EMAIL: 'billing@onefacture.example' }).known).toBe(false);
    expect(OperatorSettings.from(WHOLE)).toMatchObject({ known: true, country: 'FR', vatNumber: undefined });
  });

  it.each(Object.keys(WHOLE))('misses %s beside the others', (name) => {
    expect(() => OperatorSettings.from({ ...WHOLE, [name]: '' })).toThrow(new RegExp(`${name}: got nothing`));
  });
});
