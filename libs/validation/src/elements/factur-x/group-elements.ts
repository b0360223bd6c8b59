import { DUTY_TYPES } from '@onefacture/invoice';
import { GROUP, groupConditions } from '../en16931/cii-totals-conditions.js';
import { condition, has } from '../en16931/forms.js';
import type { ElementRule, Taken } from '../element-rule.js';

/** UNTDID 5153, or nothing: the list of the profile tells which of them it may be. */
const isTax = (group: Taken): boolean =>
  group('type').every((type) => type === '' || type.toUpperCase() === 'VAT' || DUTY_TYPES.has(type));

/** What Factur-X asks of a group of the breakdown as EN 16931 does: of every one, whatever its category or tax. */
export const facturxGroups: readonly ElementRule[] = [
  ...groupConditions(() => true, isTax),
  condition(
    'BR-CO-03',
    GROUP,
    { take: { date: 'TaxPointDate', code: 'DueDateTypeCode' } },
    (group) => !has(group, 'date') || !has(group, 'code'),
  ),
];
