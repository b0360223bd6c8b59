import { createServer, type Socket } from 'node:net';

/** How the receiver treats the next mail; it takes it when nothing is said. */
export type Treatment =
  | 'take'
  | { readonly rcpt: string }
  | { readonly afterData: string }
  /** The letter is read and the connection closed without an answer. */
  | 'hang-up'
  /** Nothing is said, not even the greeting. */
  | 'silent';

/** A mail server for tests: keeps the raw letters, and treats each as the list says. */
export async function startMailReceiver() {
  const letters: string[] = [];
  const treatments: Treatment[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    talk(socket, treatments.shift() ?? 'take', (letter) => letters.push(letter));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the receiver has no port');
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    letters,
    treatments,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
export type MailReceiver = Awaited<ReturnType<typeof startMailReceiver>>;

function talk(socket: Socket, treatment: Treatment, keep: (letter: string) => void): void {
  if (treatment === 'silent') return;
  const say = (line: string) => socket.write(`${line}\r\n`);
  const answerToRcpt = typeof treatment === 'object' && 'rcpt' in treatment ? treatment.rcpt : '250 well';
  const answerToData = typeof treatment === 'object' && 'afterData' in treatment ? treatment.afterData : '250 kept';
  let [pending, inData] = ['', false];
  socket.on('data', (bytes) => {
    pending += bytes.toString('utf8');
    for (;;) {
      const mark = inData ? '\r\n.\r\n' : '\r\n';
      const end = pending.indexOf(mark);
      if (end === -1) return;
      const piece = pending.slice(0, end);
      pending = pending.slice(end + mark.length);
      if (inData) {
        inData = false;
        keep(piece);
        if (treatment === 'hang-up') socket.destroy();
        else say(answerToData);
        continue;
      }
      const verb = piece.slice(0, 4).toUpperCase();
      inData = verb === 'DATA';
      if (verb === 'DATA') say('354 go on');
      else if (verb === 'RCPT') say(answerToRcpt);
      else say(verb === 'QUIT' ? '221 bye' : '250 well');
      if (verb === 'QUIT') socket.end();
    }
  });
  say('220 receiver');
}
