import { accountingTax, exchangeRate, type Recorder } from './accounting-currency.js';
import { BILLING_FRAMES, SERVICE_UNITS } from './codes/billing-frames.js';
import { EXEMPTION_BY_CATEGORY, EXEMPTION_REASON_BY_CODE } from './codes/vat.js';
import { bodyTotals, unitPrice, type InvoiceBody } from './body/body-amounts.js';
import { NOTE_WORDS } from './body/reference-schema.js';
import type { CompanySettings } from './company-settings.js';
import { FRENCH_SCHEME } from './identifiers/electronic-address.js';
import { frenchVatNumber } from './identifiers/vat-number.js';
import type {
  Derivation,
  ElectronicAddress,
  Invoice,
  Line,
  Note,
  Party,
  PaymentMeans,
  VatBreakdown,
  VatCategory,
} from './invoice.js';
import { decimalText } from './money.js';
import { carries } from './profiles.js';
import { countsInTotals, vatKey } from './totals.js';

/** Statutory wording for the three notes of BR-FR-05, used when neither invoice nor settings have their own. */
export const DEFAULT_MENTIONS = {
  PMT: 'En cas de retard de paiement, une indemnité forfaitaire de 40 euros pour frais de recouvrement est due de plein droit (articles L. 441-10 et D. 441-5 du code de commerce).',
  PMD: 'Tout retard de paiement rend exigibles, sans rappel, dès le lendemain de la date d’échéance, des pénalités au taux de la Banque centrale européenne pour son opération de refinancement la plus récente, majoré de 10 points de pourcentage (article L. 441-10 du code de commerce).',
  AAB: 'Aucun escompte n’est accordé en cas de paiement anticipé.',
} as const;

/** BT-20 when neither a due date nor terms are known: the period that applies when parties agreed on nothing. */
export const DEFAULT_PAYMENT_TERMS =
  'Paiement à trente jours à compter de la réception des marchandises ou de l’exécution de la prestation (article L. 441-10 du code de commerce).';

const MENTION_REASONS = {
  PMT: 'French invoices must state the 40 € recovery fee (BR-FR-05, art. L. 441-9 and L. 441-10 code de commerce)',
  PMD: 'French invoices must state the penalties for late payment (BR-FR-05, art. L. 441-9 and L. 441-10 code de commerce)',
  AAB: 'French invoices must state the discount for early payment, or that there is none (BR-FR-05, art. L. 441-9 code de commerce)',
} as const;

/** What completion may draw on besides the body. */
export interface CompletionContext {
  /** Settings of the company that sells; without them only law and computation fill in. */
  readonly seller?: CompanySettings | undefined;
}

/**
 * Makes the full invoice: computed totals, and what French law wants and the body lacks, each entry listed in
 * `derived`. Pure: same body and settings, same invoice. What cannot be derived stays absent; `submissionFaults` names
 * it. Billing frame BT-23, when nobody gave one: letter S when every line is counted in units of time or work, B when
 * none is, M when both occur; digit 2 for an invoice wholly paid with its payment date as due date, else 1.
 */
export function completeInvoice(body: InvoiceBody, context: CompletionContext = {}): Invoice {
  const derived: Derivation[] = [];
  const record: Recorder = (field, value, source, reason) => derived.push({ field, value, source, reason });
  const { lines: _lines, totals: _totals, ...rest } = body;
  const computed = bodyTotals(body);
  const settings = context.seller;
  const delivery = deliverTo(body, record);
  const exchange_rate = exchangeRate(body, record);
  return {
    ...rest,
    totals: { ...computed.totals, ...accountingTax(body, computed.totals.tax, record) },
    billing_frame: billingFrame(body, computed.totals, settings, record),
    notes: notes(body.notes, settings, record),
    seller: seller(body, settings, record),
    buyer: buyer(body.buyer, record),
    ...(delivery && { delivery }),
    ...(exchange_rate && { exchange_rate }),
    payment_terms: paymentTerms(body, computed.totals, settings, record),
    payment_means: paymentMeans(body, settings, record),
    lines: completeLines(body, record),
    vat_breakdown: grounded(computed.vat_breakdown, body, record),
    derived,
  };
}

