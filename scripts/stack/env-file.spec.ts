import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEnvFile } from './env-file.js';
import { StopError } from './stop.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'onefacture-env-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(content: string | Buffer): string {
  const path = join(folder, `env-${Math.random().toString(36).slice(2)}`);
  writeFileSync(path, content);
  return path;
}

describe('readEnvFile', () => {
  it('takes a missing file as empty', () => {
    expect(readEnvFile(join(folder, 'none'))).toEqual({});
  });

  it('reads names, comments, quotes, export and values over several lines', () => {
    const path = file('# first\nA=1\n\nexport B="two words"\nC=\'x#y\' # why\nD="one\ntwo"\nEMPTY=\r\n');
    expect(readEnvFile(path)).toEqual({ A: '1', B: 'two words', C: 'x#y', D: 'one\ntwo', EMPTY: '' });
  });

  it('names the line that is no setting', () => {
    expect(() => readEnvFile(file('A=1\nnonsense here\n'))).toThrow(/has a line 2 that is not NAME=value/);
  });

  it('counts lines inside quotes', () => {
    expect(() => readEnvFile(file('A="one\ntwo"\noops\n'))).toThrow(/line 3/);
  });

  it('refuses what is no text', () => {
    expect(() => readEnvFile(file(Buffer.from([0x41, 0x3d, 0x00, 0xff])))).toThrow(/not a UTF-8 text file/);
  });

  it('says in one sentence that a folder stands in its place', () => {
    const path = join(folder, 'directory');
    mkdirSync(path);
    chmodSync(path, 0o700);
    expect(() => readEnvFile(path)).toThrow(StopError);
    expect(() => readEnvFile(path)).toThrow(/^[^\n]+cannot be read \(EISDIR\)[^\n]+$/);
  });
});
