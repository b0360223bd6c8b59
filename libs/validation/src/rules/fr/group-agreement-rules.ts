import { Decimal, decimalText, type Line, type Said, sum } from '@onefacture/invoice';
import type { Rule } from '../rule.js';
import type { Subject } from '../subject.js';
import { lastOf } from '../../last-of.js';
import { french, legalId } from './french-rule.js';
import { isGrouped, lineGroups, numberOf } from './line-groups.js';

const CENT = new Decimal('0.01');

const shown = (amount: Decimal | undefined): string =>
  amount === undefined ? '' : decimalText(amount, Math.max(2, amount.decimalPlaces()));

/** The two amounts of a sentence and what is between them. */
const compared = (declared: Decimal | undefined, computed: Decimal) => ({
  declared: shown(declared),
  computed: shown(computed),
  difference: shown(declared?.minus(computed).abs()),
});

const agrees = (declared: Decimal | undefined, computed: Decimal, tolerance: Decimal): boolean =>
  declared?.minus(computed).abs().lessThanOrEqualTo(tolerance) === true;

const net = french({
  ids: 'BR-FR-MV-05_EXT-FR-FE-BG-12',
  terms: ['BT-131'],
  says: {
    en: 'The net amount of group {line} is not the sum of its lines: declared {declared}, computed {computed}, difference {difference}.',
    fr: 'Le montant hors taxe du groupe {line} n’est pas la somme de ses lignes : déclaré {declared}, calculé {computed}, écart {difference}.',
  },
  check: (subject, broken) => {
    if (!isGrouped(subject)) return;
    const { tops, childrenOf } = lineGroups(subject);
    for (const { line, at, name } of tops) {
      const parts = childrenOf(line).filter(({ kind }) => kind !== undefined && kind !== 'INFORMATION');
      const amounts = parts.flatMap(({ net_amount }) => net_amount ?? []);
      const computed = sum(amounts);
      if (agrees(line.net_amount, computed, CENT.times(amounts.length))) continue;
      broken(`${at}.net_amount`, { line: name, ...compared(line.net_amount, computed) });
    }
  },
});

/** A rule that a line has a value, and the one of the line it belongs to. */
const inherited = (
  id: string,
  term: string,
  member: string,
  [en, fr]: readonly [string, string],
  read: (line: Said<Line>) => string,
): readonly Rule[] =>
  french({
    ids: id,
    terms: [term],
    says: {
      en: `Line {line} must name ${en} (${term}), that of the line it belongs to, "{wanted}"; found "{value}".`,
      fr: `La ligne {line} doit indiquer ${fr} (${term}), comme sa ligne parente, « {wanted} » ; trouvé : « {value} ».`,
    },
    check: (subject, broken) => {
      if (!isGrouped(subject)) return;
      const { lines, byId } = lineGroups(subject);
      for (const { line, at, name } of lines) {
        const value = read(line);
        const parent = line.parent_id === undefined ? line : byId.get(line.parent_id);
        const wanted = parent === undefined ? '' : read(parent);
        if (value === '' || value !== wanted) broken(`${at}.${member}`, { line: name, wanted, value });
      }
    },
  });

/** VAT of the breakdown by the number that begins its reason, found in one pass. */
const vatByNumber = lastOf(({ document: { vat_breakdown: groups = [] } }: Subject) => {
  const byNumber = new Map<string, Decimal>();
  for (const { exemption_reason: reason = '', tax_amount: tax } of groups) {
    const number = /^#([^#]*)#/.exec(reason)?.[1];
    if (number !== undefined && tax !== undefined) {
      byNumber.set(number, (byNumber.get(number) ?? new Decimal(0)).plus(tax));
    }
  }
  return byNumber;
});

const vat = french({
  ids: 'BR-FR-MV-09_EXT-FR-FE-181',
  terms: ['EXT-FR-FE-181', 'BT-117'],
  says: {
    en: 'The VAT of group {line} is not that of the breakdown under #{number}#: declared {declared}, computed {computed}, difference {difference}.',
    fr: 'La TVA du groupe {line} n’est pas celle de la ventilation sous #{number}# : déclaré {declared}, calculé {computed}, écart {difference}.',
  },
  check: (subject, broken) => {
    if (!isGrouped(subject)) return;
    for (const { line, at, name } of lineGroups(subject).tops) {
      const number = numberOf(line);
      const computed = vatByNumber(subject).get(number) ?? new Decimal(0);
      if (agrees(line.tax_amount, computed, CENT)) continue;
      broken(`${at}.tax_amount`, { line: name, number, ...compared(line.tax_amount, computed) });
    }
  },
});

