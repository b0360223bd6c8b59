import type { ChorusPlatform, DatedStatus, Deposit, Structure } from './chorus-platform.js';

const PARIS = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short', timeStyle: 'short' });

/** `2026-11-20 10:30`, French legal time. */
const minute = (at: number): string => PARIS.format(at);
const day = (at: number): string => minute(at).slice(0, 10);

export const done = { codeRetour: 0, libelle: 'Succès' };

export function depositAnswer({ number, at }: Deposit, syntax: string): object {
  return { ...done, numeroFluxDepot: number, dateDepot: day(at), syntaxeFlux: syntax };
}

export function reportAnswer(platform: ChorusPlatform, deposit: Deposit): object {
  const state = platform.stateOf(deposit);
  const refused = state === 'IN_REJETE' ? deposit.life.refusal : undefined;
  return {
    ...done,
    codeInterfaceDepotFlux: 'FSO1117A',
    dateDepotFlux: new Date(deposit.at).toISOString(),
    dateHeureEtatCourantFlux: new Date(platform.now).toISOString(),
    etatCourantDepotFlux: state,
    nomFichier: deposit.fileName,
    listeErreurTechnique: [],
    listeErreurDP:
      refused === undefined
        ? []
        : [
            {
              identifiantFournisseur: deposit.invoice?.seller.siren ?? '',
              identifiantDestinataire: deposit.invoice?.buyer.siren ?? '',
              numeroDP: deposit.invoice?.number ?? '',
              libelleErreurDP: refused,
            },
          ],
  };
}

export function foundInvoice(platform: ChorusPlatform, deposit: Deposit): object {
  const last = platform.historyOf(deposit).at(-1);
  return {
    numeroFacture: deposit.invoice?.number ?? '',
    identifiantFactureCPP: deposit.invoiceId,
    numeroFluxDepot: deposit.number,
    statut: last?.code ?? null,
    commentaireEtatCourant: last?.comment ?? null,
    dateDepot: day(deposit.at),
    dateHeureEtatCourant: new Date(last?.at ?? deposit.at).toISOString(),
    devise: deposit.invoice?.currency ?? 'EUR',
    montantTTC: Number(deposit.invoice?.due ?? 0),
    modeDepot: 'UPLOAD_API',
  };
}

export function historyAnswer(deposit: Deposit, history: readonly DatedStatus[], page: number, size: number): object {
  const entries = history.slice((page - 1) * size, page * size);
  return {
    ...done,
    idFacture: deposit.invoiceId,
    numeroFacture: deposit.invoice?.number ?? '',
    statutCourantCode: history.at(-1)?.code ?? null,
    historiquesDesStatuts: {
      histoStatut: entries.map(({ code, comment, at }, index) => ({
        histoStatutId: (page - 1) * size + index + 1,
        histoStatutCode: code,
        histoStatutCommentaire: comment ?? null,
        histoStatutDatePassage: minute(at),
      })),
      pageCouranteHistoStatut: page,
      pagesHistoStatut: Math.max(1, Math.ceil(history.length / size)),
      totalHistoStatut: history.length,
    },
  };
}

/** Chorus Pro has ids of its own for public bodies and services; these can be read back. */
export const structureId = (siret: string): number => Number(siret);
export const siretOf = (id: number): string => String(id).padStart(14, '0');
export const serviceId = (index: number): number => 900_001 + index;

export function structureAnswer({ siret, name, service_code, commitment, either }: Structure): object {
  return {
    ...done,
    informationGenerales: {
      identifiantStructure: siret,
      raisonSocialeStructure: name,
      typeIdentifiantStructure: 'SIRET',
    },
    parametres: {
      codeServiceDoitEtreRenseigne: service_code,
      numeroEJDoitEtreRenseigne: commitment,
      gestionNumeroEJOuCodeService: either,
      statutMiseEnPaiementNestPasRemonte: false,
    },
  };
}
