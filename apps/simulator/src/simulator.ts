import { createServer, type Server } from 'node:http';
import { chorus } from './chorus/chorus-routes.js';
import { Callbacks } from './flows/callbacks.js';
import { Router } from './http/router.js';
import { kms } from './kms/kms-routes.js';
import { seededChance } from './life/chance.js';
import { Pacer } from './life/pacer.js';
import { mailbox } from './mail/mail-routes.js';
import { pennylaneRoutes } from './pennylane/pennylane-routes.js';
import { Pennylane } from './pennylane/pennylane.js';
import { qontoRoutes } from './qonto/qonto-routes.js';
import { Qonto } from './qonto/qonto.js';
import { standardRoutes } from './routes/standard-routes.js';
import { readSettings, type Settings } from './settings.js';
import { Store } from './state/store.js';

export interface RunningSimulator {
  /** base url, without a slash at the end */
  readonly url: string;
  /** where mails may be sent to */
  readonly smtpUrl: string;
  stop(): Promise<void>;
}

/** Starts a simulated platform in this process. What is not given comes from the defaults of the settings. */
export async function startSimulator(options: Partial<Settings> = {}): Promise<RunningSimulator> {
  const settings = { ...readSettings({}), ...options };
  const store = await Store.open(settings.dataDir);
  const pacer = new Pacer(store, settings.stepMs);
  const callbacks = new Callbacks(store, settings.clientId);
  store.onChange = (organization, { flow }) => callbacks.announce(organization, flow);
  let draw = seededChance(store.faults.seed);
  const chance = (): number => draw();
  const chorusPro = chorus(settings);
  const pennylane = new Pennylane();
  const qonto = new Qonto();
  const keyBroker = kms(settings);
  await keyBroker.open();
  const mails = mailbox();
  const router = new Router([
    ...mails.routes,
    ...chorusPro.routes,
    ...pennylaneRoutes(pennylane),
    ...qontoRoutes(qonto),
    ...keyBroker.routes,
    ...standardRoutes(settings, store, pacer, chance, {
      reseed: (seed) => {
        draw = seededChance(seed);
      },
      reset: async () => {
        callbacks.stop();
        await pacer.stop();
        await store.reset();
        chorusPro.reset();
        pennylane.reset();
        qonto.reset();
        mails.tray.reset();
        keyBroker.reset();
        pacer.resume();
      },
    }),
  ]);
  const server = createServer((request, response) => void router.answer(request, response));
  const url = await listen(server, settings);
  const smtpUrl = await mails.tray.listen(settings.host, settings.smtpPort);
  pacer.resume();
  return {
    url,
    smtpUrl,
    async stop() {
      await close(server);
      await mails.tray.stop();
      pennylane.stop();
      qonto.stop();
      callbacks.stop();
      await pacer.stop();
      await store.close();
    },
  };
}

function listen(server: Server, { host, port }: Settings): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const bound = server.address();
      if (bound === null || typeof bound === 'string') return reject(new Error('the simulator has no port'));
      const name = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address;
      resolve(`http://${name}:${bound.port}`);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
