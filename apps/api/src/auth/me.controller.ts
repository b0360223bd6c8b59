import { Controller, Get } from '@nestjs/common';
import type { SignedInMember } from '@onefacture/accounts';
import { CurrentMember, Members } from '../http/access.js';
import { Operation, type OperationDescription } from '../openapi/operation.js';
import { MeOut } from './auth-shapes.js';
import { Me } from './me.service.js';

const operation = {
  tag: 'Accounts',
  summary: 'Who am I',
  description:
    'You, the organisation your access token is for, your role there as it is now, and where its subscription stands.',
  answers: { 200: { description: 'You', schema: MeOut } },
} satisfies Partial<OperationDescription>;

@Members()
@Controller('auth')
export class MeController {
  constructor(private readonly me: Me) {}

  @Get('me')
  @Operation({ id: 'getMe', ...operation })
  async get(@CurrentMember() member: SignedInMember) {
    return this.me.of(member);
  }
}

@Members()
@Controller('users')
export class UsersMeController {
  constructor(private readonly me: Me) {}

  @Get('me')
  @Operation({ id: 'getUsersMe', ...operation, description: 'The same as GET /auth/me.' })
  async get(@CurrentMember() member: SignedInMember) {
    return this.me.of(member);
  }
}
