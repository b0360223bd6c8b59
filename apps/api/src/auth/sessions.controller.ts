import { Body, Controller, HttpCode, Post, Req, UseGuards } from '@nestjs/common';
import {
  Credentials,
  Logins,
  NewRegistration,
  Registration,
  Sessions,
  type SignedInMember,
} from '@onefacture/accounts';
import type { Request } from 'express';
import { z } from 'zod';
import { CurrentMember, Members, Open } from '../http/access.js';
import { ZodBody } from '../http/zod-body.js';
import { Operation } from '../openapi/operation.js';
import { AddressLimitGuard, RegistrationLimitGuard } from './address-limits.js';
import { presentRegistered, presentTokens, RegisteredOut, TokensOut } from './auth-shapes.js';

const tag = 'Accounts';

const RefreshRequest = z.strictObject({
  refresh_token: z.string().min(1).max(200),
  organization_id: z.uuid().optional().meta({ description: 'To act for another of your organisations' }),
});
type RefreshRequest = z.output<typeof RefreshRequest>;

@Controller('auth')
export class SessionsController {
  constructor(
    private readonly registration: Registration,
    private readonly logins: Logins,
    private readonly sessions: Sessions,
  ) {}

  @Post('register')
  @Open()
  @UseGuards(AddressLimitGuard, RegistrationLimitGuard)
  @Operation({
    id: 'register',
    tag,
    summary: 'Open an account',
    description:
      'Makes a live organisation with its test half, and you as its owner, signed in. With `siren` the first company ' +
      'is registered too. A password has 12 to 200 characters.',
    body: {
      schema: NewRegistration,
      examples: {
        account: {
          summary: 'An account with its first company',
          value: {
            organization_name: 'Acme SAS',
            email: 'claire@acme.example',
            password: 'a long sentence of your own',
            name: 'Claire Martin',
            siren: '732829320',
          },
        },
      },
    },
    answers: { 201: { description: 'The account, and tokens of the first session', schema: RegisteredOut } },
    faults: ['account.email_taken', 'request.rate_limited'],
  })
  async register(@Body(new ZodBody(NewRegistration)) wanted: NewRegistration) {
    return presentRegistered(await this.registration.register(wanted));
  }

  @Post('login')
  @HttpCode(200)
  @Open()
  @UseGuards(AddressLimitGuard)
  @Operation({
    id: 'login',
    tag,
    summary: 'Sign in',
    description:
      'An unknown e-mail and a wrong password get the same answer. After too many tries the e-mail is locked for a ' +
      'while, whether or not somebody has it.',
    body: {
      schema: Credentials,
      examples: {
        login: {
          summary: 'E-mail and password',
          value: { email: 'claire@acme.example', password: 'a long sentence of your own' },
        },
      },
    },
    answers: { 200: { description: 'Tokens', schema: TokensOut } },
    faults: ['auth.wrong_credentials', 'auth.locked', 'auth.forbidden', 'request.rate_limited'],
  })
  async login(@Body(new ZodBody(Credentials)) credentials: Credentials, @Req() request: Request) {
    return presentTokens(await this.logins.logIn(credentials, request.ip ?? ''));
  }

  @Post('refresh')
  @HttpCode(200)
  @Open()
  @UseGuards(AddressLimitGuard)
  @Operation({
    id: 'refreshTokens',
    tag,
    summary: 'Get the next tokens',
    description:
      'A refresh token works once. One that comes a second time ends the whole session: somebody else may hold it.',
    body: {
      schema: RefreshRequest,
      examples: { refresh: { summary: 'The refresh token at hand', value: { refresh_token: 'ofr_…' } } },
    },
    answers: { 200: { description: 'Tokens', schema: TokensOut } },
    faults: ['auth.unauthenticated', 'auth.forbidden', 'request.rate_limited'],
  })
  async refresh(@Body(new ZodBody(RefreshRequest)) { refresh_token, organization_id }: RefreshRequest) {
    return presentTokens(await this.sessions.refresh(refresh_token, organization_id));
  }

  @Post('logout')
  @HttpCode(204)
  @Members()
  @Operation({
    id: 'logout',
    tag,
    summary: 'Sign out',
    description: 'Ends this session: its refresh token and its access tokens stop working.',
    answers: { 204: { description: 'Signed out' } },
  })
  async logout(@CurrentMember() { userId, sessionId }: SignedInMember): Promise<void> {
    await this.sessions.end(userId, sessionId);
  }
}
