import { spawnSync } from 'node:child_process';
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
  const { status, stderr } = spawnSync('bash', ['-euxo', 'pipefail', '-c', script], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', API_KEY: apiKey },
  });
  return { folder, status, stderr };
}
