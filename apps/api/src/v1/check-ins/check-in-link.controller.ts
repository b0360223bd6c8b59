import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { Database } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { InvoicesService, type OpenInvoice } from '@onefacture/invoicing';
import { CheckInLinks, CheckInsService, type CheckInAnswer } from '@onefacture/transmission';
import type { Request, Response } from 'express';
import { Open } from '../../http/access.js';
import { RawBody } from '../../http/content.js';
import { answeredPage, deadLinkPage, questionPage } from './check-in-page.js';

const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const ANSWERS: readonly string[] = ['paid', 'pending'] satisfies CheckInAnswer[];
const isAnswer = (word: string): word is CheckInAnswer => ANSWERS.includes(word);

/** The pages behind the signed links of e-mails: the question, and its answer. */
@Open()
@Controller('check-ins/:token')
export class CheckInLinkController {
  constructor(
    private readonly database: Database,
    private readonly checkIns: CheckInsService,
    private readonly invoices: InvoicesService,
    private readonly links: CheckInLinks,
  ) {}

  @Get()
  async ask(@Param('token') token: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const open = await this.unlessGone(token, async ({ organizationId, id }) =>
      this.database.inOrganisation(organizationId, (tx) => this.invoices.get(tx, id)),
    );
    if (!open) return send(response, 404, deadLinkPage());
    const { number, buyerName, due, currency, status } = open.entity;
    if (status === 'PAID') return send(response, 200, answeredPage(number, status));
    send(response, 200, questionPage({ number, buyer: buyerName, amount: `${due} ${currency}`, action: request.path }));
  }

  // A form without fields: its body is empty, its type is that of forms.
  @Post(':answer')
  @RawBody(1_000)
  async answer(@Param('token') token: string, @Param('answer') word: string, @Res() response: Response): Promise<void> {
    if (!isAnswer(word)) return send(response, 404, deadLinkPage());
    const open = await this.unlessGone(token, async ({ organizationId, mode, id }) =>
      this.database.inOrganisation(organizationId, (tx) =>
        this.checkIns.answer(tx, { name: 'link:check-in', mode }, id, word),
      ),
    );
    if (!open) return send(response, 404, deadLinkPage());
    const status = word === 'paid' ? 'PAID' : open.entity.status;
    send(response, 200, answeredPage(open.entity.number, status));
  }

  private async unlessGone(
    token: string,
    work: (subject: NonNullable<ReturnType<CheckInLinks['read']>>) => Promise<OpenInvoice>,
  ): Promise<OpenInvoice | undefined> {
    const subject = this.links.read(token);
    if (!subject) return undefined;
    try {
      return await work(subject);
    } catch (error) {
      if (error instanceof AppError && ['request.not_found', 'invoice.wrong_state'].includes(error.code))
        return undefined;
      throw error;
    }
  }
}

function send(response: Response, status: number, html: string): void {
  response
    .status(status)
    .set({ 'Content-Security-Policy': POLICY, 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' })
    .type('html')
    .send(html);
}
