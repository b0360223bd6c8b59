import { spawn } from 'node:child_process';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How the commands of a guide ended, and the folder with the files they made. */
export interface GuideRun {
  readonly folder: string;
  readonly status: number | null;
  readonly stderr: string;
}

/** Runs every shell block of a guide but the first, which fetches the key, against an api; an error answer ends it. */
export async function runGuide(path: string, url: string, apiKey: string): Promise<GuideRun> {
  const folder = await mkdtemp(join(tmpdir(), 'onefacture-guide-'));
  const page = await readFile(path, 'utf8');
  const blocks = [...page.matchAll(/```sh\n(.*?)```/gs)].map(([, block]) => block ?? '').slice(1);
  const script = blocks.join('\n').replaceAll('http://localhost:8080', url).replaceAll('curl ', 'curl -sf ');
  // Not awaited in one piece: the simulated platform answers in this process meanwhile.
  const shell = spawn('bash', ['-euxo', 'pipefail', '-c', script], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', API_KEY: apiKey },
  });
  let stderr = '';
  shell.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const status = await new Promise<number | null>((resolve, reject) => shell.on('error', reject).on('close', resolve));
  return { folder, status, stderr };
}
