import type { Socket } from 'node:net';

/** A letter as it was handed over. */
export interface HandedOver {
  readonly from: string;
  readonly to: readonly string[];
  readonly letter: Buffer;
}

/** What the owner of a session decides. */
export interface SmtpDesk {
  /** The answer to RCPT TO. */
  admit(address: string): string;
  /** The answer to the letter; undefined hangs up without one. */
  take(mail: HandedOver): Promise<string | undefined>;
}

const LONGEST_LETTER = 10 * 1024 * 1024;
const LONGEST_LINE = 4_096;
const END_OF_DATA = Buffer.from('\r\n.\r\n');
const GREETING = '220 simulator ESMTP';
const CAPABILITIES = ['250-simulator', '250-8BITMIME', '250-SMTPUTF8', '250 AUTH PLAIN LOGIN'];

/** One SMTP conversation (RFC 5321), as much of it as a client that sends mail needs. Any login is accepted. */
export class SmtpSession {
  #pending = Buffer.alloc(0);
  #inData = false;
  #loginSteps = 0;
  #from: string | undefined;
  #to: string[] = [];

  constructor(
    private readonly socket: Socket,
    private readonly desk: SmtpDesk,
  ) {
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => void this.#read(Buffer.from(bytes)));
    this.#say(GREETING);
  }

  async #read(bytes: Buffer): Promise<void> {
    this.#pending = Buffer.concat([this.#pending, bytes]);
    if (this.#pending.length > LONGEST_LETTER) return this.#hangUp('552 too much');
    this.socket.pause();
    while (await this.#next());
    this.socket.resume();
  }

  /** @returns whether there was something to work on */
  async #next(): Promise<boolean> {
    const mark = this.#inData ? END_OF_DATA : Buffer.from('\r\n');
    // A letter without a line ends right after the line of DATA.
    const empty = this.#inData && this.#pending.subarray(0, 3).equals(Buffer.from('.\r\n'));
    const at = empty ? 0 : this.#pending.indexOf(mark);
    if (!this.#inData && (at === -1 ? this.#pending.length : at) > LONGEST_LINE) {
      this.#hangUp('500 line too long');
      return false;
    }
    if (at === -1) return false;
    const piece = this.#pending.subarray(0, at);
    this.#pending = this.#pending.subarray(at + (empty ? 3 : mark.length));
    if (this.#inData) await this.#takeLetter(piece);
    else this.#obey(piece.toString('utf8'));
    return !this.socket.destroyed;
  }

  #obey(line: string): void {
    if (this.#loginSteps > 0) {
      this.#loginSteps -= 1;
      return this.#say(this.#loginSteps > 0 ? '334 UGFzc3dvcmQ6' : '235 welcome');
    }
    const [verb = '', ...rest] = line.split(' ');
    const argument = rest.join(' ');
    switch (verb.toUpperCase()) {
      case 'EHLO':
        return CAPABILITIES.forEach((each) => this.#say(each));
      case 'AUTH':
        return this.#login(argument);
      case 'MAIL':
        return this.#begin(addressIn(argument));
      case 'RCPT':
        return this.#admit(addressIn(argument));
      case 'DATA':
        return this.#openLetter();
      case 'QUIT':
        return this.#hangUp('221 bye');
      case 'HELO':
      case 'NOOP':
        return this.#say('250 well');
      case 'RSET':
        this.#forget();
        return this.#say('250 well');
      default:
        return this.#say('502 not here');
    }
  }

  #login(argument: string): void {
    const [method = '', initial] = argument.split(' ');
    this.#loginSteps = (method.toUpperCase() === 'LOGIN' ? 2 : 1) - (initial === undefined ? 0 : 1);
    if (this.#loginSteps === 0) this.#say('235 welcome');
    else this.#say(this.#loginSteps === 2 ? '334 VXNlcm5hbWU6' : '334 UGFzc3dvcmQ6');
  }

  #begin(address: string | undefined): void {
    if (address === undefined) return this.#say('501 no address');
    this.#forget();
    this.#from = address;
    this.#say('250 well');
  }

  #admit(address: string | undefined): void {
    if (this.#from === undefined) return this.#say('503 MAIL first');
    if (address === undefined || address === '') return this.#say('501 no address');
    const answer = this.desk.admit(address);
    if (answer.startsWith('2')) this.#to.push(address);
    this.#say(answer);
  }

  #openLetter(): void {
    if (this.#to.length === 0) return this.#say('503 RCPT first');
    this.#inData = true;
    this.#say('354 end with a line that holds a dot');
  }

  async #takeLetter(stuffed: Buffer): Promise<void> {
    this.#inData = false;
    const letter = Buffer.from(stuffed.toString('latin1').replaceAll(/(^|\r\n)\.\./g, '$1.'), 'latin1');
    const answer = await this.desk.take({ from: this.#from ?? '', to: [...this.#to], letter });
    this.#forget();
    if (answer === undefined) this.socket.destroy();
    else this.#say(answer);
  }

  #forget(): void {
    this.#from = undefined;
    this.#to = [];
  }

  #hangUp(farewell: string): void {
    this.#say(farewell);
    this.socket.end();
  }

  #say(line: string): void {
    if (!this.socket.destroyed) this.socket.write(`${line}\r\n`);
  }
}

const addressIn = (argument: string): string | undefined => /^(?:FROM|TO):\s*<([^<>\s]*)>/i.exec(argument)?.[1];
