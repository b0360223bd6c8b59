import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { brunoCommand, installBruno } from './bruno/run.js';

// `npm run bruno:run`: runs the collection, or the folders named, against what `npm start` has running.
const Stack = z.looseObject({
  api_url: z.string(),
  simulator_url: z.string(),
  admin_key: z.string(),
  stripe_webhook_secret: z.string().default(''),
});

function running(): z.output<typeof Stack> | undefined {
  try {
    return Stack.parse(JSON.parse(readFileSync(join(import.meta.dirname, '../.data/stack.json'), 'utf8')));
  } catch {
    return undefined;
  }
}

const stack = running();
if (stack === undefined) {
  process.stderr.write('nothing is running here; start it first: npm start\n');
  process.exitCode = 1;
} else if (!(await installBruno((sentence) => process.stdout.write(`${sentence}\n`)))) {
  process.stderr.write('the program that runs the collection could not be installed: npm ci --prefix bruno says why\n');
  process.exitCode = 1;
} else {
  const { file, args, options } = brunoCommand(
    {
      apiUrl: stack.api_url,
      simulatorUrl: stack.simulator_url,
      adminKey: stack.admin_key,
      stripeWebhookSecret: stack.stripe_webhook_secret,
    },
    process.argv.slice(2),
  );
  process.exitCode = spawnSync(file, args, { ...options, stdio: 'inherit' }).status ?? 1;
}
