import { Body, Controller, Delete, Get, HttpCode, Param, Patch } from '@nestjs/common';
import { Team, type SignedInMember } from '@onefacture/accounts';
import { CurrentMember, Members } from '../http/access.js';
import { UuidParam } from '../http/uuid-param.js';
import { ZodBody } from '../http/zod-body.js';
import { Operation } from '../openapi/operation.js';
import { ChangedMember, MemberOut, MembersOut, presentMember } from './team-shapes.js';

const tag = 'Organisation';

@Controller('v1/organization/members')
export class MembersController {
  constructor(private readonly team: Team) {}

  @Get()
  @Members()
  @Operation({
    id: 'listMembers',
    tag,
    summary: 'List members',
    description: 'All of them, who joined first comes first.',
    answers: { 200: { description: 'The members', schema: MembersOut } },
  })
  async list(@CurrentMember() { organizationId }: SignedInMember) {
    return { data: (await this.team.list(organizationId)).map(presentMember) };
  }

  @Patch(':id')
  @Members('owner', 'admin')
  @Operation({
    id: 'changeMember',
    tag,
    summary: 'Change the role of a member',
    description:
      'By user id. It holds at once. Only an owner gives or changes the role of owner, and the last owner stays one.',
    body: {
      schema: ChangedMember,
      examples: { admin: { summary: 'Make an administrator', value: { role: 'admin' } } },
    },
    answers: { 200: { description: 'The member', schema: MemberOut } },
    faults: ['request.not_found', 'member.last_owner'],
  })
  async change(
    @CurrentMember() member: SignedInMember,
    @Param('id', UuidParam) id: string,
    @Body(new ZodBody(ChangedMember)) { role }: ChangedMember,
  ) {
    return presentMember(await this.team.changeRole(member, id, role));
  }

  @Delete(':id')
  @HttpCode(204)
  @Members()
  @Operation({
    id: 'removeMember',
    tag,
    summary: 'Take a member out, or leave',
    description:
      'By user id; your own to leave. Access tokens for this organisation stop working at once; API keys live on.',
    answers: { 204: { description: 'No member any more' } },
    faults: ['request.not_found', 'member.last_owner'],
  })
  async remove(@CurrentMember() member: SignedInMember, @Param('id', UuidParam) id: string): Promise<void> {
    await this.team.remove(member, id);
  }
}
