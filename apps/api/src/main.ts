import 'reflect-metadata';
import { HttpSettings, loadSettings, RuntimeSettings, SettingsError } from '@onefacture/config';
import { createApi } from './create-api.js';
import { stopOnSignals } from './health/shutdown.js';

try {
  const settings = loadSettings();
  const app = await createApi(settings);
  const { host, port } = settings.get(HttpSettings).address;
  await (host === undefined ? app.listen(port) : app.listen(port, host));
  const { shutdownTimeoutMs: deadlineMs, production } = settings.get(RuntimeSettings);
  stopOnSignals(app, { noticeMs: production ? 3_000 : 0, deadlineMs });
} catch (error) {
  // A fault in the settings is the operator's to read; its stack would only hide it.
  process.stderr.write(`${error instanceof SettingsError ? error.message : String(error)}\n`);
  process.exit(1);
}
