import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SecuritySettings } from '@onefacture/config';
import { z } from 'zod';
import { constantTimeEqual } from './secret-hasher.js';

const Content = z.tuple([z.array(z.string()), z.number()]);
const LONGEST = 1_000;

/** Tokens for links that do one thing until a moment, for whoever holds them; nothing is stored. */
@Injectable()
export class SignedLinks {
  constructor(private readonly settings: SecuritySettings) {}

  /** A token for a url. It can be read, and made only here. @param subject what it is about, such as ids */
  sign(purpose: string, subject: readonly string[], until: Date): string {
    const content = Buffer.from(JSON.stringify([subject, until.getTime()])).toString('base64url');
    return `${content}.${this.#signature(purpose, content)}`;
  }

  /** What a token is about; undefined when it was not made here, was made for something else, or its time is over. */
  read(purpose: string, token: string, now: Date): string[] | undefined {
    const [content = '', signature = '', ...more] = token.split('.');
    if (token.length > LONGEST || more.length > 0) return undefined;
    if (!constantTimeEqual(signature, this.#signature(purpose, content))) return undefined;
    const [subject, until] = Content.parse(JSON.parse(Buffer.from(content, 'base64url').toString('utf8')));
    return until > now.getTime() ? subject : undefined;
  }

  #signature(purpose: string, content: string): string {
    const key = this.settings.hashPepper.reveal();
    return createHmac('sha256', key).update(`link:${purpose}:${content}`).digest('base64url');
  }
}
