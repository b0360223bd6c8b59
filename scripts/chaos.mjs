// `npm run chaos -- --seed N [--invoices 300]`: invoices through a product whose processes are killed and a platform that
// drops, delays, doubles and reorders (test/chaos). Ends non-zero on any violation; prints the seed and a table.
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT, checkNode, installIfNeeded, run } from './setup.mjs';

const { values } = parseArgs({
  options: { seed: { type: 'string' }, invoices: { type: 'string', default: '300' } },
});
const seed = values.seed ?? String(randomInt(1_000_000));
for (const [name, value] of Object.entries({ seed, invoices: values.invoices })) {
  if (!/^\d{1,9}$/.test(value)) {
    console.error(`--${name} must be a whole number, got ${value}`);
    process.exit(2);
  }
}

checkNode();
process.chdir(ROOT);
installIfNeeded();
const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
process.exitCode = run(process.execPath, [vitest, 'run', '--project', 'e2e', 'test/scenarios/chaos'], {
  env: { ...process.env, CHAOS_SEED: seed, CHAOS_INVOICES: values.invoices },
});
