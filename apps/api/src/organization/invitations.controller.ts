import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Invitations, NewInvitation, type SignedInMember } from '@onefacture/accounts';
import type { OrganisationTransaction } from '@onefacture/database';
import { CurrentMember, Members } from '../http/access.js';
import { Idempotent, Transaction } from '../http/idempotent.js';
import { UuidParam } from '../http/uuid-param.js';
import { ZodBody } from '../http/zod-body.js';
import { Operation } from '../openapi/operation.js';
import { InvitationOut, InvitationsOut, presentInvitation } from './team-shapes.js';

const tag = 'Organisation';

@Members('owner', 'admin')
@Controller('v1/organization/invitations')
export class InvitationsController {
  constructor(private readonly invitations: Invitations) {}

  @Post()
  @Idempotent()
  @Operation({
    id: 'createInvitation',
    tag,
    summary: 'Invite somebody',
    description:
      'Mails a link that works for 7 days and promises a seat of the plan. An earlier invitation of the same address ends.',
    body: {
      schema: NewInvitation,
      examples: { member: { summary: 'A member', value: { email: 'paul@acme.example', role: 'member' } } },
    },
    answers: { 201: { description: 'The invitation', schema: InvitationOut } },
    faults: ['member.already_member', 'billing.plan_limit_reached'],
  })
  async create(
    @Transaction() tx: OrganisationTransaction,
    @CurrentMember() member: SignedInMember,
    @Body(new ZodBody(NewInvitation)) wanted: NewInvitation,
  ) {
    return presentInvitation(await this.invitations.invite(tx, member, wanted));
  }

  @Get()
  @Operation({
    id: 'listInvitations',
    tag,
    summary: 'List open invitations',
    description: 'Newest first.',
    answers: { 200: { description: 'The invitations', schema: InvitationsOut } },
  })
  async list(@CurrentMember() { organizationId }: SignedInMember) {
    return { data: (await this.invitations.list(organizationId)).map(presentInvitation) };
  }

  @Delete(':id')
  @HttpCode(204)
  @Operation({
    id: 'revokeInvitation',
    tag,
    summary: 'Take an invitation back',
    description: 'Its link stops working and its seat is free.',
    answers: { 204: { description: 'Taken back' } },
    faults: ['request.not_found'],
  })
  async revoke(@CurrentMember() member: SignedInMember, @Param('id', UuidParam) id: string): Promise<void> {
    await this.invitations.revoke(member, id);
  }
}
