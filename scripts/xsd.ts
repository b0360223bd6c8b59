import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allSchemaFiles } from '@onefacture/formats';

const folder = fileURLToPath(new URL('../generated/xsd', import.meta.url));
rmSync(folder, { recursive: true, force: true });
for (const [name, text] of allSchemaFiles()) {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}
