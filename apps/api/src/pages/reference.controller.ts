import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Controller, Get, Param, Res } from '@nestjs/common';
import { AppError } from '@onefacture/errors';
import type { Response } from 'express';
import { Open } from '../http/access.js';
import { writeJson } from '../http/json-text.js';
import { apiDocument } from '../openapi/document.js';
import { sendPage } from './page.js';
import { SCALAR_HTML, SCALAR_START, SWAGGER_HTML, SWAGGER_START } from './reference-pages.js';

const { resolve } = createRequire(import.meta.url);
const SWAGGER_FOLDER = dirname(resolve('swagger-ui-dist/package.json'));
const SWAGGER_FILES = new Set(['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png']);
const SCALAR_FILE = resolve('@scalar/api-reference/browser/standalone.js');

/** The OpenAPI document and two readers of it, all of it served from here. */
@Open()
@Controller()
export class ReferenceController {
  readonly #document = writeJson(apiDocument());

  @Get('openapi.json')
  document(@Res() response: Response): void {
    response.type('application/json').set('Cache-Control', 'public, max-age=60').send(this.#document);
  }

  @Get('swagger')
  swagger(@Res() response: Response): void {
    sendPage(response, SWAGGER_HTML);
  }

  @Get('swagger/:file')
  async swaggerFile(@Param('file') file: string, @Res() response: Response): Promise<void> {
    if (file === 'start.js') sendScript(response, SWAGGER_START);
    else if (SWAGGER_FILES.has(file)) await sendAsset(response, join(SWAGGER_FOLDER, file));
    else throw new AppError('request.not_found');
  }

  @Get('docs')
  scalar(@Res() response: Response): void {
    sendPage(response, SCALAR_HTML);
  }

  @Get('docs/start.js')
  scalarStart(@Res() response: Response): void {
    sendScript(response, SCALAR_START);
  }

  @Get('docs/scalar.js')
  async scalarBundle(@Res() response: Response): Promise<void> {
    await sendAsset(response, SCALAR_FILE);
  }
}

function sendScript(response: Response, text: string): void {
  response.type('text/javascript').set('Cache-Control', 'public, max-age=300').send(text);
}

function sendAsset(response: Response, file: string): Promise<void> {
  return new Promise((settle, reject) => {
    response.set('Cache-Control', 'public, max-age=86400');
    response.sendFile(file, { cacheControl: false, dotfiles: 'allow' }, (error) => {
      if (error !== undefined && !response.headersSent) reject(error);
      else settle();
    });
  });
}
