import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChorusAdapter, configuredConnection, type Connection, type Submission } from '@onefacture/adapters';
import { loadSettings, PlatformSettings, Secret } from '@onefacture/config';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { TECHNICAL_PASSWORD } from '../../apps/simulator/src/chorus/piste.js';
import { startSimulator, type RunningSimulator } from '../../apps/simulator/src/simulator.js';
import { ciiInvoice, ublInvoice } from '../../apps/simulator/src/testing/sample-invoice.js';
import {
  callOf,
  describeAdapterContract,
  faultOf,
  type ContractPlatform,
  type Mishap,
} from '../../libs/adapters/src/testing/adapter-contract.js';

const JSON_LIMIT = 256 * 1024;
const BUYER = '130025265';
const SIRET = `${BUYER}00013`;
const siret = (end: string): string => `${BUYER}00${end}`;
const OPERATIONS = {
  submit: 'factures/v1/deposer/flux',
  look_up: 'factures/v1/rechercher/fournisseur',
  health: 'transverses/v1/health-check',
} as const;

/** A simulated Chorus Pro as a test reaches it, with an account of its own. */
class Chorus {
  private constructor(
    private readonly simulator: RunningSimulator,
    private readonly folder: string,
  ) {}

  static async start(stepMs = 0): Promise<Chorus> {
    const folder = await mkdtemp(join(tmpdir(), 'chorus-'));
    return new Chorus(await startSimulator({ port: 0, dataDir: folder, stepMs, holdMs: 20 }), folder);
  }

