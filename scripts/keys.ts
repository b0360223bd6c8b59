import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { KeyRewrap, OrganisationKeysModule, type RewrapProgress, type RewrapResult } from '@onefacture/accounts';
import { loadSettings, SettingsError, SettingsModule } from '@onefacture/config';
import { AppError } from '@onefacture/errors';
import { MetricsModule } from '@onefacture/observability';

const USAGE = 'usage: npm run keys:rewrap [-- --organization <id>]';
const TOLD_EVERY_MS = 250;

const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`);

/** One line for each column, and within one when it takes longer. */
function progressLines(): (progress: RewrapProgress) => void {
  let [told, last] = [0, ''];
  return ({ column, page, pages, rewrapped }) => {
    const now = performance.now();
    if (column === last && now - told < TOLD_EVERY_MS) return;
    [told, last] = [now, column];
    say(`${column}: page ${page} of ${pages}, ${rewrapped} values re-wrapped so far`);
  };
}

function tell({ rewrapped, failed, destroyed, faults, complete }: RewrapResult): number {
  for (const fault of faults) say(`not re-wrapped: ${fault.column} of ${fault.organizationId}: ${fault.message}`);
  if (destroyed > 0) say(`${destroyed} values of organisations whose key was destroyed stay as they are`);
  say(`${rewrapped} values re-wrapped, ${failed} could not be`);
  if (!complete) say('not everything was walked; start it again to go on');
  return failed === 0 && complete ? 0 : 1;
}

async function rewrap(organizationId: string | undefined): Promise<number> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const app = await NestFactory.createApplicationContext(
    { module: OrganisationKeysModule, imports: [SettingsModule.forRoot(loadSettings()), MetricsModule] },
    { logger: ['warn', 'error'], abortOnError: false },
  );
  try {
    const options = { onProgress: progressLines(), signal: stop.signal };
    return tell(await app.get(KeyRewrap).run(organizationId === undefined ? options : { ...options, organizationId }));
  } finally {
    await app.close();
  }
}

const [command, flag, organizationId] = process.argv.slice(2);
try {
  if (command !== 'rewrap' || (flag !== undefined && (flag !== '--organization' || organizationId === undefined))) {
    process.stderr.write(`${USAGE}\n`);
    process.exitCode = 2;
  } else {
    process.exitCode = await rewrap(organizationId);
  }
} catch (error) {
  if (!(error instanceof AppError) && !(error instanceof SettingsError)) throw error;
  process.stderr.write(`${error.message}${error instanceof AppError ? ' Start it again to go on.' : ''}\n`);
  process.exitCode = 1;
}