/** Prices that gross price and discount give; grounds stay on the line in the French extension only. */
function completeLines(body: InvoiceBody, record: Recorder): Line[] {
  return body.lines.map((line, index) => {
    const priced = withPrice(line, index, record);
    return body.profile === 'EXTENDED_CTC_FR' ? priced : withoutGrounds(priced);
  });
}

function withPrice(line: Line, index: number, record: Recorder): Line {
  const price = unitPrice(line);
  if (line.unit_price !== undefined || price === undefined) return line;
  record(
    `lines[${index}].unit_price`,
    decimalText(price),
    'computed',
    'gross price less discount (BT-146, BT-148, BT-147)',
  );
  return { ...line, unit_price: price };
}

/** BT-80, which an intra-Community supply must name (BR-IC-12): the buyer’s country where no other place is told. */
function deliverTo(body: InvoiceBody, record: Recorder): Invoice['delivery'] {
  const country = body.buyer.address?.country_code;
  const supplied = body.lines.some((line) => countsInTotals(line) && line.tax_category === 'K');
  if (!supplied || country === undefined || body.delivery?.address !== undefined) return body.delivery;
  const reason = 'the buyer’s country: an intra-Community supply names where it goes (BT-80, BR-IC-12)';
  record('delivery.address.country_code', country, 'computed', reason);
  return { ...body.delivery, address: { country_code: country } };
}

function withoutGrounds(line: Line): Line {
  if (line.exemption_reason === undefined && line.exemption_code === undefined) return line;
  const { exemption_reason: _reason, exemption_code: _code, ...rest } = line;
  return rest;
}

function billingFrame(
  body: InvoiceBody,
  totals: Invoice['totals'],
  settings: CompanySettings | undefined,
  record: Recorder,
) {
  if (body.billing_frame !== undefined) return body.billing_frame;
  if (settings?.billing_frame !== undefined) {
    record('billing_frame', settings.billing_frame, 'settings', 'the company’s billing frame (BT-23)');
    return settings.billing_frame;
  }
  const counted = body.lines.filter(countsInTotals);
  const services = counted.filter(({ unit_code: unit }) => unit !== undefined && SERVICE_UNITS.has(unit)).length;
  const letter = frameLetter(services, counted.length);
  const paid = totals.due.isZero() && totals.prepaid.isPositive() && !totals.prepaid.isZero();
  const frame = `${letter}${paid && body.due_date !== undefined ? '2' : '1'}`;
  const meaning = BILLING_FRAMES[frame] ?? '';
  record('billing_frame', frame, 'computed', `${meaning}: read off the units of the lines and what is paid (BR-FR-08)`);
  return frame;
}

function frameLetter(services: number, lines: number): 'B' | 'S' | 'M' {
  if (services === 0) return 'B';
  return services === lines ? 'S' : 'M';
}

function notes(given: readonly Note[], settings: CompanySettings | undefined, record: Recorder): Note[] {
  const all = given.map((note) =>
    note.subject !== undefined && NOTE_WORDS.has(note.subject) ? { ...note, subject: 'AAI' } : note,
  );
  for (const subject of ['PMT', 'PMD', 'AAB'] as const) {
    if (all.some((note) => note.subject === subject)) continue;
    const own = settings?.mentions?.[subject];
    const content = own ?? DEFAULT_MENTIONS[subject];
    record(`notes[${all.length}]`, content, own === undefined ? 'law' : 'settings', MENTION_REASONS[subject]);
    all.push({ subject, content });
  }
  return all;
}

const NEEDS_NUMBER: ReadonlySet<VatCategory> = new Set(['S', 'Z', 'AE', 'K', 'G']);

