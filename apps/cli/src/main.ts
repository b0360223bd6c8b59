import { run } from './run.js';
import { terminal } from './terminal.js';

/** Written into the PDFs it makes. */
const PROGRAM = 'onefacture 0.1.0';

process.exitCode = await run(process.argv.slice(2), terminal, PROGRAM);
