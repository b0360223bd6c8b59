import { z } from 'zod';
import { parseJson } from '../http/exchange.js';
import { Mishaps } from '../http/mishaps.js';
import type { Route } from '../http/router.js';
import { WireError } from '../http/wire-error.js';
import type { Settings } from '../settings.js';
import { troubleOf } from '../flows/trouble.js';
import { ChorusPlatform, type Deposit } from './chorus-platform.js';
import { chorusControlRoutes } from './control-routes.js';
import { refusal, type ChorusOperation } from './operation.js';
import { Piste } from './piste.js';
import { structureRoutes } from './structure-routes.js';
import { depositAnswer, done, foundInvoice, historyAnswer, reportAnswer } from './wire-answers.js';

/** 30 MB in base64, and the rest of the body. */
const BODY_LIMIT = 42_000_000;
const JSON_LIMIT = 262_144;

const depositBody = z.object({
  fichierFlux: z.base64().min(1),
  nomFichier: z.string().min(1),
  syntaxeFlux: z.string().min(1),
  avecSignature: z.literal(false),
});
const paging = z.object({
  nbResultatsParPage: z.number().int().min(1).max(100).default(10),
  pageResultatDemandee: z.number().int().min(1).default(1),
});
const searchBody = z.object({
  numeroFluxDepot: z.string().optional(),
  numeroFacture: z.string().optional(),
  rechercheFactureParFournisseur: paging.prefault({}),
});
const historyBody = z.object({
  idFacture: z.number().int(),
  paramRechercheHistoStatuts: z
    .object({
      nbResultatsParPageListeHistoStatut: z.number().int().min(1).max(100).default(10),
      pageResultatDemandeeListeHistoStatut: z.number().int().min(1).default(1),
    })
    .prefault({}),
});

/** The simulated Chorus Pro: PISTE's token under `/chorus/oauth`, its API under `/chorus/cpro`. */
export function chorus(settings: Settings): { readonly routes: Route[]; reset(): void } {
  const platform = new ChorusPlatform(settings.stepMs);
  const piste = new Piste(settings.clientId, settings.clientSecret, settings.tokenTtlSeconds);
  const mishaps = new Mishaps();
  const serve = <Shape extends z.ZodType>(operation: ChorusOperation<Shape>): Route =>
    mishaps.befalling(operation.path, routeOf(operation, platform, piste));
  const reset = (): void => {
    platform.reset();
    mishaps.clear();
  };
  return {
    reset,
    routes: [
      piste.route('/chorus/oauth/token'),
      serve(depositing(platform, settings)),
      serve(reporting(platform)),
      serve(searching(platform)),
      serve(history(platform)),
      serve(consulting(platform)),
      serve(completing(platform)),
      serve({ path: 'transverses/v1/health-check', body: z.object({}), answer: () => done }),
      ...structureRoutes(platform, serve),
      ...chorusControlRoutes({ platform, piste, mishaps, reset }),
    ],
  };
}

function routeOf<Shape extends z.ZodType>(
  { path, body, answer }: ChorusOperation<Shape>,
  platform: ChorusPlatform,
  piste: Piste,
): Route {
  return {
    method: 'POST',
    path: `/chorus/cpro/${path}`,
    async handle(exchange) {
      const raw = await exchange.body(path.startsWith('factures/v1/deposer/') ? BODY_LIMIT : JSON_LIMIT);
      const account = piste.accountOf(exchange);
      if (platform.passwordExpired) {
        return exchange.send(200, refusal(20_010, 'Le mot de passe du compte technique a expiré'));
      }
      const said = answer(parseJson(raw.toString('utf8'), body), account, exchange);
      exchange.send(200, said);
    },
  };
}

function depositing(
  platform: ChorusPlatform,
  { holdMs, retryAfterSeconds }: Settings,
): ChorusOperation<typeof depositBody> {
  return {
    path: 'factures/v1/deposer/flux',
    body: depositBody,
    answer({ fichierFlux, nomFichier, syntaxeFlux }, account, exchange) {
      const file = Buffer.from(fichierFlux, 'base64');
      const attempt = platform.opened(file, syntaxeFlux);
      const trouble = troubleOf(attempt.invoice?.buyer.siren ?? '');
      if (trouble !== undefined && trouble.kind !== 'lose-answer') {
        const times = platform.turnAway(`${account}|${attempt.invoice?.number ?? ''}`);
        if (times <= trouble.times) throw trouble.kind === 'fail' ? failing() : throttled(retryAfterSeconds);
      }
      if (trouble?.kind === 'lose-answer') exchange.cutAfterMs = holdMs;
      return depositAnswer(platform.deposit(account, nomFichier, attempt), syntaxeFlux);
    },
  };
}

