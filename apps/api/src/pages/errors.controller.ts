import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { RuntimeSettings } from '@onefacture/config';
import { AppError } from '@onefacture/errors';
import { describeRule } from '@onefacture/validation';
import type { Request, Response } from 'express';
import { Open } from '../http/access.js';
import { ERROR_PAGES, errorIndexHtml, errorPageHtml, errorPageJson } from './error-pages.js';
import { presentRule } from '../v1/validation/rule-shapes.js';
import { rulePageHtml } from './rule-page.js';
import { sendPage } from './page.js';

/** The pages that the `type` of a problem points to, and one for each rule by its code. HTML for people, JSON when asked for. */
@Open()
@Controller('errors')
export class ErrorsController {
  constructor(private readonly runtime: RuntimeSettings) {}

  @Get()
  list(@Req() request: Request, @Res() response: Response): void {
    if (wantsJson(request)) response.json({ data: ERROR_PAGES.map(errorPageJson) });
    else sendPage(response, errorIndexHtml());
  }

  @Get(':slug')
  one(@Param('slug') slug: string, @Req() request: Request, @Res() response: Response): void {
    const page = ERROR_PAGES.find((known) => known.slug === slug);
    const rule = page ? undefined : describeRule(slug);
    if (rule) {
      if (wantsJson(request)) response.json(presentRule(rule, this.runtime.publicBaseUrl));
      else sendPage(response, rulePageHtml(rule));
      return;
    }
    if (!page) throw new AppError('request.not_found', { detail: 'No error has this name; see /errors.' });
    if (wantsJson(request)) response.json(errorPageJson(page));
    else sendPage(response, errorPageHtml(page));
  }
}

const wantsJson = (request: Request): boolean => request.accepts(['html', 'json']) === 'json';
