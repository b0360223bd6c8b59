import type { ElementRule } from '../element-rule.js';
import { isVat, LINE } from './ubl-parts.js';
import { condition, filled, has, isNotNegative, present } from './forms.js';

/** BG-25 to BG-32, without their periods, allowances and charges. */
export const ublLineConditions: readonly ElementRule[] = [
  present('BR-16', '', ['InvoiceLine', 'CreditNoteLine']),
  filled('BR-21', LINE, 'ID'),
  present('BR-22', LINE, ['InvoicedQuantity', 'CreditedQuantity']),
  present('BR-23', LINE, ['InvoicedQuantity/@unitCode', 'CreditedQuantity/@unitCode']),
  present('BR-24', LINE, 'LineExtensionAmount'),
  filled('BR-25', LINE, 'Item/Name'),
  present('BR-26', LINE, 'Price/PriceAmount'),
  condition(
    'BR-27',
    LINE,
    { take: { price: 'Price/PriceAmount', line: 'ID' } },
    (taken) => taken('price').some(isNotNegative),
    (taken) => ({ line: taken('line')[0]?.trim() ?? '', value: taken('price')[0]?.trim() ?? '–' }),
  ),
  condition(
    'BR-28',
    LINE,
    { take: { price: 'Price/AllowanceCharge/BaseAmount', line: 'ID' } },
    (taken) => !has(taken, 'price') || taken('price').some(isNotNegative),
    (taken) => ({ line: taken('line')[0]?.trim() ?? '', value: taken('price')[0]?.trim() ?? '–' }),
  ),
  condition(
    'BR-54',
    '//AdditionalItemProperty',
    { take: { name: 'Name', value: 'Value' } },
    (taken) => has(taken, 'name') && has(taken, 'value'),
  ),
  present('BR-64', `${LINE}/Item/StandardItemIdentification/ID`, '@schemeID'),
  present('BR-65', `${LINE}/Item/CommodityClassification/ItemClassificationCode`, '@listID'),
  condition(
    'BR-CO-04',
    LINE,
    { each: { of: 'Item/ClassifiedTaxCategory', take: { scheme: 'TaxScheme/ID', category: 'ID' } } },
    (_, categories) => categories.some((one) => isVat(one) && has(one, 'category')),
  ),
];
