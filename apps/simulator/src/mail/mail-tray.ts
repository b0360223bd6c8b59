import { createServer, type Server, type Socket } from 'node:net';
import PostalMime from 'postal-mime';
import { SmtpSession, type HandedOver } from './smtp-session.js';

const KEPT = 500;

/** A mail that arrived. */
export interface TrayMail {
  readonly id: number;
  readonly received_at: string;
  readonly message_id: string | null;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Addresses in the text, in order. */
  readonly links: readonly string[];
}

/** The mail server of the simulator: keeps the last mails for people and tests to read. */
export class MailTray {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #heldUp = new Set<string>();
  #mails: TrayMail[] = [];
  #arrived = 0;

  constructor() {
    this.#server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      return new SmtpSession(socket, { admit: (address) => this.#admit(address), take: (mail) => this.#take(mail) });
    });
  }

  /** Newest first; of one recipient when given. */
  mails(to?: string | null): TrayMail[] {
    const wanted = to?.toLowerCase();
    const found = wanted
      ? this.#mails.filter((mail) => mail.to.some((each) => each.toLowerCase() === wanted))
      : this.#mails;
    return found.toReversed();
  }

  reset(): void {
    this.#mails = [];
    this.#heldUp.clear();
  }

  /** @returns its address as a url */
  async listen(host: string, port: number): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, resolve);
    });
    const bound = this.#server.address();
    if (bound === null || typeof bound === 'string') throw new Error('the mail tray has no port');
    return `smtp://${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${bound.port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  /** `refused@…` never gets mail, `later@…` not the first time, so that a sender's patience can be tried. */
  #admit(address: string): string {
    const name = address.slice(0, address.lastIndexOf('@')).split('+')[0];
    if (name === 'refused') return '550 5.1.1 nobody of that name';
    if (name === 'later' && !this.#heldUp.has(address)) {
      this.#heldUp.add(address);
      return '450 4.2.0 come back later';
    }
    return '250 well';
  }

  /** A mail to `lost@…` is kept, but its sender hears nothing. */
  async #take({ from, to, letter }: HandedOver): Promise<string | undefined> {
    const { messageId, subject = '', text = '', html = '' } = await PostalMime.parse(letter);
    this.#arrived += 1;
    const mail: TrayMail = {
      id: this.#arrived,
      received_at: new Date().toISOString(),
      message_id: messageId ?? null,
      from,
      to,
      subject,
      text: text.trimEnd(),
      html,
      links: text.match(/https?:\/\/[^\s<>"]+/g) ?? [],
    };
    this.#mails = [...this.#mails.slice(1 - KEPT), mail];
    return to.some((address) => address.startsWith('lost@')) ? undefined : `250 kept as ${mail.id}`;
  }
}
