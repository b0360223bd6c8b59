import { Module } from '@nestjs/common';
import { MailModule } from '@onefacture/mail';
import { TeamMails } from './team-mails.service.js';

/** Mails to those who run an organisation. Needs SettingsModule and MetricsModule. */
@Module({ imports: [MailModule], providers: [TeamMails], exports: [TeamMails] })
export class TeamMailsModule {}
