import { Controller, Get } from '@nestjs/common';
import { Catalogues } from '@onefacture/billing';
import { Open } from '../http/access.js';
import { Operation } from '../openapi/operation.js';
import { camelCased, camelCasedSchema } from './camel-case.js';
import { PlansOut, presentPlans } from './plan-shapes.js';

const tag = 'Billing';

@Open()
@Controller('billing/plans')
export class PlansController {
  constructor(private readonly catalogues: Catalogues) {}

  @Get()
  @Operation({
    id: 'listPlans',
    tag,
    summary: 'What is sold',
    description: 'The plans from the smallest to the largest, with prices in euros without tax, and their limits.',
    answers: { 200: { description: 'The catalogue', schema: PlansOut } },
  })
  list() {
    return presentPlans(this.catalogues.current);
  }
}

@Open()
@Controller('api/v1/subscriptions/plans')
export class PlansAliasController {
  constructor(private readonly catalogues: Catalogues) {}

  @Get()
  @Operation({
    id: 'listPlansAlias',
    tag,
    summary: 'What is sold (camelCase)',
    description: 'GET /billing/plans with the names of an older client.',
    answers: { 200: { description: 'The catalogue', schema: camelCasedSchema(PlansOut) } },
  })
  list() {
    return camelCased(presentPlans(this.catalogues.current));
  }
}
