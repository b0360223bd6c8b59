import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import type { Caller } from '@onefacture/accounts';
import { RoutingService } from '@onefacture/transmission';
import { CurrentCaller, Scopes } from '../../http/access.js';
import { UuidParam } from '../../http/uuid-param.js';
import { Operation } from '../../openapi/operation.js';
import { presentPreview, RoutePreviewOut } from './routing-shapes.js';

@Scopes('invoices:write')
@Controller('v1/invoices/:id')
export class RoutePreviewController {
  constructor(private readonly routing: RoutingService) {}

  @Post('route')
  @HttpCode(200)
  @Operation({
    id: 'previewRoute',
    tag: 'Routing',
    summary: 'Through which connection an invoice would go now',
    description:
      'The decision that a submission would take, with what was considered. Nothing is sent or changed; the directory is ' +
      'asked, within a short deadline.',
    answers: { 200: { description: 'The decision', schema: RoutePreviewOut } },
    faults: ['request.not_found'],
  })
  async preview(@CurrentCaller() caller: Caller, @Param('id', UuidParam) id: string): Promise<object> {
    return presentPreview(await this.routing.preview(caller.organizationId, id));
  }
}
