import { createServer } from 'node:net';
import { StopError } from './stop.js';

export interface Address {
  host: string;
  port: number;
}

/** Reads `host:port` or `:port` (all interfaces), as ONEFACTURE_HTTP_ADDR and its like are written. */
export function parseAddress(setting: string, text: string): Address {
  const match = /^(?:\[([^\]]+)\]|([^:]*)):(\d{1,5})$/.exec(text.trim());
  const port = Number(match?.[3]);
  if (!match || port < 1 || port > 65_535) {
    throw new StopError(`${setting} is "${text}", but must be host:port, as in 127.0.0.1:8080.`);
  }
  return { host: match[1] ?? match[2] ?? '', port };
}

/** The url a caller on this machine uses to reach a listener; loopback goes by the name given. */
export function localUrl({ host, port }: Address, loopback = '127.0.0.1'): string {
  const reachable = ['', '0.0.0.0', '::', '127.0.0.1'].includes(host) ? loopback : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}

/** Refuses with one sentence when something else listens there already. */
export async function refuseTakenPort(setting: string, what: string, address: Address): Promise<void> {
  const fault = await listenError(address);
  if (fault === undefined) return;
  if (fault === 'EADDRINUSE') {
    throw new StopError(
      `port ${address.port} for the ${what} is taken by another program; stop that one or choose another: ` +
        `${setting}=${address.host}:${address.port + 1000} npm start`,
    );
  }
  throw new StopError(`the ${what} cannot listen on ${address.host}:${address.port} (${fault}); change ${setting}.`);
}

/** The preferred port on loopback when it is free, else any free one. */
export async function freePort(preferred: number): Promise<number> {
  return (await tryPort(preferred)) ?? (await tryPort(0)) ?? preferred;
}

async function listenError({ host, port }: Address): Promise<string | undefined> {
  const hosts = host === '' || host === 'localhost' ? ['', '127.0.0.1'] : [host];
  for (const candidate of hosts) {
    const fault = await listenOnce(candidate, port);
    if (typeof fault === 'string') return fault;
  }
  return undefined;
}

async function tryPort(port: number): Promise<number | undefined> {
  const result = await listenOnce('127.0.0.1', port);
  return typeof result === 'number' ? result : undefined;
}

function listenOnce(host: string, port: number): Promise<number | string> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host: host === '' ? undefined : host, port, exclusive: true }, () => {
      const bound = server.address();
      server.close(() => resolve(typeof bound === 'object' && bound ? bound.port : port));
    });
  });
}
