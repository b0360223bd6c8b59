import { Injectable } from '@nestjs/common';
import { Envelope } from '@onefacture/security';
import { z } from 'zod';
import { MAIL_DATA, type MailData, type MailTemplate } from '../templates/mail-data.js';
import type { MailEntity } from './mail.entity.js';

const Content = z.object({ to: z.string(), data: z.unknown() });

/** To whom a mail goes, and what fills its template. */
export interface OpenMail {
  readonly to: string;
  readonly data: MailData[MailTemplate];
}

/** Seals and opens what a mail says and to whom: links in it carry tokens. */
@Injectable()
export class MailContent {
  constructor(private readonly envelope: Envelope) {}

  async seal(place: { readonly organizationId: string; readonly id: string }, content: OpenMail): Promise<Buffer> {
    return Buffer.from(await this.envelope.sealText(JSON.stringify(content), context(place)));
  }

  /** @throws AppError data.undecryptable when the value was altered or moved */
  async open(mail: MailEntity, sealed: Buffer): Promise<OpenMail> {
    const { to, data } = Content.parse(JSON.parse(await this.envelope.openText(sealed, context(mail))));
    return { to, data: MAIL_DATA[mail.template].parse(data) };
  }
}

const context = ({ organizationId, id }: { readonly organizationId: string; readonly id: string }) => ({
  organization_id: organizationId,
  row: id,
  column: 'mails.content',
});
