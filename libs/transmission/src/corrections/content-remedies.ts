import { bodyOfInvoice, bodyTotals, decimalText, DEFAULT_MENTIONS, ZERO, type Totals } from '@onefacture/invoice';
import type { Correction, Need, Remedy, RemedySubject } from './remedy.js';

const COMPUTED = [
  'lines',
  'allowances',
  'charges',
  'net',
  'tax',
  'gross',
  'due',
] as const satisfies readonly (keyof Totals)[];

/** Totals that are not those of the lines; where all are, what is added or taken off by hand. */
export function recomputeTotals({ invoice }: RemedySubject): Correction | undefined {
  const { totals } = bodyTotals(bodyOfInvoice(invoice));
  const wrong = COMPUTED.filter((name) => !(invoice.totals[name] ?? ZERO).equals(totals[name] ?? ZERO));
  const figure = (name: (typeof COMPUTED)[number]): string => decimalText(totals[name] ?? ZERO, 2);
  if (wrong.length > 0) {
    const list = wrong.map((name) => `${name} ${figure(name)}`).join(', ');
    return {
      patch: { totals: Object.fromEntries(wrong.map((name) => [name, figure(name)])) },
      en: `By the lines the totals are: ${list}.`,
      fr: `D’après les lignes, les totaux sont : ${list}.`,
      ...{ confidence: 'certain', complete: true },
    };
  }
  const sums = `net ${figure('net')}, tax ${figure('tax')}, gross ${figure('gross')}, due ${figure('due')}`;
  const { rounding } = invoice.totals;
  if (rounding !== undefined && !rounding.isZero()) {
    const by = decimalText(rounding, 2);
    return {
      patch: { totals: { rounding: null } },
      en: `The totals are those of the lines (${sums}), with a rounding of ${by} on top, which is taken out.`,
      fr: `Les totaux sont ceux des lignes (${sums}), plus un arrondi de ${by}, qui est retiré.`,
      ...{ confidence: 'check', complete: true },
    };
  }
  return {
    en: `Computed anew by the lines the totals are the same (${sums}): a price, a quantity, a rate or the amount already paid must be what is meant; read the comment.`,
    fr: `Recalculés d’après les lignes, les totaux sont les mêmes (${sums}) : un prix, une quantité, un taux ou l’acompte doit être en cause ; lisez le commentaire.`,
    ...{ confidence: 'check', complete: false },
  };
}

/** The notes that French law wants on every invoice (BR-FR-05), in our words where they are missing. */
export function addMentions({ invoice }: RemedySubject): Correction | undefined {
  const missing = (['PMT', 'PMD', 'AAB'] as const).filter(
    (subject) => !invoice.notes.some((note) => note.subject === subject),
  );
  if (missing.length === 0) return undefined;
  const added = missing.map((subject) => ({ subject, content: DEFAULT_MENTIONS[subject] }));
  return {
    patch: { notes: [...bodyOfInvoice(invoice).notes, ...added] },
    en: `The mandatory notes ${missing.join(', ')} are missing (BR-FR-05) and are added in the statutory words.`,
    fr: `Les mentions obligatoires ${missing.join(', ')} manquent (BR-FR-05) et sont ajoutées dans leur rédaction légale.`,
    ...{ confidence: 'check', complete: true },
  };
}

/** Says the rates of the invoice; which one is right, only the seller knows. */
export function tellRates({ invoice }: RemedySubject): Correction {
  const rates = [...new Set(invoice.vat_breakdown.map(({ tax_rate }) => decimalText(tax_rate ?? ZERO)))].join(', ');
  return {
    needs: [
      {
        field: 'lines',
        message: 'the lines with the right tax_rate and tax_category (an array replaces the array)',
        message_fr: 'les lignes avec le bon tax_rate et la bonne tax_category (un tableau remplace le tableau)',
      },
    ],
    en: `A VAT rate is contested; the invoice has ${rates} %. Which one is right is not told.`,
    fr: `Un taux de TVA est contesté ; la facture porte ${rates} %. Le bon taux n’est pas indiqué.`,
    ...{ confidence: 'check', complete: false },
  };
}

/** A member the caller has to fill in or correct; its present value is told. */
export function wanted(
  member: 'order_reference' | 'contract_reference' | 'payment_terms',
  en: string,
  fr: string,
): Remedy {
  return ({ invoice }) => {
    const now = invoice[member];
    const need: Need = {
      field: member,
      message: now === undefined ? `is missing: ${en}` : `is ${now}: ${en}`,
      message_fr: now === undefined ? `absent : ${fr}` : `vaut ${now} : ${fr}`,
    };
    return {
      needs: [need],
      en: `${member} ${need.message}.`,
      fr: `${member} ${need.message_fr}.`,
      ...{ confidence: 'check', complete: false },
    };
  };
}
