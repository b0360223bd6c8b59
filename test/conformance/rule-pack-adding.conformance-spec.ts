import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FilePoolSettings, ValidationSettings } from '@onefacture/config';
import { addPack, FilePool, packFromPath, RulePacks } from '@onefacture/inspection';
import { Metrics } from '@onefacture/observability';
import { afterAll, describe, expect, it } from 'vitest';
import { CORPUS, manifest, NOT_HERE, STANDARDS, suite } from './official-standards.js';

const RULESET = 'CEN EN16931-CII 1.3.16';
const FILE = 'EN16931-CII-validation-preprocessed.sch';
const DOCUMENTS = 12;

const root = mkdtempSync(join(tmpdir(), 'official-pack-'));
const packs = join(root, 'packs');
const open = (engine: string): FilePool =>
  new FilePool(
    FilePoolSettings.from({ ONEFACTURE_FILE_TIMEOUT: '60s' }),
    new RulePacks(
      ValidationSettings.from({
        ONEFACTURE_VALIDATION_ENGINE: engine,
        ONEFACTURE_PACKS_DIR: packs,
        ONEFACTURE_PACKS_TIMEOUT: '300s',
      }),
      new Metrics(),
    ),
  );

describe.skipIf(NOT_HERE)(suite(`the official rules ${RULESET}, added from a folder`), () => {
  const pools = [open('packs'), open('both')];
  afterAll(async () => {
    await Promise.all(pools.map((pool) => pool.onApplicationShutdown()));
    rmSync(root, { recursive: true });
  });

  it('are installed by what their files say', async () => {
    copyFileSync(join(STANDARDS, 'en16931-1.3.16', FILE), join(root, FILE));
    const told: string[] = [];
    const pack = await addPack(packs, await packFromPath(root), 'en16931-1.3.16', (sentence) => told.push(sentence));
    expect(pack).toMatchObject({ name: 'en16931', version: '1.3.16', rules: [{ applies_to: { syntax: 'CII' } }] });
    expect(pack.rules[0]?.ids).toEqual(expect.arrayContaining(['BR-01', 'BR-CO-10', 'CII-SR-001']));
    expect(told.join('\n')).toContain('guessed from the files');
  });

  it('give the official verdict as an engine, and agree with the built-in rules', async () => {
    const rows = manifest().filter(
      (row) =>
        row.get('base_ruleset') === RULESET &&
        row.get('embedded') === '' &&
        !/engine/.test(row.get('violated_rules') ?? ''),
    );
    const [alone, both] = pools;
    let judged = 0;
    for (const row of rows) {
      const file = row.get('file') ?? '';
      const inspection = await alone?.inspect(readFileSync(join(CORPUS, file)), 'profile');
      const layer = inspection?.layers.find(({ report }) => report.layer === 'schematron');
      if (layer?.report.engine !== 'saxon-js') continue;
      const ids = new Set(layer.findings.filter(({ severity }) => severity === 'error').map(({ code }) => code));
      const official = (row.get('violated_rules') ?? '').split(' ').filter(Boolean).toSorted();
      expect({ file, ids: [...ids].toSorted() }).toEqual({ file, ids: official });
      const beside = await both?.inspect(readFileSync(join(CORPUS, file)), 'profile');
      const second = beside?.layers.find(({ report }) => report.layer === 'schematron');
      expect({ file, engine: second?.report.engine }).toEqual({ file, engine: 'onefacture + saxon-js' });
      expect(second?.findings.filter(({ code }) => code === 'OF-PACK-01')).toEqual([]);
      judged += 1;
      if (judged === DOCUMENTS) break;
    }
    expect(judged).toBe(DOCUMENTS);
  });
});
