import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Open } from '../http/access.js';
import { sendPage } from './page.js';
import { startPageHtml } from './start-page.js';

/** The root of the server, where people begin, and where pages of the payment provider lead back to. */
@Open()
@Controller()
export class StartController {
  @Get()
  start(@Req() request: Request, @Res() response: Response, @Query('checkout') checkout?: unknown): void {
    const language = request.acceptsLanguages('en', 'fr') === 'fr' ? 'fr' : 'en';
    response.vary('Accept-Language');
    sendPage(response, startPageHtml(language, checkout));
  }
}
