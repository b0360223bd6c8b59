import { Body, Controller, Delete, Get, Param, Put } from '@nestjs/common';
import { NewOrganisationKey, OrganisationKeys } from '@onefacture/accounts';
import { AdminOnly } from '../../http/access.js';
import { UuidParam } from '../../http/uuid-param.js';
import { ZodBody } from '../../http/zod-body.js';
import { Operation } from '../../openapi/operation.js';
import { OrganisationKeyOut, presentOrganisationKey } from './organisation-key-shapes.js';

const tag = 'Administration';
const ACTOR = 'admin';

@AdminOnly()
@Controller('v1/admin/organizations/:id/key')
export class OrganisationKeysController {
  constructor(private readonly keys: OrganisationKeys) {}

  @Get()
  @Operation({
    id: 'getOrganizationKey',
    tag,
    summary: 'The encryption key of an organisation',
    description:
      '`shared` is the key of all that have none of their own. `pending_rewrap` counts what is under another.',
    answers: { 200: { description: 'The key', schema: OrganisationKeyOut } },
    faults: ['request.not_found'],
  })
  async get(@Param('id', UuidParam) id: string) {
    return presentOrganisationKey(await this.keys.get(id));
  }

  @Put()
  @Operation({
    id: 'setOrganizationKey',
    tag,
    summary: 'Give an organisation a key of its own, or another one',
    description:
      'Needs a key broker. What is stored from now on is under this key; `npm run keys:rewrap` brings the rest there.',
    body: {
      schema: NewOrganisationKey,
      examples: { made: { summary: 'A key the broker makes', value: {} } },
    },
    answers: { 200: { description: 'The key', schema: OrganisationKeyOut } },
    faults: ['request.not_found', 'request.invalid', 'key.no_broker', 'key.destroyed', 'key.unavailable'],
  })
  async set(@Param('id', UuidParam) id: string, @Body(new ZodBody(NewOrganisationKey)) wanted: NewOrganisationKey) {
    return presentOrganisationKey(await this.keys.assign(id, wanted.key_id, ACTOR));
  }

  @Delete()
  @Operation({
    id: 'destroyOrganizationKey',
    tag,
    summary: 'Destroy the key of an organisation for good',
    description:
      'Nobody can read its documents, invoices and credentials again, in backups neither; requests for them answer 410. ' +
      'Refused while something of it is under another key.',
    answers: { 200: { description: 'The destroyed key', schema: OrganisationKeyOut } },
    faults: ['request.not_found', 'key.rewrap_needed', 'key.no_broker', 'key.unavailable'],
  })
  async destroy(@Param('id', UuidParam) id: string) {
    return presentOrganisationKey(await this.keys.destroy(id, ACTOR));
  }
}
