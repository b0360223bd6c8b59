// Removes what the build and the tests leave behind. `.data` (the databases of npm start) goes only with --data.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, say } from './setup.mjs';

const folders = ['dist', 'coverage', 'out', ...(process.argv.includes('--data') ? ['.data'] : [])];
for (const folder of folders) rmSync(join(ROOT, folder), { recursive: true, force: true });
say(`removed ${folders.join(', ')}`);
