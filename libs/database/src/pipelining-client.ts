import type { Duplex } from 'node:stream';
import { Client, type ClientConfig } from 'pg';
import { statementName } from './named-statements.js';

/**
 * A pg client that sends statements without waiting for the answers of earlier ones; Postgres answers them in order.
 * Those asked for in one turn of the event loop leave in one write. With `named`, each parameterised statement gets a
 * name, so that Postgres plans it once per connection (ONEFACTURE_DB_STATEMENT_CACHE).
 */
export function pipeliningClient({ named }: { readonly named: boolean }): typeof Client {
  return new Proxy(Client, {
    construct(target, [config]: [ClientConfig]) {
      const client = new target({ ...config, pipeline: true });
      const plain = client.query.bind(client) as (...query: unknown[]) => unknown;
      const query = (text: unknown, values?: unknown, ...rest: unknown[]) => {
        gather(client.connection.stream);
        const parameterised = named && typeof text === 'string' && Array.isArray(values) && values.length > 0;
        const name = parameterised ? statementName(text) : undefined;
        return name === undefined ? plain(text, values, ...rest) : plain({ name, text, values }, ...rest);
      };
      return Object.assign(client, { query });
    },
  });
}

/** Holds back what is written from now on until the current turn is over. */
function gather(stream: Duplex): void {
  if (stream.writableCorked > 0) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
}
