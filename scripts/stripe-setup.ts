import 'reflect-metadata';
import { Catalogues, setUpStripe } from '@onefacture/billing';
import { BillingSettings, RuntimeSettings } from '@onefacture/config';
import { AppError } from '@onefacture/errors';

const settings = BillingSettings.from(process.env);
const { publicBaseUrl } = RuntimeSettings.from(process.env);
const { current: catalogue } = Catalogues.load(settings);

process.stdout.write(`Setting up ${catalogue.name} (${catalogue.id}.v${catalogue.version}) at Stripe\n`);
try {
  for (const { what, id, outcome, note } of await setUpStripe(settings, { catalogue, publicBaseUrl })) {
    process.stdout.write(
      `${outcome.padEnd(8)} ${what.padEnd(26)} ${id}${note === undefined ? '' : `\n           ${note}`}\n`,
    );
  }
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  const cause = error.options.cause instanceof Error ? ` (${error.options.cause.message})` : '';
  process.stderr.write(`${error.message}${cause}\n`);
  process.exitCode = 1;
}
