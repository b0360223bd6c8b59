import { NestFactory } from '@nestjs/core';
import { HttpSettings, loadSettings, SettingsError } from '@onefacture/config';
import { JsonLogger } from '@onefacture/observability';
import { WorkerModule } from './worker.module.js';

try {
  const settings = loadSettings();
  const app = await NestFactory.create(WorkerModule.with(settings), { bufferLogs: true });
  app.useLogger(app.get(JsonLogger));
  app.enableShutdownHooks();
  const { host, port } = settings.get(HttpSettings).workerAddress;
  await (host === undefined ? app.listen(port) : app.listen(port, host));
} catch (error) {
  process.stderr.write(`${error instanceof SettingsError ? error.message : String(error)}\n`);
  process.exit(1);
}
