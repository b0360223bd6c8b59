import { Module } from '@nestjs/common';
import { DatabaseModule } from '@onefacture/database';
import { SecurityModule } from '@onefacture/security';
import { MailContent } from './mails/mail-content.js';
import { Mails } from './mails/mails.service.js';
import { Postman } from './mails/postman.js';
import { MailServer } from './smtp/mail-server.js';

/** Mails: asked for within a transaction, sent by the worker. Needs SettingsModule. */
@Module({
  imports: [DatabaseModule, SecurityModule],
  providers: [MailContent, Mails, MailServer, Postman],
  exports: [Mails, Postman],
})
export class MailModule {}
