import { FRENCH_SCHEME, isFrenchVatNumber, isSiren, isSiret, type Invoice } from '@onefacture/invoice';
import type { Correction, MergePatch, RemedySubject } from './remedy.js';

/** The SIREN that the buyer’s VAT number and SIRET tell, where they do not contradict each other. */
function sirenTold({
  vat_number: vat,
  siret,
}: Invoice['buyer']): { siren: string; by: 'VAT number' | 'SIRET' } | undefined {
  const ofVat = vat !== undefined && isFrenchVatNumber(vat) ? vat.slice(4) : undefined;
  const ofSiret = siret !== undefined && isSiret(siret) ? siret.slice(0, 9) : undefined;
  if (ofVat !== undefined && ofSiret !== undefined && ofVat !== ofSiret) return undefined;
  if (ofSiret !== undefined) return { siren: ofSiret, by: 'SIRET' };
  return ofVat === undefined ? undefined : { siren: ofVat, by: 'VAT number' };
}

/** The address the caller gave himself goes with the SIREN; one that we derived follows by itself. */
function withAddress(siren: string, { buyer, derived }: Invoice): MergePatch {
  const said = buyer.electronic_address !== undefined && !derived.some(({ field }) => field === ADDRESS);
  return {
    buyer: { siren, ...(said ? { electronic_address: { scheme: FRENCH_SCHEME, value: siren } } : {}) },
  };
}

const ADDRESS = 'buyer.electronic_address';

/** The buyer’s SIREN, where his SIRET or VAT number tells another one. */
export function correctSiren({ invoice }: RemedySubject): Correction | undefined {
  const { siren } = invoice.buyer;
  const told = sirenTold(invoice.buyer);
  if (told === undefined || told.siren === siren) return undefined;
  const was = siren === undefined ? 'missing' : siren;
  const wrong = siren !== undefined && !isSiren(siren);
  const group = told.by === 'VAT number' ? ' unless the buyer belongs to a VAT group' : '';
  const groupe = told.by === 'VAT number' ? ', sauf si le client est membre d’un assujetti unique' : '';
  const byFr = told.by === 'SIRET' ? 'son SIRET' : 'son numéro de TVA';
  return {
    patch: withAddress(told.siren, invoice),
    en: `The buyer’s SIREN is ${was}; his ${told.by} tells ${told.siren}, which is right${group}.`,
    fr: `Le SIREN du client est ${siren ?? 'absent'} ; ${byFr} indique ${told.siren}, qui est le bon${groupe}.`,
    confidence: wrong || told.by === 'SIRET' ? 'certain' : 'check',
    complete: true,
  };
}

/** The buyer’s electronic address: as the directory lists it, else the SIREN in the French scheme. */
export function correctAddress(subject: RemedySubject): Correction | undefined {
  return correctSiren(subject) ?? addressInDirectory(subject) ?? addressOfSiren(subject.invoice);
}

function addressInDirectory({ invoice, buyer }: RemedySubject): Correction | undefined {
  const { siren, electronic_address: address } = invoice.buyer;
  if (buyer === undefined || siren === undefined) return undefined;
  const [first, ...others] = buyer.addresses;
  if (first === undefined) {
    return {
      needs: [
        {
          field: 'buyer.siren',
          message: 'ask the buyer for the SIREN or address he receives invoices at',
          message_fr: 'demandez au client le SIREN ou l’adresse de réception de ses factures',
        },
      ],
      en: `The directory lists no address of SIREN ${siren} that can be sent to.`,
      fr: `L’annuaire ne connaît aucune adresse active pour le SIREN ${siren}.`,
      ...{ confidence: 'check', complete: false },
    };
  }
  if (address?.scheme === FRENCH_SCHEME && buyer.addresses.includes(address.value)) {
    return {
      en: `The directory lists the address ${address.value} as active now: send the invoice again as it is.`,
      fr: `L’annuaire donne l’adresse ${address.value} pour active : renvoyez la facture telle quelle.`,
      ...{ confidence: 'check', complete: true },
    };
  }
  const value = buyer.addresses.includes(siren) ? siren : first;
  const sure = others.length === 0 || value === siren;
  const all = buyer.addresses.slice(0, 5).join(', ');
  return {
    patch: { buyer: { electronic_address: { scheme: FRENCH_SCHEME, value } } },
    en: `The directory lists ${all} as active for SIREN ${siren}; ${value} is proposed.`,
    fr: `L’annuaire donne ${all} pour active(s) au SIREN ${siren} ; ${value} est proposée.`,
    ...{ confidence: sure ? 'certain' : 'check', complete: true },
  };
}

function addressOfSiren({ buyer: { siren, electronic_address: address } }: Invoice): Correction | undefined {
  if (siren === undefined || (address?.scheme === FRENCH_SCHEME && address.value === siren)) return undefined;
  return {
    patch: { buyer: { electronic_address: { scheme: FRENCH_SCHEME, value: siren } } },
    en: `The default address of a French company is its SIREN: ${FRENCH_SCHEME}:${siren} is proposed; look it up in the directory.`,
    fr: `L’adresse par défaut d’une entreprise française est son SIREN : ${FRENCH_SCHEME}:${siren} est proposée ; vérifiez-la dans l’annuaire.`,
    ...{ confidence: 'check', complete: true },
  };
}
