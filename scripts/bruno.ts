import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readOperations } from './bruno/api-document.js';
import { collectionFiles, isGenerated } from './bruno/collection.js';

// `npm run bruno`: writes the numbered folders of bruno/ from openapi.json and scripts/bruno/folders.
const root = join(import.meta.dirname, '..');
const target = join(root, 'bruno');
const files = collectionFiles(readOperations(readFileSync(join(root, 'openapi.json'), 'utf8')));
for (const name of readdirSync(target)) if (isGenerated(name)) rmSync(join(target, name), { recursive: true });
for (const [path, content] of files) {
  mkdirSync(dirname(join(target, path)), { recursive: true });
  writeFileSync(join(target, path), content);
}
process.stdout.write(`bruno: ${files.size} files\n`);