function reporting(platform: ChorusPlatform): ChorusOperation<z.ZodObject<{ numeroFluxDepot: z.ZodString }>> {
  return {
    path: 'transverses/v1/consulterCRDetaille',
    body: z.object({ numeroFluxDepot: z.string() }),
    answer({ numeroFluxDepot }, account) {
      const deposit = platform.find(numeroFluxDepot);
      if (deposit?.account !== account) return refusal(20_002, 'Aucun flux ne correspond à ce numéro');
      return reportAnswer(platform, deposit);
    },
  };
}

function searching(platform: ChorusPlatform): ChorusOperation<typeof searchBody> {
  return {
    path: 'factures/v1/rechercher/fournisseur',
    body: searchBody,
    answer({ numeroFluxDepot, numeroFacture, rechercheFactureParFournisseur: page }, account) {
      const found = platform
        .invoicesOf(account)
        .filter(({ number }) => numeroFluxDepot === undefined || number === numeroFluxDepot)
        .filter(({ invoice }) => numeroFacture === undefined || invoice?.number === numeroFacture);
      const { pageResultatDemandee: at, nbResultatsParPage: size } = page;
      const shown = found.slice((at - 1) * size, at * size);
      return {
        ...done,
        listeFactures: shown.map((each) => foundInvoice(platform, each)),
        parametresRetour: {
          nbResultatsParPage: size,
          pageCourante: at,
          pages: Math.max(1, Math.ceil(found.length / size)),
          total: found.length,
        },
      };
    },
  };
}

function history(platform: ChorusPlatform): ChorusOperation<typeof historyBody> {
  return {
    path: 'factures/v1/consulter/historique',
    body: historyBody,
    answer({ idFacture, paramRechercheHistoStatuts: page }, account) {
      const deposit = invoiceOf(platform, account, idFacture);
      if (deposit === undefined) return unknownInvoice();
      const { pageResultatDemandeeListeHistoStatut: at, nbResultatsParPageListeHistoStatut: size } = page;
      return historyAnswer(deposit, platform.historyOf(deposit), at, size);
    },
  };
}

const invoiceBody = z.object({ identifiantFactureCPP: z.number().int() });

function consulting(platform: ChorusPlatform): ChorusOperation<typeof invoiceBody> {
  return {
    path: 'factures/v1/consulter/fournisseur',
    body: invoiceBody,
    answer({ identifiantFactureCPP: id }, account) {
      const deposit = invoiceOf(platform, account, id);
      if (deposit === undefined) return unknownInvoice();
      const facture = {
        identifiantFactureCPP: id,
        numeroFacture: deposit.invoice?.number ?? '',
        statutFacture: platform.historyOf(deposit).at(-1)?.code ?? null,
        cadreDeFacturation: { codeCadreFacturation: deposit.frame ?? 'A1_FACTURE_FOURNISSEUR' },
      };
      return { ...done, facture };
    },
  };
}

const completionBody = invoiceBody.extend({ commentaire: z.string().min(1) });

function completing(platform: ChorusPlatform): ChorusOperation<typeof completionBody> {
  return {
    path: 'factures/v1/completer',
    body: completionBody,
    answer({ identifiantFactureCPP: id, commentaire }, account) {
      const deposit = invoiceOf(platform, account, id);
      if (deposit === undefined) return unknownInvoice();
      if (platform.historyOf(deposit).at(-1)?.code !== 'SUSPENDUE') {
        return refusal(20_030, "La facture n'est pas au statut suspendue");
      }
      deposit.completed = { at: platform.now, comment: commentaire };
      return { ...done, identifiantFactureCPP: id, numeroFacture: deposit.invoice?.number ?? '' };
    },
  };
}

const failing = (): WireError => new WireError(500, 'INTERNAL_ERROR', 'Erreur interne');
const throttled = (seconds: number): WireError =>
  new WireError(429, 'QUOTA', 'Le quota de l’application est atteint', { headers: { 'retry-after': String(seconds) } });
const unknownInvoice = (): object => refusal(20_003, "La facture n'existe pas");

function invoiceOf(platform: ChorusPlatform, account: string, id: number): Deposit | undefined {
  return platform.invoicesOf(account).find(({ invoiceId }) => invoiceId === id);
}
