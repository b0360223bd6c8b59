import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const packageFile = z
  .object({
    dependencies: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string()),
    scripts: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

describe('docs/dependencies.md', () => {
  const page = readFileSync('docs/dependencies.md', 'utf8');
  const named = [...page.matchAll(/^\| (`[^|]+`) +\|/gm)].flatMap(([, cell]) =>
    (cell ?? '').split(', ').map((name) => name.replaceAll('`', '')),
  );

  it('names each direct dependency once, and nothing else', () => {
    const direct = [...Object.keys(packageFile.dependencies), ...Object.keys(packageFile.devDependencies)];
    expect(named.toSorted()).toEqual(direct.toSorted());
  });
});

describe.each(pages)('%s', (page) => {
  const text = readFileSync(page, 'utf8');

  it('links only to files that exist', () => {
    const targets = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, target]) => target ?? '');
    expect(targets.filter((target) => !existsSync(join(dirname(page), target)))).toEqual([]);
  });

  it('uses only shell variables that it sets', () => {
    const shell = [...text.matchAll(/```sh\n(.*?)```/gs)].map(([, block]) => block ?? '').join('\n');
    const set = new Set([...shell.matchAll(/^(?:export )?([A-Z_]+)=/gm)].map(([, name]) => name));
    const used = [...shell.matchAll(/\$([A-Z_]+)/g)].map(([, name]) => name);
    expect(used.filter((name) => !set.has(name))).toEqual([]);
  });

  it('names only npm scripts that exist', () => {
    const named = [...text.matchAll(/npm run (?:-s )?([a-z][a-z0-9:-]*)/g)].map(([, name]) => name ?? '');
    expect(named.filter((name) => !(name in packageFile.scripts))).toEqual([]);
  });
});
