import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { allSchemaFiles } from './schema-set.js';

const FOLDER = fileURLToPath(new URL('../../../../../generated/xsd', import.meta.url));

/** `folder/file.xsd`, as they lie in the project. */
const committed = (): string[] =>
  readdirSync(FOLDER).flatMap((folder) => readdirSync(join(FOLDER, folder)).map((file) => `${folder}/${file}`));

describe('the generated schemas', () => {
  const made = allSchemaFiles();

  it('are all there, and no others', () => {
    expect(committed().toSorted()).toEqual([...made.keys()].toSorted());
  });

  it.each([...made])('%s is what the tables make; if not, run "npm run xsd"', (name, text) => {
    expect(Buffer.from(text).equals(readFileSync(join(FOLDER, name)))).toBe(true);
  });
});
