import { countsInTotals, Decimal, type Line, lineNet, type Said, sum, ZERO } from '@onefacture/invoice';
import { disagreement } from '../rules/en16931/disagreement.js';
import type { Subject } from '../rules/subject.js';
import type { BusinessRule } from './business-rule.js';
import { roundingSlack } from './rounding-slack.js';

const CENT = new Decimal('0.01');
const HALF = new Decimal('0.5');

/** Half of the last place a value is written with; prices have two decimals at the least. */
const halfPlace = (value: Decimal): Decimal => HALF.times(new Decimal(10).pow(-Math.max(2, value.decimalPlaces())));

interface Computed {
  readonly declared: Decimal;
  readonly computed: Decimal;
  readonly off: Decimal;
  /** How far off the amount may be because the price is a rounded one. */
  readonly roundedPrice: Decimal;
}

/** Insurers state a premium with its own tax as amount, and the gross price that makes it: no VAT hangs on it. */
const isAtGrossPrice = (line: Said<Line>, quantity: Decimal, declared: Decimal): boolean => {
  const { tax_category: category = '', gross_price: gross, price_discount: discount } = line;
  if (!['E', 'O', 'Z'].includes(category) || gross === undefined || discount?.greaterThan(0) === true) return false;
  return quantity.times(gross).minus(declared).abs().lessThanOrEqualTo(CENT);
};

const amountsOf = (list: Said<Line>['allowances']) => (list ?? []).map(({ amount = ZERO }) => ({ amount }));

/** A line's amount by its quantity and price; undefined where it does not say enough, or says it in other units. */
const computedLine = (line: Said<Line>): Computed | undefined => {
  const { quantity, unit_price: price, price_base_quantity: base, net_amount: declared } = line;
  if (!countsInTotals(line) || quantity === undefined || price === undefined || declared === undefined)
    return undefined;
  if (base !== undefined && !base.greaterThan(0)) return undefined;
  if (line.price_base_unit !== undefined && line.price_base_unit !== line.unit_code) return undefined;
  const computed = lineNet({
    quantity,
    unit_price: price,
    price_base_quantity: base,
    allowances: amountsOf(line.allowances),
    charges: amountsOf(line.charges),
  });
  if (isAtGrossPrice(line, quantity, declared)) return undefined;
  const roundedPrice = quantity
    .abs()
    .div(base ?? 1)
    .times(halfPlace(price))
    .plus(CENT);
  return { declared, computed, off: declared.minus(computed).abs(), roundedPrice };
};

function* computedLines({ lines }: Subject): Generator<readonly [path: string, line: Computed]> {
  for (const [index, line] of lines.entries()) {
    const computed = computedLine(line);
    if (computed !== undefined) yield [`lines[${index}].net_amount`, computed];
  }
}

const PRODUCT = {
  en: 'quantity × price ÷ base − allowances + charges',
  fr: 'quantité × prix ÷ base − remises + majorations',
};

const net: BusinessRule = {
  id: 'OF-SUM-01',
  terms: ['BT-131', 'BT-129', 'BT-146', 'BT-149'],
  severity: 'error',
  says: {
    en: `Amount of the line (BT-131): declared {declared}, computed {computed} (${PRODUCT.en}), difference {difference}.`,
    fr: `Montant de la ligne (BT-131) : déclaré {declared}, calculé {computed} (${PRODUCT.fr}), écart {difference}.`,
  },
  fix: {
    en: 'Correct the amount, the quantity or the price; a reduction stands as an allowance of the line (BG-27).',
    fr: 'Corrigez le montant, la quantité ou le prix ; une réduction figure comme remise de la ligne (BG-27).',
  },
  check: (subject, _facts, broken) => {
    const slack = roundingSlack(subject);
    for (const [path, { declared, computed, off, roundedPrice }] of computedLines(subject)) {
      if (off.greaterThan(slack) && off.greaterThan(roundedPrice)) broken(path, disagreement(declared, computed));
    }
  },
};

const rounded: BusinessRule = {
  id: 'OF-SUM-02',
  terms: ['BT-131', 'BT-146'],
  severity: 'warning',
  says: {
    en: `Amount of the line (BT-131): declared {declared}, computed {computed}, difference {difference}; the price seems rounded.`,
    fr: `Montant de la ligne (BT-131) : déclaré {declared}, calculé {computed}, écart {difference} ; le prix semble arrondi.`,
  },
  fix: {
    en: 'Give the price with more decimals, or for more units at once (BT-149).',
    fr: 'Donnez le prix avec plus de décimales, ou pour davantage d’unités (BT-149).',
  },
  check: (subject, _facts, broken) => {
    const slack = roundingSlack(subject);
    for (const [path, { declared, computed, off, roundedPrice }] of computedLines(subject)) {
      if (off.greaterThan(slack) && !off.greaterThan(roundedPrice)) broken(path, disagreement(declared, computed));
    }
  },
};