function seller(body: InvoiceBody, settings: CompanySettings | undefined, record: Recorder): Party {
  const party = withContact(body.seller);
  const vat = party.vat_number ?? sellerVat(body, settings, record);
  const registration = party.tax_registration ?? (vat === undefined ? taxRegistration(body, record) : undefined);
  const known = carries(body.profile, 'EN16931') ? settings?.legal_information : undefined;
  const legal = party.legal_information ?? known;
  if (party.legal_information === undefined && legal !== undefined) {
    record('seller.legal_information', legal, 'settings', 'the company’s legal form, capital and registration (BT-33)');
  }
  const address = party.electronic_address ?? sellerAddress(party.siren, settings, record);
  return {
    ...party,
    ...(vat === undefined ? {} : { vat_number: vat }),
    ...(registration === undefined ? {} : { tax_registration: registration }),
    ...(legal === undefined ? {} : { legal_information: legal }),
    ...(address === undefined ? {} : { electronic_address: address }),
  };
}

/** BT-31. Never with category O (BR-O-02); computed only for those whose VAT liability the lines show. */
function sellerVat(body: InvoiceBody, settings: CompanySettings | undefined, record: Recorder): string | undefined {
  if (body.lines.every((line) => !countsInTotals(line) || line.tax_category === 'O')) return undefined;
  if (settings?.vat_number !== undefined) {
    record('seller.vat_number', settings.vat_number, 'settings', 'the company’s VAT number (BT-31)');
    return settings.vat_number;
  }
  const siren = body.seller.siren;
  const category = body.lines.find(needsNumber)?.tax_category;
  if (category === undefined || siren === undefined) return undefined;
  const number = frenchVatNumber(siren);
  record(
    'seller.vat_number',
    number,
    'computed',
    `FR, key and SIREN: VAT category ${category} needs the seller’s VAT number (BT-31)`,
  );
  return number;
}

function needsNumber({ tax_category: category }: Line): boolean {
  return category !== undefined && NEEDS_NUMBER.has(category);
}

/** BT-32, which stands in for BT-31 where everything is exempt: a seller under art. 293 B CGI has no VAT number. */
function taxRegistration({ lines, seller: { siren } }: InvoiceBody, record: Recorder): string | undefined {
  if (siren === undefined || lines.some((line) => countsInTotals(line) && line.tax_category !== 'E')) return undefined;
  const reason = 'the SIREN: an exempt seller without a VAT number is known to the tax office by it (BT-32, BR-E-02)';
  record('seller.tax_registration', siren, 'computed', reason);
  return siren;
}

function sellerAddress(siren: string | undefined, settings: CompanySettings | undefined, record: Recorder) {
  const own = settings?.electronic_address;
  if (own === undefined) return addressOf('seller', 'BT-34', siren, record);
  record(
    'seller.electronic_address',
    `${own.scheme}:${own.value}`,
    'settings',
    'the company’s electronic address (BT-34)',
  );
  return own;
}

function addressOf(
  party: 'seller' | 'buyer',
  term: string,
  siren: string | undefined,
  record: Recorder,
): ElectronicAddress | undefined {
  if (siren === undefined) return undefined;
  const reason = `the SIREN in scheme ${FRENCH_SCHEME} is the default address of a French company (${term})`;
  record(`${party}.electronic_address`, `${FRENCH_SCHEME}:${siren}`, 'computed', reason);
  return { scheme: FRENCH_SCHEME, value: siren };
}

function buyer(given: Party, record: Recorder): Party {
  const party = withContact(given);
  const siren = party.siren ?? party.siret?.slice(0, 9);
  if (party.siren === undefined && siren !== undefined) {
    record('buyer.siren', siren, 'computed', 'the first nine digits of the SIRET (BT-47)');
  }
  const address = party.electronic_address ?? addressOf('buyer', 'BT-49', siren, record);
  return {
    ...party,
    ...(siren === undefined ? {} : { siren }),
    ...(address === undefined ? {} : { electronic_address: address }),
  };
}

