import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { documentText } from '../apps/api/src/openapi/document.js';

// `npm run openapi`: writes the committed openapi.json. Needs neither Postgres nor Redis.
const text = documentText();
writeFileSync(new URL('../openapi.json', import.meta.url), text);
process.stdout.write(`openapi.json: ${text.length} characters\n`);
