import type { PlatformHttp } from '../../http/platform-http.js';
import type { Call } from '../../ports/connection.js';
import type { InvoiceIdentity, Submission } from '../../ports/flow.js';
import { PlatformFault } from '../../ports/platform-fault.js';
import type { ChorusClient } from './chorus-client.js';
import {
  depositSchema,
  envelopeSchema,
  foundPageSchema,
  historySchema,
  invoiceSchema,
  readFound,
  reportSchema,
  type FlowReport,
  type FoundInvoice,
  type HistoryEntry,
} from './wire.js';

const SYNTAXES: Readonly<Record<string, string>> = {
  'Factur-X': 'IN_DP_E2_CII_FACTURX',
  CII: 'IN_DP_E1_CII_16B',
  UBL: 'IN_DP_E1_UBL_INVOICE',
};
const PAGE_SIZE = 100;
const MAX_PAGES = 10;

/** The calls of Chorus Pro about a supplier's invoices. */
export class ChorusInvoices {
  constructor(
    private readonly client: ChorusClient,
    private readonly http: PlatformHttp,
  ) {}

  /** Deposits the file under a name that is our tracking id; answers its numeroFluxDepot. */
  async deposit({ tracking_id, bytes, media_type, syntax }: Submission, call: Call): Promise<string> {
    const extension = media_type === 'application/pdf' ? 'pdf' : 'xml';
    const { numeroFluxDepot } = await this.client.post(call, {
      path: 'factures/v1/deposer/flux',
      what: 'the deposited flow',
      answer: depositSchema,
      body: {
        fichierFlux: Buffer.from(bytes).toString('base64'),
        nomFichier: `${tracking_id}.${extension}`,
        syntaxeFlux: SYNTAXES[syntax],
        avecSignature: false,
      },
    });
    return numeroFluxDepot;
  }

  /** What became of a deposited flow, null when Chorus Pro does not know it (yet). */
  async report(numeroFluxDepot: string, call: Call): Promise<FlowReport | null> {
    const asked = this.client.post(call, {
      path: 'transverses/v1/consulterCRDetaille',
      what: 'the request for the report of a flow',
      answer: reportSchema,
      body: { numeroFluxDepot },
    });
    return await asked.catch((error: unknown) => {
      if (error instanceof PlatformFault && error.fault === 'rejected' && error.httpStatus === 200) return null;
      throw error;
    });
  }

  /**
   * Our invoice of that number, of one flow or of any; the one that was not refused first. Flows become invoices some
   * time after their deposit.
   * @throws PlatformFault malformed when entries cannot be read and none of the others is ours
   */
  async find(
    { number, seller_siren: seller }: InvoiceIdentity,
    numeroFluxDepot: string | undefined,
    call: Call,
  ): Promise<FoundInvoice | null> {
    const wanted = numeroFluxDepot === undefined ? { numeroFacture: number } : { numeroFluxDepot };
    const matching: FoundInvoice[] = [];
    let unreadable = 0;
    for (let page = 1, pages = 1; page <= Math.min(pages, MAX_PAGES); page += 1) {
      const answer = await this.client.post(call, {
        path: 'factures/v1/rechercher/fournisseur',
        what: 'the search for an invoice',
        answer: foundPageSchema,
        body: {
          ...wanted,
          rechercheFactureParFournisseur: { nbResultatsParPage: PAGE_SIZE, pageResultatDemandee: page },
        },
      });
      pages = answer.parametresRetour?.pages ?? 1;
      for (const entry of answer.listeFactures) {
        const found = readFound(entry);
        if (found === null) unreadable += 1;
        else if (isOf(found, number, seller)) matching.push(found);
      }
    }
    const [best] = matching.toSorted((one, other) => rank(one) - rank(other));
    if (best === undefined && unreadable > 0) throw this.http.unreadable(call);
    return best ?? null;
  }

  /** The statuses of an invoice, as they were set. */
  async history(
    invoiceId: number,
    call: Call,
  ): Promise<{ readonly entries: HistoryEntry[]; readonly current: string | undefined }> {
    const entries: HistoryEntry[] = [];
    let current: string | undefined;
    for (let page = 1, pages = 1; page <= Math.min(pages, MAX_PAGES); page += 1) {
      const answer = await this.client.post(call, {
        path: 'factures/v1/consulter/historique',
        what: "the request for an invoice's history",
        answer: historySchema,
        body: {
          idFacture: invoiceId,
          paramRechercheHistoStatuts: {
            nbResultatsParPageListeHistoStatut: PAGE_SIZE,
            pageResultatDemandeeListeHistoStatut: page,
          },
        },
      });
      pages = answer.historiquesDesStatuts?.pagesHistoStatut ?? 1;
      entries.push(...(answer.historiquesDesStatuts?.histoStatut ?? []));
      current = answer.statutCourantCode;
    }
    return { entries, current };
  }

  /** The billing frame of an invoice, such as `A9_…`. */
  async frame(invoiceId: number, call: Call): Promise<string | undefined> {
    const { facture } = await this.client.post(call, {
      path: 'factures/v1/consulter/fournisseur',
      what: 'the request for an invoice',
      answer: invoiceSchema,
      body: { identifiantFactureCPP: invoiceId },
    });
    return facture?.cadreDeFacturation?.codeCadreFacturation;
  }

  /** Completes a suspended invoice with a comment. */
  async complete(invoiceId: number, comment: string, call: Call): Promise<void> {
    await this.client.post(call, {
      path: 'factures/v1/completer',
      what: 'the completion of an invoice',
      answer: envelopeSchema,
      body: { identifiantFactureCPP: invoiceId, commentaire: comment },
    });
  }
}

function isOf({ numeroFacture, codeFournisseur }: FoundInvoice, number: string, seller: string): boolean {
  const other = /^\d{14}$/.test(codeFournisseur ?? '') && codeFournisseur?.startsWith(seller) === false;
  return numeroFacture.trim() === number && !other;
}

/** Refused ones last, the youngest first. */
function rank({ statut, identifiantFactureCPP }: FoundInvoice): number {
  return (statut === 'REJETEE' ? 1e15 : 0) - identifiantFactureCPP;
}
