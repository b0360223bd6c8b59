import type { FieldFault } from '@onefacture/errors';
import { DOCUMENT_TYPES } from '../codes/document-types.js';
import { FRENCH_SCHEME } from '../identifiers/electronic-address.js';
import { isFrenchVatNumber } from '../identifiers/vat-number.js';
import type { Invoice, Party } from '../invoice.js';

/** BR-FR-10 to BR-FR-13. */
export function* parties({ seller, buyer }: Invoice): Generator<FieldFault> {
  if (seller.siren === undefined) {
    yield {
      field: 'seller.siren',
      code: 'BR-FR-10',
      message: 'is required to submit: the SIREN of the seller (BT-30)',
    };
  }
  if (buyer.siren === undefined) {
    yield { field: 'buyer.siren', code: 'BR-FR-11', message: noSiren(buyer) };
  }
  yield* party('seller', 'BR-FR-13', seller);
  yield* party('buyer', 'BR-FR-12', buyer);
}

/** The register of the single taxable entity a seller belongs to. */
const TAXABLE_ENTITY = '0231';

/** BR-FR-CO-14, BR-FR-CO-15: a member of a single taxable entity says so, and who represents it. */
export function* taxableEntity({ seller, notes, tax_representative: entity }: Invoice): Generator<FieldFault> {
  if (!seller.identifiers?.some(({ scheme }) => scheme === TAXABLE_ENTITY)) return;
  const belongs = `when the seller has an identifier of scheme ${TAXABLE_ENTITY} (single taxable entity)`;
  if (!notes.some(({ subject, content }) => subject === 'TXD' && content === 'MEMBRE_ASSUJETTI_UNIQUE')) {
    const message = `must hold a note TXD with the content MEMBRE_ASSUJETTI_UNIQUE ${belongs}`;
    yield { field: 'notes', code: 'BR-FR-CO-14', message };
  }
  if (entity?.vat_number === undefined) {
    const message = `is required ${belongs}: the VAT number of the entity (BT-63)`;
    yield { field: 'tax_representative.vat_number', code: 'BR-FR-CO-15', message };
  }
}

function noSiren({ vat_number: vatNumber, address }: Party): string {
  const rule = 'is required to submit: the French network delivers to a SIREN (BT-47)';
  if (vatNumber !== undefined && isFrenchVatNumber(vatNumber)) {
    return `${rule}; ${vatNumber} holds ${vatNumber.slice(4)}, which is the buyer’s own unless it is in a VAT group`;
  }
  const country = address?.country_code ?? 'FR';
  if (FRENCH_TERRITORIES.has(country)) return `${rule}; a private person has none and cannot be sent to`;
  return (
    `${rule}; a buyer in ${country} without one is outside of it: ` +
    'send the PDF yourself and report the sale (e-reporting), which this gateway does not do yet'
  );
}

/** ISO codes of the Republic: what is sold there may have a buyer with a SIREN. */
const FRENCH_TERRITORIES: ReadonlySet<string> = new Set('FR GP MQ GF RE YT PM BL MF WF PF NC TF'.split(' '));

function* party(
  name: 'seller' | 'buyer',
  rule: string,
  { electronic_address: address, siren }: Party,
): Generator<FieldFault> {
  if (address !== undefined || siren === undefined) return;
  const message = `is required to submit: scheme ${FRENCH_SCHEME} and the SIREN, or the address the directory lists`;
  yield { field: `${name}.electronic_address`, code: rule, message };
}

/** BR-FR-21 and BR-FR-22: with a note BAR = B2B the recipient's address starts with its SIREN. */
export function* treatment(invoice: Invoice): Generator<FieldFault> {
  if (!invoice.notes.some((note) => note.subject === 'BAR' && note.content === 'B2B')) return;
  const selfBilled = DOCUMENT_TYPES[invoice.type_code]?.self_billed === true;
  const name = selfBilled ? 'seller' : 'buyer';
  const { electronic_address: address, siren } = invoice[name];
  if (address === undefined || siren === undefined) return;
  if (address.scheme === FRENCH_SCHEME && address.value.startsWith(siren)) return;
  const message = `must be in scheme ${FRENCH_SCHEME} and start with ${siren} when a note asks for B2B treatment`;
  yield { field: `${name}.electronic_address`, code: selfBilled ? 'BR-FR-22' : 'BR-FR-21', message };
}