const price: BusinessRule = {
  id: 'OF-SUM-03',
  terms: ['BT-146', 'BT-148', 'BT-147'],
  severity: 'warning',
  says: {
    en: 'Net price (BT-146): declared {declared}, gross price less discount makes {computed}, difference {difference}.',
    fr: 'Prix net (BT-146) : déclaré {declared}, prix brut moins rabais donne {computed}, écart {difference}.',
  },
  check: ({ document: { profile = '' }, lines }, _facts, broken) => {
    // Where an extension gives several discounts of a price, the model holds the first.
    if (profile.startsWith('EXTENDED')) return;
    for (const [index, { unit_price: declared, gross_price: gross, price_discount: discount }] of lines.entries()) {
      if (declared === undefined || gross === undefined || discount === undefined) continue;
      const computed = gross.minus(discount);
      if (declared.minus(computed).abs().greaterThan(CENT)) {
        broken(`lines[${index}].unit_price`, disagreement(declared, computed));
      }
    }
  },
};

interface Share {
  readonly amount?: Decimal;
  readonly base_amount?: Decimal;
  readonly percentage?: Decimal;
}

function* sharesIn(at: string, list: readonly Share[] = []): Generator<readonly [path: string, share: Share]> {
  for (const [index, share] of list.entries()) yield [`${at}[${index}].amount`, share];
}

function* sharesOf({ document, lines }: Subject): Generator<readonly [path: string, share: Share]> {
  yield* sharesIn('allowances', document.allowances);
  yield* sharesIn('charges', document.charges);
  for (const [index, { allowances, charges }] of lines.entries()) {
    yield* sharesIn(`lines[${index}].allowances`, allowances);
    yield* sharesIn(`lines[${index}].charges`, charges);
  }
}

const share: BusinessRule = {
  id: 'OF-SUM-04',
  terms: ['BT-92', 'BT-99', 'BT-136', 'BT-141'],
  severity: 'warning',
  says: {
    en: 'Allowance or charge: declared {declared}, {percentage} % of {base} make {computed}, difference {difference}.',
    fr: 'Remise ou majoration : déclaré {declared}, {percentage} % de {base} font {computed}, écart {difference}.',
  },
  check: (subject, _facts, broken) => {
    for (const [path, { amount, base_amount: base, percentage }] of sharesOf(subject)) {
      if (amount === undefined || base === undefined || percentage === undefined) continue;
      const computed = base.times(percentage).div(100).toDecimalPlaces(2);
      const most = sum([roundingSlack(subject), base.abs().times(halfPlace(percentage)).div(100)]);
      if (!amount.minus(computed).abs().greaterThan(most)) continue;
      const values = { percentage: percentage.toFixed(), base: base.toFixed() };
      broken(path, { ...disagreement(amount, computed), ...values });
    }
  },
};

const base: BusinessRule = {
  id: 'OF-LINE-02',
  terms: ['BT-149'],
  severity: 'error',
  says: {
    en: 'The price is for {value} units (BT-149); a number above 0 is wanted.',
    fr: 'Le prix vaut pour {value} unités (BT-149) ; un nombre supérieur à 0 est attendu.',
  },
  check: ({ lines }, _facts, broken) => {
    for (const [index, { price_base_quantity: value }] of lines.entries()) {
      if (value?.greaterThan(0) === false) broken(`lines[${index}].price_base_quantity`, { value: value.toFixed() });
    }
  },
};

const ids: BusinessRule = {
  id: 'OF-LINE-01',
  terms: ['BT-126'],
  severity: 'error',
  says: {
    en: 'Two lines have the identifier {value}: {first} and this one.',
    fr: 'Deux lignes portent l’identifiant {value} : {first} et celle-ci.',
  },
  fix: { en: 'Number the lines, each once.', fr: 'Numérotez les lignes, chacune une seule fois.' },
  check: ({ lines }, _facts, broken) => {
    const seen = new Map<string, string>();
    for (const [index, { id: value }] of lines.entries()) {
      if (value === undefined) continue;
      const first = seen.get(value);
      if (first === undefined) seen.set(value, `lines[${index}]`);
      else broken(`lines[${index}].id`, { value, first });
    }
  },
};

/** What the members of one line say against each other. */
export const lineAmountRules: readonly BusinessRule[] = [net, rounded, price, share, ids, base];
