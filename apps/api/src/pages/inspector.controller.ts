import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Open } from '../http/access.js';
import { INSPECTOR_HTML } from './inspector-page.js';
import { INSPECTOR_SCRIPT } from './inspector-script.js';
import { sendPage } from './page.js';

/** A page for people: endpoints, deliveries and attempts of the organisation whose key they enter. */
@Open()
@Controller('webhooks')
export class InspectorController {
  @Get('inspector')
  page(@Res() response: Response): void {
    sendPage(response, INSPECTOR_HTML);
  }

  @Get('inspector.js')
  script(@Res() response: Response): void {
    response.type('text/javascript').set('Cache-Control', 'public, max-age=300').send(INSPECTOR_SCRIPT);
  }
}
