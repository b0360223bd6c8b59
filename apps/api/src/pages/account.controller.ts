import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Open } from '../http/access.js';
import { ACCOUNT_HTML } from './account-page.js';
import { ACCOUNT_SCRIPT } from './account-script.js';
import { sendPage } from './page.js';

/** Pages for people who follow a link of a mail; what they do there goes to the routes of /auth. */
@Open()
@Controller('account')
export class AccountController {
  @Get(['verify-email', 'reset-password', 'accept-invitation'])
  page(@Res() response: Response): void {
    sendPage(response, ACCOUNT_HTML);
  }

  @Get('account.js')
  script(@Res() response: Response): void {
    response.type('text/javascript').set('Cache-Control', 'public, max-age=300').send(ACCOUNT_SCRIPT);
  }
}
