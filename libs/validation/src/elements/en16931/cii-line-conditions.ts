import type { ElementRule } from '../element-rule.js';
import { isVat, LINE, LINE_TOTAL, TRANSACTION } from './cii-parts.js';
import { condition, filled, has, isFilled, isNotNegative, present } from './forms.js';

/** BG-25 to BG-32, without their periods, allowances and charges. */
export const ciiLineConditions: readonly ElementRule[] = [
  present('BR-16', '', `${TRANSACTION}/IncludedSupplyChainTradeLineItem`),
  filled('BR-21', LINE, 'AssociatedDocumentLineDocument/LineID'),
  present('BR-22', LINE, 'SpecifiedLineTradeDelivery/BilledQuantity'),
  present('BR-23', LINE, 'SpecifiedLineTradeDelivery/BilledQuantity/@unitCode'),
  present('BR-24', LINE, LINE_TOTAL),
  filled('BR-25', LINE, 'SpecifiedTradeProduct/Name'),
  present('BR-26', LINE, 'SpecifiedLineTradeAgreement/NetPriceProductTradePrice/ChargeAmount'),
  condition(
    'BR-27',
    LINE,
    {
      take: {
        price: 'SpecifiedLineTradeAgreement/NetPriceProductTradePrice/ChargeAmount',
        line: 'AssociatedDocumentLineDocument/LineID',
      },
    },
    (taken) => taken('price').some(isNotNegative),
    (taken) => ({ line: taken('line')[0]?.trim() ?? '', value: taken('price')[0]?.trim() ?? '–' }),
  ),
  condition(
    'BR-28',
    LINE,
    {
      take: {
        price: 'SpecifiedLineTradeAgreement/GrossPriceProductTradePrice/ChargeAmount',
        line: 'AssociatedDocumentLineDocument/LineID',
      },
    },
    (taken) => !has(taken, 'price') || taken('price').some(isNotNegative),
    (taken) => ({ line: taken('line')[0]?.trim() ?? '', value: taken('price')[0]?.trim() ?? '–' }),
  ),
  condition(
    'BR-54',
    '//ApplicableProductCharacteristic',
    { take: { name: 'Description', value: 'Value' } },
    (taken) => has(taken, 'name') && has(taken, 'value'),
  ),
  condition(
    'BR-64',
    LINE,
    { take: { id: 'SpecifiedTradeProduct/GlobalID', scheme: 'SpecifiedTradeProduct/GlobalID/@schemeID' } },
    (taken) => !has(taken, 'id') || isFilled(taken, 'scheme'),
  ),
  condition(
    'BR-65',
    '//DesignatedProductClassification',
    { take: { code: 'ClassCode', list: 'ClassCode/@listID' } },
    (taken) => !has(taken, 'code') || isFilled(taken, 'list'),
  ),
  condition(
    'BR-CO-04',
    LINE,
    {
      each: {
        of: 'SpecifiedLineTradeSettlement/ApplicableTradeTax',
        take: { type: 'TypeCode', category: 'CategoryCode' },
      },
    },
    (_, taxes) => taxes.some((tax) => isVat(tax) && has(tax, 'category')),
  ),
];
