import { Body, Controller, Delete, Get, Headers, HttpCode, Put, Res, type StreamableFile } from '@nestjs/common';
import { ROLES } from '@onefacture/accounts';
import { LogosService, type LogoRow } from '@onefacture/invoicing';
import type { Response } from 'express';
import { z } from 'zod';
import { CurrentRequester, KeysOrMembers, type Requester } from '../http/access.js';
import { Consumes } from '../http/content.js';
import { answerFile } from '../http/file-answer.js';
import { oneFileOf } from '../http/upload.js';
import { Operation } from '../openapi/operation.js';

const tag = 'Organisation';

/** The logo that is kept. */
const LogoOut = z
  .object({
    media_type: z.enum(['image/png', 'image/jpeg']),
    width: z.int().meta({ example: 600 }),
    height: z.int().meta({ example: 200 }),
    size: z.int().meta({ description: 'In bytes', example: 5_120 }),
    sha256: z.string(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'Logo' });

@Controller('v1/organization/logo')
export class LogoController {
  constructor(private readonly logos: LogosService) {}

  @Get()
  @KeysOrMembers(['admin'], [...ROLES])
  @Operation({
    id: 'getLogo',
    tag,
    summary: 'Get the logo of the organisation',
    headers: { 'If-None-Match': 'The ETag of the logo you hold: 304 when it is the same' },
    answers: {
      200: {
        description: 'The picture as documents carry it',
        contentType: ['image/png', 'image/jpeg'],
        headers: { ETag: 'Its sha256' },
      },
      304: { description: 'You hold it' },
    },
    faults: ['request.not_found'],
  })
  async get(
    @CurrentRequester() { organizationId }: Requester,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile | undefined> {
    const { media_type: mediaType, bytes, sha256 } = await this.logos.get(organizationId);
    const filename = mediaType === 'image/png' ? 'logo.png' : 'logo.jpg';
    return answerFile({ mediaType, bytes, sha256, filename }, response, known);
  }

  @Put()
  @KeysOrMembers(['admin'], ['owner', 'admin'])
  @Consumes('image/png', 'image/jpeg', 'multipart/form-data')
  @Operation({
    id: 'putLogo',
    tag,
    summary: 'Set the logo of the organisation',
    description:
      'It stands at the top of every page we draw: Factur-X, readable PDF. A PNG is drawn on white and written anew, of a ' +
      'JPEG all that is not the picture is taken out. At most 512 KiB and 4 million pixels; no interlaced PNG, no ' +
      'four-colour JPEG. Documents that were sent keep what they had. It holds for the test half as well.',
    otherBodies: { 'image/png': 'The picture', 'image/jpeg': 'The picture' },
    form: { files: { file: { description: 'The picture' } }, required: ['file'] },
    answers: { 200: { description: 'The logo as it is kept', schema: LogoOut } },
    faults: ['request.invalid', 'document.too_heavy', 'service.busy'],
  })
  async put(@CurrentRequester() { organizationId, actor }: Requester, @Body() body: unknown) {
    return presentLogo(await this.logos.put(organizationId, oneFileOf(body), actor));
  }

  @Delete()
  @HttpCode(204)
  @KeysOrMembers(['admin'], ['owner', 'admin'])
  @Operation({
    id: 'deleteLogo',
    tag,
    summary: 'Remove the logo of the organisation',
    answers: { 204: { description: 'Documents made from now on carry none' } },
    faults: ['request.not_found'],
  })
  async remove(@CurrentRequester() { organizationId, actor }: Requester): Promise<void> {
    await this.logos.remove(organizationId, actor);
  }
}

function presentLogo({ bytes, updated_at: updatedAt, ...logo }: LogoRow): z.input<typeof LogoOut> {
  return { ...logo, size: bytes.length, updated_at: updatedAt.toISOString() };
}