  async stop(): Promise<void> {
    await this.simulator.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  connect(): Connection {
    const settings = loadSettings({
      ONEFACTURE_ENV: 'development',
      ONEFACTURE_DB_DSN: 'postgres://localhost/unused',
      ONEFACTURE_CHORUS_BASE_URL: `${this.simulator.url}/chorus/cpro`,
      ONEFACTURE_CHORUS_TOKEN_URL: `${this.simulator.url}/chorus/oauth/token`,
      ONEFACTURE_CHORUS_CLIENT_ID: 'onefacture',
      ONEFACTURE_CHORUS_CLIENT_SECRET: 'simulator-secret',
      ONEFACTURE_CHORUS_TECHNICAL_LOGIN: `TECH_${randomUUID()}@cpro.fr`,
      ONEFACTURE_CHORUS_TECHNICAL_PASSWORD: TECHNICAL_PASSWORD,
    });
    const owner = { organization_id: randomUUID(), connection_id: randomUUID() };
    return configuredConnection('chorus', settings.get(PlatformSettings), owner)!;
  }

  async control(path: string, body: object): Promise<void> {
    const answer = await fetch(`${this.simulator.url}/_simulator/chorus/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    if (answer.status !== 204) throw new Error(`the simulator answered ${answer.status} to ${path}`);
  }

  async deposits(): Promise<z.infer<typeof deposits>['data']> {
    return deposits.parse(await (await fetch(`${this.simulator.url}/_simulator/chorus/deposits`)).json()).data;
  }

  async depositOf({ tracking_id }: Submission): Promise<string> {
    return (await this.deposits()).find(({ file_name: name }) => name.includes(tracking_id))!.number;
  }
}

const deposits = z.object({
  data: z.array(
    z.object({
      number: z.string(),
      file_name: z.string(),
      invoice_number: z.string().nullable(),
      state: z.string(),
      completion: z.string().nullable(),
    }),
  ),
});

function invoiceFor(
  buyer = BUYER,
  over: Partial<Submission> = {},
  number = `F${randomUUID().slice(0, 8)}`,
): Submission {
  const bytes = ciiInvoice({ number, buyer });
  return {
    tracking_id: randomUUID(),
    file_name: `${number}.xml`,
    media_type: 'application/xml',
    syntax: 'CII',
    processing_rule: 'B2G',
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    invoice: { number, seller_siren: '732829320', buyer_siren: buyer, buyer_siret: `${buyer}00013` },
    ...over,
  };
}

/** To a body whose SIRET ends so. */
const invoiceTo = (end: string, references: object = {}) => {
  const submission = invoiceFor();
  return { ...submission, invoice: { ...submission.invoice, buyer_siret: siret(end), ...references } };
};

describeAdapterContract('chorus', async (): Promise<ContractPlatform> => {
  const chorus = await Chorus.start();
  const connection = chorus.connect();
  let stopped = false;
  const adapter = new ChorusAdapter({ maxAnswerBytes: JSON_LIMIT });
  return {
    adapter,
    connection,
    submission: () => invoiceFor(),
    secondSending: 'doubled',
    keepsOriginals: false,
    notPassedOn: '212',
    mishap: async (operation, what: Mishap) => {
      const bytes = what.kind === 'answer_too_large' ? { bytes: 4 * JSON_LIMIT } : {};
      await chorus.control('mishaps', { ...what, ...bytes, operation: OPERATIONS[operation] });
    },
    taken: async () => (await chorus.deposits()).length,
    expireTokens: async () => await chorus.control('expire-tokens', {}),
    setStatusWord: async (submission, word) => {
      await chorus.control(`deposits/${await chorus.depositOf(submission)}`, { state: word });
    },
    shiftClock: async (ms) => await chorus.control('clock', { offset_ms: ms }),
    answer: async () => {
      const submission = invoiceFor('000000042');
      const receipt = await adapter.submit(submission, callOf(connection));
      const message: Submission = { ...submission, tracking_id: randomUUID(), syntax: 'CDAR' };
      return { submission: message, invoice_flow_id: receipt.flow_id ?? '', code: '209', comment: 'Bon de livraison' };
    },
    directory: {
      listed: [{ siret: SIRET }, { address: `${BUYER}_${SIRET}` }, { address: `${BUYER}_${SIRET}_FACTURES_PUBLIQUES` }],
      unlisted: { siret: '00000005900013' },
    },
    stop: async () => {
      if (stopped) return;
      stopped = true;
      await chorus.stop();
    },
  };
});

describe('Chorus Pro, simulated', () => {
  const adapter = new ChorusAdapter();
  let chorus: Chorus;
  let connection: Connection;

  beforeAll(async () => {
    chorus = await Chorus.start();
    connection = chorus.connect();
  });
  afterAll(async () => await chorus.stop());

  const call = () => callOf(connection);
  const sent = async (submission: Submission) => {
    const { flow_id } = await adapter.submit(submission, call());
    return { ...submission, flow_id: flow_id ?? '' };
  };
  const codesOf = async (submission: Submission & { flow_id: string }) => {
    const status = await adapter.getStatus(submission, call());
    return status?.statuses.map(({ code, word }) => code ?? word);
  };

  const refusal = async (submission: Submission) => {
    const before = (await chorus.deposits()).length;
    const fault = await faultOf(adapter.submit(submission, call()));
    expect((await chorus.deposits()).length).toBe(before);
    expect(fault).toMatchObject({ code: 'platform.rejected', sent: 'no' });
    return fault.reasons.map(({ code }) => code);
  };

  const wants = async (end: string, over: object) => await chorus.control('structures', { siret: siret(end), ...over });
  it('an invoice is followed from its deposit to the transfer of the money', async () => {
    const status = await adapter.getStatus(await sent(invoiceFor()), call());
    expect(status?.acknowledgement).toEqual({ status: 'Ok', details: [] });
    expect(status?.statuses.map(({ word, code }) => [word, code])).toEqual([
      ['DEPOSEE', '202'],
      ['EN_COURS_ACHEMINEMENT', undefined],
      ['MISE_A_DISPOSITION', '203'],
      ['SERVICE_FAIT', '204'],
      ['MANDATEE', '204'],
      ['MISE_A_DISPOSITION_COMPTABLE', '204'],
      ['COMPTABILISEE', '204'],
      ['MISE_EN_PAIEMENT', '211'],
    ]);
    expect(status?.statuses.find(({ word }) => word === 'MANDATEE')?.reason).toBe('Mandatée : Mandat 2026-118');
    expect(status?.statuses.every(({ at }) => !Number.isNaN(Date.parse(at)))).toBe(true);
  });

  it('takes UBL and says the syntax of each', async () => {
    const number = `U${randomUUID().slice(0, 8)}`;
    const bytes = ublInvoice({ number, buyer: BUYER });
    const { flow_id: flowId, ...submission } = await sent(invoiceFor(BUYER, { bytes, syntax: 'UBL' }, number));
    expect(await adapter.findByTrackingId(submission, call())).toMatchObject({
      flow_id: flowId,
      name: `${submission.tracking_id}.xml`,
      type: 'CustomerInvoice',
      acknowledgement: { status: 'Ok' },
    });
  });

  it('a refused flow says why', async () => {
    const status = await adapter.getStatus(await sent(invoiceFor('000000026')), call());
    expect(status).toMatchObject({ acknowledgement: { status: 'Error' }, statuses: [] });
    expect(status?.acknowledgement.details).toMatchObject([
      { code: 'ERREUR_DP', message: 'Le destinataire est inconnu de Chorus Pro' },
    ]);
  });

  it('a refusal by the buyer carries its official reason', async () => {
    const status = await adapter.getStatus(await sent(invoiceFor('000000034')), call());
    expect(status?.statuses.at(-1)).toMatchObject({ word: 'REJETEE', code: '210', reason_code: 'TX_TVA_ERR' });
  });

  it.each(['209', '227'])('a suspended invoice is completed by %s and goes on', async (code) => {
    const submission = await sent(invoiceFor('000000042'));
    expect((await codesOf(submission))?.at(-1)).toBe('208');
    const message: Submission = { ...submission, tracking_id: randomUUID(), syntax: 'CDAR' };
    expect(await adapter.findByTrackingId(message, call())).toBeNull();
    const said = { submission: message, invoice_flow_id: submission.flow_id, code, comment: 'BL 12 joint' };
    const result = await adapter.respond(said, call());
    expect(result).toMatchObject({ outcome: 'accepted', acknowledgement: { status: 'Ok' } });
    expect((await codesOf(submission))?.slice(-7)).toEqual(['209', '203', '204', '204', '204', '204', '211']);
    const deposit = (await chorus.deposits()).find(({ number }) => number === submission.flow_id);
    expect(deposit?.completion).toBe(`${code === '209' ? 'Complétée' : 'Changement de compte à payer'} : BL 12 joint`);
    expect(await adapter.findByTrackingId(message, call())).toMatchObject({ flow_id: result.flow_id });
    expect(await adapter.getStatus({ ...message, flow_id: result.flow_id! }, call())).toMatchObject({
      acknowledgement: { status: 'Ok' },
    });
    expect(await faultOf(adapter.respond(said, call()))).toMatchObject({
      fault: 'rejected',
      reasons: [{ code: '20030' }],
    });
  });

  it.each(['205', '210', '212', '220', '224', '225', '228'])('status %s is not passed on', async (code) => {
    const fault = await faultOf(adapter.respond({ submission: invoiceFor(), code }, call()));
    expect(fault).toMatchObject({ fault: 'rejected', sent: 'no', reasons: [{ code: 'NOT_PASSED_ON' }] });
  });

  it('there is nothing to complete before the flow is an invoice', async () => {
    const fault = await faultOf(adapter.respond({ submission: invoiceFor(), code: '209' }, call()));
    expect(fault).toMatchObject({ fault: 'rejected', sent: 'no', reasons: [{ code: 'INVOICE_UNKNOWN' }] });
  });

  it('the second of two deposits is refused as a double, and its status is that of the first', async () => {
    const submission = invoiceFor();
    await sent(submission);
    const again = await sent(submission);
    const status = await adapter.getStatus(again, call());
    expect(status).toMatchObject({ flow_id: again.flow_id, acknowledgement: { status: 'Ok' } });
    expect(status?.statuses.at(-1)).toMatchObject({ code: '211', flow_id: again.flow_id });
  });

  it('a number that another file of ours has used stays refused', async () => {
    const submission = invoiceFor();
    await sent(submission);
    const other = { ...submission, tracking_id: randomUUID() };
    expect(await adapter.findByTrackingId(other, call())).toBeNull();
    const status = await adapter.getStatus(await sent(other), call());
    expect(status).toMatchObject({ acknowledgement: { status: 'Error' }, statuses: [] });
  });

  it('a lost answer leaves an invoice that its number finds', async () => {
    const submission = invoiceFor('000000067');
    expect(await faultOf(adapter.submit(submission, call()))).toMatchObject({ sent: 'maybe', fault: 'network' });
    const found = await adapter.findByTrackingId(submission, call());
    expect(found).toMatchObject({ tracking_id: submission.tracking_id, name: `${submission.tracking_id}.xml` });
  });

  it('errors and quotas of PISTE pass', async () => {
    const failing = invoiceFor('000000075');
    for (let times = 0; times < 3; times += 1) {
      expect(await faultOf(adapter.submit(failing, call()))).toMatchObject({ fault: 'server_error' });
    }
    expect(await adapter.submit(failing, call())).toMatchObject({ outcome: 'accepted' });
    const throttled = await faultOf(adapter.submit(invoiceFor('000000109'), call()));
    expect(throttled).toMatchObject({ fault: 'rate_limited', options: { retryAfterSeconds: 1 } });
  });

  it('another account sees nothing of ours', async () => {
    const submission = await sent(invoiceFor());
    const { flow_id: _, ...reference } = submission;
    const stranger = callOf(chorus.connect());
    expect(await adapter.findByTrackingId(reference, stranger)).toBeNull();
    expect(await adapter.getStatus(submission, stranger)).toBeNull();
  });

  it('numbers of co-contractors are read in their billing frame', async () => {
    const submission = await sent(invoiceFor());
    const path = `deposits/${submission.flow_id}`;
    await chorus.control(path, { frame: 'A9_FACTURE_COTRAITANT', status: { code: '13' } });
    await chorus.control(path, { status: { code: '17', comment: 'Montant revu' } });
    expect((await codesOf(submission))?.slice(-2)).toEqual(['205', '206']);
  });

  describe('the technical account, and what Chorus Pro refuses', () => {
    it.each([20_001, '20001', 'GDP_MSG_11.022'])(
      'codeRetour %s is a refusal, whatever it looks like',
      async (codeRetour) => {
        const body = { codeRetour, libelle: 'Flux trop volumineux' };
        await chorus.control('mishaps', { operation: OPERATIONS.health, kind: 'answer', status: 200, body });
        const fault = await faultOf(adapter.healthCheck(call()));
        expect(fault).toMatchObject({
          fault: 'rejected',
          reasons: [{ code: String(codeRetour), message: body.libelle }],
        });
      },
    );

    it('is missing: nothing is sent', async () => {
      const { technical_account: _, ...without } = connection;
      const fault = await faultOf(adapter.healthCheck(callOf(without)));
      expect(fault).toMatchObject({ code: 'platform.misconfigured', sent: 'no' });
    });

    it('has a wrong password', async () => {
      const wrong = { ...connection, technical_account: { login: 'TECH_1@cpro.fr', password: new Secret('no') } };
      expect(await faultOf(adapter.healthCheck(callOf(wrong)))).toMatchObject({ code: 'platform.unauthorised' });
    });

    it('has a password that expired: Chorus Pro says so in a 200', async () => {
      await chorus.control('password', { expired: true });
      const fault = await faultOf(adapter.healthCheck(call()));
      await chorus.control('password', { expired: false });
      expect(fault).toMatchObject({ code: 'platform.unauthorised', httpStatus: 200 });
      expect(fault.message).toContain('Le mot de passe du compte technique a expiré');
    });
  });

  describe('the rules for public bodies', () => {
    it('what the body wants must be there', async () => {
      await wants('021', { service_code: true, commitment: true });
      expect(await refusal(invoiceTo('021'))).toEqual(['CODE_ROUTAGE_ERR', 'CMD_ERR']);
      const given = invoiceTo('021', { buyer_reference: 'SERV1', order_reference: '1300012345' });
      expect(await adapter.submit(given, call())).toMatchObject({ outcome: 'accepted' });
    });

    it('one of two, whichever', async () => {
      await wants('039', { either: true });
      expect(await refusal(invoiceTo('039'))).toEqual(['CMD_ERR']);
      const given = invoiceTo('039', { order_reference: '1300012345' });
      expect(await adapter.submit(given, call())).toMatchObject({ outcome: 'accepted' });
    });

    it('a SIRET nobody has, and none at all', async () => {
      const submission = invoiceFor();
      const unlisted = { ...submission.invoice, buyer_siret: '00000005900013' };
      expect(await refusal({ ...submission, invoice: unlisted })).toEqual(['DEST_INC']);
      const { buyer_siret: _, ...without } = submission.invoice;
      expect(await refusal({ ...submission, invoice: without })).toEqual(['SIRET_ERR']);
    });

    it('a body that cannot be asked about is left to Chorus Pro; one that is not reached stops the deposit', async () => {
      const asking = { operation: 'structures/v1/rechercher', kind: 'answer' };
      await chorus.control('mishaps', { ...asking, status: 200, body: { codeRetour: 20099, libelle: 'Habilitation' } });
      expect(await adapter.submit(invoiceTo('047'), call())).toMatchObject({ outcome: 'accepted' });
      await chorus.control('mishaps', { ...asking, status: 429, headers: { 'retry-after': '9' } });
      const fault = await faultOf(adapter.submit(invoiceTo('054'), call()));
      expect(fault).toMatchObject({ fault: 'rate_limited', sent: 'no', options: { retryAfterSeconds: 9 } });
    });

    it('are shown by the directory, with the services', async () => {
      const services = [
        { code: 'SERV1', name: 'Achats', commitment: true },
        { code: 'SERV2', name: 'Ancien', active: false },
      ];
      await wants('062', { name: 'Ville de Test', service_code: true, services });
      const { lines, complete } = await adapter.lookUp({ siret: siret('062') }, call());
      expect(complete).toBe(true);
      expect(lines).toMatchObject([
        {
          address: `${BUYER}_${siret('062')}`,
          siren: BUYER,
          siret: siret('062'),
          status: 'enabled',
          name: 'Ville de Test',
        },
        { address: `${BUYER}_${siret('062')}_SERV1`, routing_code: 'SERV1', routing_name: 'Achats', status: 'enabled' },
        { routing_code: 'SERV2', status: 'disabled' },
      ]);
      expect(lines.every(({ via, requires }) => via === 'public_portal' && requires?.service_code === true)).toBe(true);
      const one = await adapter.lookUp({ address: `${BUYER}_${siret('062')}_SERV1` }, call());
      expect(one.lines).toMatchObject([{ routing_code: 'SERV1', requires: { commitment: true, service_code: true } }]);
      expect(await adapter.lookUp({ address: `${BUYER}_${siret('062')}_NONE` }, call())).toEqual({
        lines: [],
        complete: true,
      });
    });

    it.each([{ siren: BUYER }, { address: BUYER }, { address: `${BUYER}_SUFFIXE` }])(
      '%j cannot be looked up: the answer says that it is not complete',
      async (query) => {
        expect(await adapter.lookUp(query, call())).toEqual({ lines: [], complete: false });
      },
    );
  });
});

describe('Chorus Pro, while a flow is on its way', () => {
  it('is pending, has no invoice yet, and is found by its number alone', async () => {
    const chorus = await Chorus.start(3_600_000);
    const connection = chorus.connect();
    const adapter = new ChorusAdapter();
    const submission = invoiceFor();
    const { flow_id } = await adapter.submit(submission, callOf(connection));
    const reference = { ...submission, flow_id: flow_id! };
    expect(await adapter.getStatus(reference, callOf(connection))).toMatchObject({
      acknowledgement: { status: 'Pending' },
      statuses: [],
    });
    expect(await adapter.findByTrackingId(submission, callOf(connection))).toBeNull();
    expect(await adapter.findByTrackingId(reference, callOf(connection))).toMatchObject({ flow_id });
    await chorus.control('clock', { offset_ms: 2 * 3_600_000 });
    const status = await adapter.getStatus(reference, callOf(connection));
    expect(status?.statuses.map(({ word }) => word)).toEqual(['DEPOSEE']);
    await chorus.stop();
  });
});
