import { Controller, Get, Query } from '@nestjs/common';
import type { SignedInMember } from '@onefacture/accounts';
import { OwnInvoices, PaymentRecordsService } from '@onefacture/billing';
import { z } from 'zod';
import { CurrentMember, Members } from '../../http/access.js';
import { pageOf, PageQuery, type Page } from '../../http/paging.js';
import { ZodQuery } from '../../http/zod-body.js';
import { Operation } from '../../openapi/operation.js';
import { pageSchema } from '../../openapi/page-schema.js';
import {
  ListedPaymentInvoiceOut,
  PaymentMethodOut,
  presentListedPaymentInvoice,
  presentPaymentMethod,
} from './payment-shapes.js';

const tag = 'Billing';

@Members()
@Controller('billing')
export class PaymentRecordsController {
  constructor(
    private readonly records: PaymentRecordsService,
    private readonly documents: OwnInvoices,
  ) {}

  @Get('invoices')
  @Operation({
    id: 'listPaymentInvoices',
    tag,
    summary: 'Invoices for your subscription',
    description:
      'Copies of what the payment provider holds, as of the last change it told. Amounts are in ' +
      '`currency`. A paid one becomes a Factur-X where the operator is known: see `document`.',
    query: PageQuery,
    answers: { 200: { description: 'One page, newest first', schema: pageSchema(ListedPaymentInvoiceOut) } },
  })
  async invoices(
    @CurrentMember() { organizationId }: SignedInMember,
    @Query(new ZodQuery(PageQuery)) { limit, cursor }: PageQuery,
  ): Promise<Page<unknown>> {
    const rows = await this.records.invoices(organizationId, limit + 1, cursor);
    return pageOf(rows, limit, (row) => presentListedPaymentInvoice(row, this.documents.standing(row)));
  }

  @Get('payment-methods')
  @Operation({
    id: 'listPaymentMethods',
    tag,
    summary: 'Means of payment',
    description: 'Copies of what the payment provider holds; they are changed in the portal.',
    answers: { 200: { description: 'The default one first', schema: z.object({ data: z.array(PaymentMethodOut) }) } },
  })
  async methods(@CurrentMember() { organizationId }: SignedInMember) {
    return { data: (await this.records.methods(organizationId)).map(presentPaymentMethod) };
  }
}
