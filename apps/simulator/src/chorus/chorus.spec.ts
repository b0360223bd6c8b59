import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Router } from '../http/router.js';
import { createServer, type Server } from 'node:http';
import { readSettings } from '../settings.js';
import { ciiInvoice } from '../testing/sample-invoice.js';
import { chorus } from './chorus-routes.js';
import { TECHNICAL_PASSWORD } from './piste.js';

const HOUR = 3_600_000;
const FORM = {
  grant_type: 'client_credentials',
  scope: 'openid',
  client_id: 'onefacture',
  client_secret: 'simulator-secret',
};
const reply = z.looseObject({ codeRetour: z.number(), libelle: z.string() });

let server: Server;
let url: string;
let token: string;
const login = `TECH_${randomUUID()}@cpro.fr`;

beforeEach(async () => {
  const router = new Router(chorus({ ...readSettings({}), stepMs: HOUR }).routes);
  server = createServer((request, response) => void router.answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  url = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}`;
  token = z.object({ access_token: z.string() }).parse(await (await tokenFor(FORM)).json()).access_token;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const tokenFor = (form: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${url}/chorus/oauth/token`, { method: 'POST', body: new URLSearchParams(form), headers });

const post = (path: string, body: object, account = `${login}:${TECHNICAL_PASSWORD}`) =>
  fetch(`${url}/chorus/cpro/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'cpro-account': Buffer.from(account).toString('base64') },
    body: JSON.stringify(body),
  });
const said = async (path: string, body: object) => reply.parse(await (await post(path, body)).json());
const control = (path: string, body: object) =>
  fetch(`${url}/_simulator/chorus/${path}`, { method: 'POST', body: JSON.stringify(body) });
const deposit = async (over: object = {}) =>
  await said('factures/v1/deposer/flux', {
    fichierFlux: ciiInvoice({ number: 'F1' }).toString('base64'),
    nomFichier: 'F1.xml',
    syntaxeFlux: 'IN_DP_E1_CII_16B',
    avecSignature: false,
    ...over,
  });
const stateOf = async (answer: z.infer<typeof reply>) =>
  (await said('transverses/v1/consulterCRDetaille', { numeroFluxDepot: answer['numeroFluxDepot'] }))[
    'etatCourantDepotFlux'
  ];

describe('the simulated PISTE', () => {
  it('wants the pair in the form, and the scope', async () => {
    const { scope: _, ...unscoped } = FORM;
    expect((await tokenFor(unscoped)).status).toBe(400);
    expect((await tokenFor({ ...FORM, client_secret: 'no' })).status).toBe(400);
    const basic = { authorization: `Basic ${Buffer.from('onefacture:simulator-secret').toString('base64')}` };
    expect((await tokenFor({ grant_type: 'client_credentials', scope: 'openid' }, basic)).status).toBe(400);
  });

  it('lets nobody in without token and technical account', async () => {
    expect((await post('transverses/v1/health-check', {})).status).toBe(200);
    expect((await post('transverses/v1/health-check', {}, `${login}:no`)).status).toBe(401);
    expect((await post('transverses/v1/health-check', {}, 'someone@cpro.fr:technical-secret')).status).toBe(401);
    await control('expire-tokens', {});
    expect((await post('transverses/v1/health-check', {})).status).toBe(401);
  });
});

describe('the simulated Chorus Pro', () => {
  it('takes a flow first and makes an invoice of it later', async () => {
    const answer = await deposit();
    expect(answer).toMatchObject({ codeRetour: 0, syntaxeFlux: 'IN_DP_E1_CII_16B' });
    expect(await stateOf(answer)).toBe('IN_DEPOT_PORTAIL_EN_ATTENTE_TRAITEMENT_SE_CPP');
    const search = { numeroFacture: 'F1' };
    expect((await said('factures/v1/rechercher/fournisseur', search))['listeFactures']).toEqual([]);
    await control('clock', { offset_ms: 3 * HOUR });
    expect(await stateOf(answer)).toBe('IN_INTEGRE');
    const found = await said('factures/v1/rechercher/fournisseur', search);
    expect(found['listeFactures']).toMatchObject([
      { numeroFacture: 'F1', numeroFluxDepot: answer['numeroFluxDepot'], statut: 'EN_COURS_ACHEMINEMENT' },
    ]);
  });

  it('refuses what it cannot read, and what it has', async () => {
    const odd = await deposit({ fichierFlux: Buffer.from('<a/>').toString('base64') });
    const [, doubled] = [await deposit(), await deposit()];
    await control('clock', { offset_ms: 3 * HOUR });
    expect([await stateOf(odd), await stateOf(doubled)]).toEqual(['IN_REJETE', 'IN_REJETE']);
  });

  it('shows a history by pages', async () => {
    await deposit();
    await control('clock', { offset_ms: 4 * HOUR });
    const found = await said('factures/v1/rechercher/fournisseur', { numeroFacture: 'F1' });
    const [invoice] = z.array(z.looseObject({ identifiantFactureCPP: z.number() })).parse(found['listeFactures']);
    const history = await said('factures/v1/consulter/historique', {
      idFacture: invoice?.identifiantFactureCPP,
      paramRechercheHistoStatuts: { nbResultatsParPageListeHistoStatut: 2, pageResultatDemandeeListeHistoStatut: 2 },
    });
    expect(history).toMatchObject({
      statutCourantCode: 'MISE_A_DISPOSITION',
      historiquesDesStatuts: { histoStatut: [{ histoStatutCode: 'MISE_A_DISPOSITION' }], pagesHistoStatut: 2 },
    });
  });

  it('answers a refusal with 200 and a code', async () => {
    expect(await said('transverses/v1/consulterCRDetaille', { numeroFluxDepot: 'none' })).toMatchObject({
      codeRetour: 20_002,
    });
    await control('password', { expired: true });
    expect((await said('transverses/v1/health-check', {})).codeRetour).not.toBe(0);
  });

  it('forgets everything when told to', async () => {
    await deposit();
    await control('reset', {});
    expect(await (await fetch(`${url}/_simulator/chorus/deposits`)).json()).toEqual({ data: [] });
  });
});
