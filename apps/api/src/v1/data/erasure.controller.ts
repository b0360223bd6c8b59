import { Body, Controller, Delete, Get, HttpCode, Post, Req } from '@nestjs/common';
import { DataErasures, ErasureRequest, type SignedInMember } from '@onefacture/accounts';
import type { Request } from 'express';
import { CurrentMember, Members } from '../../http/access.js';
import { ZodBody } from '../../http/zod-body.js';
import { Operation } from '../../openapi/operation.js';
import { ErasureOut, presentErasure } from './data-shapes.js';

const tag = 'Your data';

@Controller('v1/data/erase')
export class ErasureController {
  constructor(private readonly erasures: DataErasures) {}

  @Post()
  @HttpCode(202)
  @Members('owner')
  @Operation({
    id: 'eraseData',
    tag,
    summary: 'Have the organisation erased',
    description:
      'Both halves, live and test, with all members who belong to no other organisation. It waits for two weeks ' +
      '(`ONEFACTURE_ERASURE_WAIT`) and can be cancelled until then. `kept` names what the law has you keep: it stays ' +
      'stored unchanged until its last day, and nobody of the organisation can reach it. A running subscription has to ' +
      'be ended first; one that begins meanwhile cancels the erasure.',
    body: {
      schema: ErasureRequest,
      examples: { erase: { summary: 'Your password once more', value: { password: 'a long sentence of your own' } } },
    },
    answers: { 202: { description: 'It waits', schema: ErasureOut } },
    faults: ['data.erasure_pending', 'data.subscription_live', 'auth.locked'],
  })
  async request(
    @CurrentMember() member: SignedInMember,
    @Body(new ZodBody(ErasureRequest)) { password }: ErasureRequest,
    @Req() request: Request,
  ) {
    return presentErasure(await this.erasures.request(member, password, request.ip ?? ''));
  }

  @Get()
  @Members('owner', 'admin')
  @Operation({
    id: 'getErasure',
    tag,
    summary: 'The erasure that was asked for last',
    answers: { 200: { description: 'The erasure', schema: ErasureOut } },
    faults: ['request.not_found'],
  })
  async get(@CurrentMember() { organizationId }: SignedInMember) {
    return presentErasure(await this.erasures.get(organizationId));
  }

  @Delete()
  @Members('owner')
  @Operation({
    id: 'cancelErasure',
    tag,
    summary: 'Take an erasure back',
    answers: { 200: { description: 'The cancelled erasure', schema: ErasureOut } },
    faults: ['request.not_found', 'data.erasure_begun'],
  })
  async cancel(@CurrentMember() member: SignedInMember) {
    return presentErasure(await this.erasures.cancel(member));
  }
}
