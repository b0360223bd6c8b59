import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { STRUCTURE_NAMES, STRUCTURES } from '../structures.js';
import { allSchemaFiles, schemaSet } from './schema-set.js';

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

describe('the schema set of a message', () => {
  it.each(STRUCTURE_NAMES)('%s holds its main file and every file that one imports', (name) => {
    const { main, files } = schemaSet(name);
    const folder = main.slice(0, main.indexOf('/'));
    expect(files.get(main)).toContain(`<xs:element name="${STRUCTURES[name].root.name}"`);
    for (const text of files.values()) {
      for (const [, file] of text.matchAll(/schemaLocation="([^"]+)"/g))
        expect(files.has(`${folder}/${file}`)).toBe(true);
    }
  });
});
