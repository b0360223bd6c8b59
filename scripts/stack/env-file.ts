import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { StopError } from './stop.js';

/**
 * Reads a `.env` file: NAME=value lines, `#` comments, optional quotes. A missing file is an empty one;
 * a file that cannot be read, or a line that is neither, stops the start with one sentence.
 */
export function readEnvFile(path: string): Record<string, string> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown fault';
    if (code === 'ENOENT') return {};
    throw new StopError(`${path} cannot be read (${code}); make it a readable file or remove it.`);
  }
  if (text.includes('\u0000') || text.includes('\uFFFD')) {
    throw new StopError(`${path} is not a UTF-8 text file; write NAME=value lines or remove it.`);
  }
  refuseStrayLines(path, text);
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(parseEnv(text))) if (value !== undefined) values[name] = value;
  return values;
}

function refuseStrayLines(path: string, text: string): void {
  // Quoted values may span lines; what they enclose is not looked at.
  const visible = text.replaceAll(/=\s*(["'`])[\s\S]*?\1/g, (quoted) => `=${quoted.replaceAll(/[^\n]/g, '')}`);
  const stray = visible.split(/\r?\n/).findIndex((line) => !/^\s*(#.*|(export\s+)?[\w.-]+\s*=.*)?$/.test(line));
  if (stray === -1) return;
  throw new StopError(`${path} has a line ${stray + 1} that is not NAME=value; correct it or put # before it.`);
}
