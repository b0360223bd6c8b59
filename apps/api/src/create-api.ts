import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Logger } from '@nestjs/common';
import { type Settings } from '@onefacture/config';
import { JsonLogger } from '@onefacture/observability';
import { ApiModule } from './api.module.js';
import { configureExpress } from './http/express-app.js';

/** The whole api, ready to listen. */
export async function createApi(settings: Settings): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(ApiModule.with(settings), {
    bodyParser: false,
    bufferLogs: true,
  });
  app.useLogger(app.get(JsonLogger));
  configureExpress(app);
  for (const warning of settings.warnings) new Logger('Settings').warn(warning);
  return app;
}
