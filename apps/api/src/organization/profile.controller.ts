import { Body, Controller, Get, Patch } from '@nestjs/common';
import {
  ChangedOrganisation,
  OrganisationProfiles,
  OrganisationSettings,
  ROLES,
  type OrganisationProfile,
} from '@onefacture/accounts';
import { z } from 'zod';
import { OwnOrganisationOut, presentOwnOrganisation } from '../auth/auth-shapes.js';
import { CurrentRequester, KeysOrMembers, type Requester } from '../http/access.js';
import { ZodBody } from '../http/zod-body.js';
import { Operation } from '../openapi/operation.js';

const tag = 'Organisation';

/** An organisation with what it has settled for its companies. */
const ProfileOut = OwnOrganisationOut.extend({
  check_in_mails: z
    .boolean()
    .meta({ description: 'Whether owners and admins are asked if an overdue invoice was paid' }),
  settings: OrganisationSettings,
}).meta({ id: 'OrganizationProfile' });

@Controller('v1/organization')
export class ProfileController {
  constructor(private readonly profiles: OrganisationProfiles) {}

  @Get()
  @KeysOrMembers(['admin'], [...ROLES])
  @Operation({
    id: 'getOrganization',
    tag,
    summary: 'Get the organisation and its settings',
    answers: { 200: { description: 'The organisation', schema: ProfileOut } },
  })
  async get(@CurrentRequester() { organizationId }: Requester) {
    return presentProfile(await this.profiles.get(organizationId));
  }

  @Patch()
  @KeysOrMembers(['admin'], ['owner', 'admin'])
  @Operation({
    id: 'changeOrganization',
    tag,
    summary: 'Change name, mails or settings of the organisation',
    description:
      'Its companies take mentions, payment terms and billing frame where they have none of their own; the company ' +
      'with its SIREN takes VAT number, addresses, bank account and legal information too. `settings` replaces all ' +
      'of them. A change of a live organisation holds for its test half as well.',
    body: {
      schema: ChangedOrganisation,
      examples: {
        mentions: {
          summary: 'Mentions of every invoice',
          value: {
            settings: { mentions: { AAB: "Pas d'escompte pour paiement anticipé" }, payment_terms: '30 jours' },
          },
        },
      },
    },
    answers: { 200: { description: 'The organisation', schema: ProfileOut } },
  })
  async change(
    @CurrentRequester() { organizationId, actor }: Requester,
    @Body(new ZodBody(ChangedOrganisation)) change: ChangedOrganisation,
  ) {
    return presentProfile(await this.profiles.change(organizationId, change, actor));
  }
}

function presentProfile({ organisation, settings }: OrganisationProfile): z.input<typeof ProfileOut> {
  return { ...presentOwnOrganisation(organisation), check_in_mails: organisation.checkInMails, settings };
}
