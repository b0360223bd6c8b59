import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import type { Caller } from '@onefacture/accounts';
import { SandboxInboxService } from '@onefacture/transmission';
import { z } from 'zod';
import { CurrentCaller, Scopes } from '../../http/access.js';
import { Consumes } from '../../http/content.js';
import { Operation } from '../../openapi/operation.js';
import { invoiceActor } from '../invoices/invoice-http.js';

@Controller('v1/sandbox/inbox')
export class SandboxInboxController {
  constructor(private readonly sandbox: SandboxInboxService) {}

  @Post()
  @HttpCode(202)
  @Scopes('inbox')
  @Consumes('application/json', 'application/xml', 'text/xml', 'application/pdf', 'application/octet-stream')
  @Operation({
    id: 'deliverSandboxInvoice',
    tag: 'Sandbox',
    summary: 'Have an invoice arrive in your test organisation',
    description:
      'The simulated platform takes the file in as if a supplier had sent it, and lists it for you; seconds later it is ' +
      'in GET /v1/inbox. Without a body it is a sample. Only test organisations have this.',
    otherBodies: {
      'application/xml': 'A supplier’s invoice as CII or UBL',
      'text/xml': 'A supplier’s invoice as CII or UBL',
      'application/pdf': 'A supplier’s Factur-X file',
      'application/octet-stream': 'Anything, to see what becomes of what nobody can read',
    },
    answers: {
      202: {
        description: 'On its way',
        schema: z.object({ flow_id: z.string() }).meta({ id: 'SandboxDelivery' }),
      },
    },
    faults: ['request.not_found', 'platform.misconfigured', 'platform.unavailable'],
  })
  async deliver(@CurrentCaller() caller: Caller, @Body() body: unknown): Promise<{ flow_id: string }> {
    const file = body instanceof Uint8Array && body.byteLength > 0 ? body : undefined;
    return { flow_id: await this.sandbox.deliver(caller.organizationId, invoiceActor(caller), file) };
  }
}
