import { readFileSync } from 'node:fs';
import { readCii } from '@onefacture/formats';

const [path = ''] = process.argv.slice(2);
const { document } = readCii(readFileSync(path));
const megabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(`peak ${megabytes.toFixed(0)} MB for ${document.lines?.length} lines\n`);
