import type { Acknowledgement } from '../../ports/flow.js';
import type { PlatformReason } from '../../ports/platform-fault.js';
import type { FlowReport } from './wire.js';

/**
 * States of a deposited flow as an acknowledgement. Chorus Pro publishes no closed list: these are the words seen in
 * the field; another one is kept as it is.
 */
export const FLOW_STATES: Readonly<Record<string, 'Pending' | 'Ok' | 'Error'>> = {
  IN_DEPOT_PORTAIL_EN_ATTENTE_TRAITEMENT_SE_CPP: 'Pending',
  IN_RECU: 'Pending',
  IN_TRAITE_SE_CPP: 'Pending',
  IN_EN_ATTENTE_TRAITEMENT_CPP: 'Pending',
  IN_EN_COURS_TRAITEMENT_CPP: 'Pending',
  IN_EN_ATTENTE_RETRAITEMENT_CPP: 'Pending',
  IN_INTEGRE: 'Ok',
  IN_INTEGRE_PARTIEL: 'Ok',
  IN_INCIDENTE: 'Error',
  IN_REJETE: 'Error',
};

/** The acknowledgement that a flow report stands for. A partly taken flow is refused when our invoice is named. */
export function acknowledgementOf(report: FlowReport, invoiceNumber: string): Acknowledgement {
  const word = report.etatCourantDepotFlux;
  const named = report.listeErreurDP.some(({ numeroDP }) => numeroDP === invoiceNumber);
  const known = Object.hasOwn(FLOW_STATES, word) ? FLOW_STATES[word] : undefined;
  const status = word === 'IN_INTEGRE_PARTIEL' && named ? 'Error' : (known ?? word);
  const found = reasonsOf(report);
  const silent = status === 'Error' && found.length === 0;
  return { status, details: silent ? [{ level: 'Error', code: word, message: report.libelle ?? word }] : found };
}

/** Whether the flow was refused because Chorus Pro has this invoice already. Its sentence is all there is to go by. */
export function isDouble({ details }: Acknowledgement): boolean {
  return details.some(({ message }) =>
    /doublon|d[ée]j[àa]\s+(?:\S+\s+){0,2}(?:d[ée]pos|transmis|int[ée]gr|exist)|existe\s+d[ée]j[àa]/i.test(message),
  );
}

function reasonsOf({ listeErreurTechnique, listeErreurDP }: FlowReport): PlatformReason[] {
  const technical = listeErreurTechnique.map(
    ({ codeErreur = 'ERREUR_TECHNIQUE', libelleErreur = '', natureErreur }): PlatformReason => ({
      level: 'Error',
      code: codeErreur,
      message: libelleErreur,
      ...(natureErreur === undefined ? {} : { item: natureErreur }),
    }),
  );
  const ofInvoices = listeErreurDP.map(({ numeroDP, libelleErreurDP = '' }): PlatformReason => ({
    level: 'Error',
    code: 'ERREUR_DP',
    message: libelleErreurDP,
    ...(numeroDP === undefined ? {} : { item: numeroDP }),
  }));
  return [...technical, ...ofInvoices];
}