const gross = french({
  ids: 'BR-FR-MV-10_EXT-FR-FE-184',
  terms: ['EXT-FR-FE-184'],
  says: {
    en: 'Group {line} with VAT is not its net amount and its VAT: declared {declared}, computed {computed}, difference {difference}.',
    fr: 'Le total avec TVA du groupe {line} n’est pas le hors taxe plus la TVA : déclaré {declared}, calculé {computed}, écart {difference}.',
  },
  check: (subject, broken) => {
    if (!isGrouped(subject)) return;
    const { tops, childrenOf } = lineGroups(subject);
    for (const { line, at, name } of tops) {
      const { gross_amount: declared, net_amount: own, tax_amount: tax } = line;
      if (declared === undefined) continue;
      const details = childrenOf(line).filter(({ kind }) => kind === 'DETAIL').length;
      const computed = sum([own, tax].flatMap((amount) => amount ?? []));
      const complete = own !== undefined && tax !== undefined;
      if (complete && agrees(declared, computed, CENT.times(details))) continue;
      broken(`${at}.gross_amount`, { line: name, ...compared(declared, computed) });
    }
  },
});

const ownNumber = french({
  ids: 'BR-FR-MV-11_BT-128',
  terms: ['BT-128', 'BT-1'],
  says: {
    en: 'One group of the seller’s lines, and no other, carries the number of the invoice, "{number}"; {count} do. Group {line} carries "{value}".',
    fr: 'Un seul groupe de lignes du vendeur porte le numéro de la facture, « {number} » ; {count} le portent. Le groupe {line} porte « {value} ».',
  },
  check: (subject, broken) => {
    if (!isGrouped(subject)) return;
    const { seller, number = '' } = subject.document;
    const own = lineGroups(subject).tops.filter(
      ({ line }) => legalId(seller) !== '' && legalId(line.seller) === legalId(seller),
    );
    const count = own.filter(({ line }) => numberOf(line) === number).length;
    if (count === 1) return;
    for (const { line, at, name } of own) {
      const value = numberOf(line);
      if (count > 1 && value !== number) continue;
      broken(`${at}.invoiced_objects`, { line: name, number, count: String(count), value });
    }
  },
});

/** References of a line in the order of CII, where any of them may already say the number of a later group. */
const referencesIn = (line: Said<Line>, { syntax }: Subject): readonly (string | undefined)[] =>
  syntax === 'UBL'
    ? []
    : [
        line.order_reference,
        line.despatch_advice_reference,
        line.receiving_advice_reference,
        ...(line.preceding_invoices ?? []).map(({ number }) => number),
        ...(line.attachments ?? []).map(({ id }) => id),
      ];

const numbersIn = (line: Said<Line>, { syntax }: Subject): readonly (string | undefined)[] =>
  (line.invoiced_objects ?? []).filter(({ scheme }) => syntax === 'CII' || scheme === 'AFL').map(({ value }) => value);

const repeated = french({
  ids: 'BR-FR-MV-12_BT-128',
  terms: ['BT-128'],
  says: {
    en: 'Group {line} has the invoice number "{value}", which stands before it already; each group has its own and comes before its lines.',
    fr: 'Le groupe {line} porte le numéro « {value} », déjà présent plus haut ; chaque groupe a le sien et précède ses lignes.',
  },
  check: (subject, broken) => {
    if (!isGrouped(subject)) return;
    const { lines, tops } = lineGroups(subject);
    const groups = new Set(tops);
    const seen = new Set<string | undefined>();
    for (const placed of lines) {
      const { line, at, name } = placed;
      for (const reference of referencesIn(line, subject)) seen.add(reference);
      const value = numberOf(line);
      if (groups.has(placed) && value !== '' && seen.has(value)) {
        broken(`${at}.invoiced_objects`, { line: name, value });
      }
      for (const number of numbersIn(line, subject)) seen.add(number);
    }
  },
});

/** BR-FR-MV-05 to -07 and -09 to -12: what the groups of lines say agrees. */
export const groupAgreementRules: readonly Rule[] = [
  ...net,
  ...inherited(
    'BR-FR-MV-06_EXT-FR-FE-167',
    'EXT-FR-FE-167',
    'seller.siren',
    ['the SIREN of its seller', 'le SIREN du vendeur'],
    ({ seller }) => legalId(seller),
  ),
  ...inherited(
    'BR-FR-MV-07_BT-128',
    'BT-128',
    'invoiced_objects',
    ['the number of its sub-invoice, as an object of scheme AFL', 'le numéro de sa sous-facture, objet de schéma AFL'],
    numberOf,
  ),
  ...vat,
  ...gross,
  ...ownNumber,
  ...repeated,
];