function withContact(party: Party): Party {
  if (party.email === undefined || party.contact?.email !== undefined) return party;
  return { ...party, contact: { ...party.contact, email: party.email } };
}

/** BT-20: wanted when something is left to pay and no due date says when (BR-CO-25). */
function paymentTerms(
  body: InvoiceBody,
  totals: Invoice['totals'],
  settings: CompanySettings | undefined,
  record: Recorder,
) {
  if (body.payment_terms !== undefined) return body.payment_terms;
  if (body.due_date !== undefined || totals.due.isZero() || totals.due.isNegative()) return undefined;
  const own = settings?.payment_terms;
  const terms = own ?? DEFAULT_PAYMENT_TERMS;
  const reason = 'an invoice with an amount due needs a due date or payment terms (BR-CO-25)';
  record('payment_terms', terms, own === undefined ? 'law' : 'settings', reason);
  return terms;
}

function paymentMeans(body: InvoiceBody, settings: CompanySettings | undefined, record: Recorder) {
  const own = settings?.payment_means;
  if (body.payment_means !== undefined || own === undefined) return body.payment_means;
  const value = own.iban === undefined ? own.type_code : `${own.type_code} ${own.iban}`;
  record('payment_means', value, 'settings', 'the company’s means of payment (BG-16)');
  return [carries(body.profile, 'EN16931') ? own : bare(own)];
}

/** What profiles below EN16931 carry of a means of payment. */
function bare(means: PaymentMeans): PaymentMeans {
  const { text: _text, account_name: _name, bic: _bic, card: _card, ...rest } = means;
  return rest;
}

/** Where grounds tell groups of one category and rate apart they stay as the lines say them (BR-FREXT-E-08). */
function grounded(groups: readonly VatBreakdown[], body: InvoiceBody, record: Recorder): VatBreakdown[] {
  const count = new Map<string, number>();
  for (const group of groups) count.set(vatKey(group), (count.get(vatKey(group)) ?? 0) + 1);
  return groups.map((group, index) =>
    count.get(vatKey(group)) === 1 ? withGrounds(group, index, body, record) : group,
  );
}

/** BT-120 and BT-121 of a VAT group: the lines' own, else the single legal one of the category. */
function withGrounds(group: VatBreakdown, index: number, body: InvoiceBody, record: Recorder): VatBreakdown {
  const category = group.tax_category;
  if (category === 'S' || category === 'Z') return group;
  const own = body.profile === 'EXTENDED_CTC_FR' ? group : groundsOf(category, body.lines);
  const legal = EXEMPTION_BY_CATEGORY[category];
  const code = own.exemption_code ?? legal?.code;
  const ofLaw = (code === legal?.code ? legal?.reason : undefined) ?? EXEMPTION_REASON_BY_CODE[code ?? ''];
  const reason = own.exemption_reason ?? ofLaw;
  if (code !== undefined && own.exemption_code === undefined) {
    record(
      `vat_breakdown[${index}].exemption_code`,
      code,
      'law',
      `the one VATEX code of category ${category} (BT-121)`,
    );
  }
  if (reason !== undefined && own.exemption_reason === undefined) {
    record(
      `vat_breakdown[${index}].exemption_reason`,
      reason,
      'law',
      `the French mention that goes with ${code} (BT-120)`,
    );
  }
  return {
    ...group,
    ...(reason === undefined ? {} : { exemption_reason: reason }),
    ...(code === undefined ? {} : { exemption_code: code }),
  };
}

/** The grounds that the lines of a category give; they agree with each other. */
function groundsOf(
  category: VatCategory,
  lines: readonly Line[],
): Pick<VatBreakdown, 'exemption_code' | 'exemption_reason'> {
  const ofCategory = lines.filter((line) => line.tax_category === category);
  return {
    exemption_code: ofCategory.find((line) => line.exemption_code !== undefined)?.exemption_code,
    exemption_reason: ofCategory.find((line) => line.exemption_reason !== undefined)?.exemption_reason,
  };
}
