import { Module } from '@nestjs/common';
import { DatabaseModule } from '@onefacture/database';
import { MailModule } from '@onefacture/mail';
import { SecurityModule } from '@onefacture/security';
import { AccountsModule } from '../accounts.module.js';
import { Invitations } from '../invitations/invitations.service.js';
import { Joining } from '../invitations/joining.service.js';
import { OrganisationProfiles } from '../organisations/organisation-profiles.service.js';
import { PeopleModule } from '../people.module.js';
import { Team } from './team.service.js';

/** An organisation's settings, its members and who is invited to be one. Needs SettingsModule and MetricsModule. */
@Module({
  imports: [AccountsModule, DatabaseModule, MailModule, PeopleModule, SecurityModule],
  providers: [Invitations, Joining, OrganisationProfiles, Team],
  exports: [Invitations, Joining, OrganisationProfiles, Team],
})
export class TeamModule {}
