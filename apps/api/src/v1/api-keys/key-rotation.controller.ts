import { Body, Controller, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiKeys, Rotation, type RotatedKey } from '@onefacture/accounts';
import type { OrganisationTransaction } from '@onefacture/database';
import { CurrentRequester, KeysOrMembers, type Requester } from '../../http/access.js';
import { Idempotent, Once, type OnceWork } from '../../http/idempotent.js';
import type { WrittenReply } from '../../http/reply.js';
import { UuidParam } from '../../http/uuid-param.js';
import { ZodBody, ZodQuery } from '../../http/zod-body.js';
import { Operation } from '../../openapi/operation.js';
import { presentRotatedKey, RotatedKeyOut } from './api-key-shapes.js';
import { KeyQuery, KeyTargets } from './key-target.js';

@KeysOrMembers(['admin'], ['owner', 'admin'])
@Controller('v1/api-keys')
export class KeyRotationController {
  constructor(
    private readonly keys: ApiKeys,
    private readonly targets: KeyTargets,
  ) {}

  @Post(':id/rotate')
  @HttpCode(201)
  @Idempotent('handler')
  @Operation({
    id: 'rotateApiKey',
    tag: 'API keys',
    summary: 'Replace a key',
    description:
      'Issues a key with the label, scopes and allowed addresses of the old one, which works on for `overlap_seconds` ' +
      '(a day by default; 0 ends it at once), so that clients can change over without a gap.',
    query: KeyQuery,
    body: {
      schema: Rotation,
      examples: { hour: { summary: 'An hour to change over', value: { overlap_seconds: 3_600 } } },
    },
    answers: { 201: { description: 'The new key, shown this once', schema: RotatedKeyOut } },
    faults: ['request.not_found'],
  })
  async rotate(
    @Once() once: OnceWork,
    @CurrentRequester() requester: Requester,
    @Param('id', UuidParam) id: string,
    @Query(new ZodQuery(KeyQuery)) { mode }: KeyQuery,
    @Body(new ZodBody(Rotation)) rotation: Rotation,
  ): Promise<WrittenReply> {
    const target = await this.targets.of(requester, mode);
    const rotate = (tx: OrganisationTransaction) => this.keys.rotate(tx, target.mode, id, rotation, requester.actor);
    let rotated: RotatedKey | undefined;
    const reply = await once.run(async (tx) => {
      rotated = await this.targets.within(tx, target, rotate);
      return presentRotatedKey(rotated);
    });
    if (rotated) await this.keys.settle(rotated);
    return reply;
  }
}
