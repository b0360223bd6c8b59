import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A delivery as it arrived. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Answers one delivery. */
export type Reply = (response: ServerResponse) => void;

/** Answers with a status. */
export const status =
  (code: number, headers: Record<string, string> = {}, body = ''): Reply =>
  (response) =>
    response.writeHead(code, headers).end(body);

/** Somebody who is told: keeps what arrives, answers as asked (204 when nothing was asked). */
export async function startReceiver() {
  const received: Received[] = [];
  const replies = new Map<string, Reply[]>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      received.push({ path, headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
      (replies.get(path)?.shift() ?? status(204))(response);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: (path: string) => `http://127.0.0.1:${port}${path}`,
    /** The next deliveries to that path meet these, in order. */
    reply: (path: string, ...given: Reply[]) => replies.set(path, [...(replies.get(path) ?? []), ...given]),
    /** From now on that path answers 204. */
    forget: (path: string) => replies.delete(path),
    at: (path: string) => received.filter((one) => one.path === path),
    stop: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
export type Receiver = Awaited<ReturnType<typeof startReceiver>>;
