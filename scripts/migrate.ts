import { DatabaseSettings } from '@onefacture/config';
import { migrateDown, migrateUp } from '@onefacture/database';

const [direction = 'up', steps = '1'] = process.argv.slice(2);
const dsn = DatabaseSettings.from(process.env).dsn.reveal();

if (direction === 'up') {
  const applied = await migrateUp(dsn);
  process.stdout.write(applied.length > 0 ? `applied ${applied.join(', ')}\n` : 'the schema is up to date\n');
} else if (direction === 'down') {
  const reverted = await migrateDown(dsn, steps === 'all' ? 'all' : Number(steps));
  process.stdout.write(`reverted ${reverted} migration(s)\n`);
} else {
  process.stderr.write('usage: migrate up | down [steps|all]\n');
  process.exitCode = 2;
}
