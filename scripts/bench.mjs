// `npm run bench`, `bench:formats`, `bench:validation` and `bench:platforms`: builds what is missing, then hands over to test/load.
import { join } from 'node:path';
import { ROOT, buildIfNeeded, checkNode, installIfNeeded, run } from './setup.mjs';

const [name = 'http'] = process.argv.slice(2);

checkNode();
installIfNeeded();
buildIfNeeded();
// The libs as they are compiled for production: tsx makes hot functions slower.
const env = { ...process.env, TSX_TSCONFIG_PATH: join(ROOT, 'test/load/tsconfig.json') };
process.exitCode = run(process.execPath, ['--import', 'tsx', join(ROOT, 'test/load', `${name}.ts`)], { env });
