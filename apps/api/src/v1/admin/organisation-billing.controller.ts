import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { Organisations } from '@onefacture/accounts';
import { BillingAdministration, BillingOrder } from '@onefacture/billing';
import { AppError } from '@onefacture/errors';
import { AdminOnly } from '../../http/access.js';
import { UuidParam } from '../../http/uuid-param.js';
import { ZodBody } from '../../http/zod-body.js';
import { Operation } from '../../openapi/operation.js';
import { BillingFileOut, presentBillingFile } from './billing-file-shapes.js';

const tag = 'Administration';

@AdminOnly()
@Controller('v1/admin/organizations/:id/billing')
export class OrganisationBillingController {
  constructor(
    private readonly organisations: Organisations,
    private readonly administration: BillingAdministration,
  ) {}

  @Get()
  @Operation({
    id: 'getOrganizationBilling',
    tag,
    summary: 'Read the billing of an organisation',
    answers: { 200: { description: 'Its plan, licences and commission', schema: BillingFileOut } },
    faults: ['request.not_found'],
  })
  async getOrganizationBilling(@Param('id', UuidParam) id: string) {
    await this.refuseUnknown(id);
    return presentBillingFile(await this.administration.read(id));
  }

  @Put()
  @Operation({
    id: 'setOrganizationBilling',
    tag,
    summary: 'Set licences, commission, plan or an arrived transfer',
    description:
      'Members left out stay as they are. `licences` are these and no others. `plan_override` goes before what is paid. ' +
      '`bank_transfer` makes the plan active until `paid_until`; after it the payment grace begins.',
    body: {
      schema: BillingOrder,
      examples: {
        licence: { summary: 'A feature apart from the plan', value: { licences: [{ feature: 'dashboard' }] } },
        commission: { summary: 'A commission of 2.5 %', value: { commission_rate: '0.0250' } },
      },
    },
    answers: { 200: { description: 'How it stands now', schema: BillingFileOut } },
    faults: ['request.not_found', 'billing.unknown_plan', 'billing.wrong_state'],
  })
  async setOrganizationBilling(
    @Param('id', UuidParam) id: string,
    @Body(new ZodBody(BillingOrder)) order: BillingOrder,
  ) {
    await this.refuseUnknown(id);
    return presentBillingFile(await this.administration.order(id, order));
  }

  private async refuseUnknown(id: string): Promise<void> {
    if (await this.organisations.modeOf(id)) return;
    throw new AppError('request.not_found', { detail: 'There is no organisation with this id.' });
  }
}
