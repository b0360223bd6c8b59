import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Where a collection is run, and the secrets of that installation. */
export interface Target {
  readonly apiUrl: string;
  readonly simulatorUrl: string;
  readonly adminKey: string;
  readonly stripeWebhookSecret: string;
}

const COLLECTION = join(import.meta.dirname, '../../bruno');
const PACKAGE = '@usebruno/cli';
const INSTALLED = join(COLLECTION, 'node_modules', PACKAGE);
const Pinned = z.looseObject({ devDependencies: z.record(z.string(), z.string()) });
const Installed = z.looseObject({ version: z.string() });

/** Installs Bruno's program beside the collection, once; false when that did not work, as without a network. */
export async function installBruno(announce: (sentence: string) => void = () => undefined): Promise<boolean> {
  if (isInstalled()) return true;
  announce('installing Bruno (npm ci in bruno/) …');
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  const child = spawn('npm', args, { cwd: COLLECTION, stdio: 'ignore', shell: process.platform === 'win32' });
  return new Promise((resolve) => {
    child.on('error', () => resolve(false)).on('close', (code) => resolve(code === 0));
  });
}

/** In the version that is pinned. */
function isInstalled(): boolean {
  try {
    const { version } = Installed.parse(packageOf(INSTALLED));
    return version === Pinned.parse(packageOf(COLLECTION)).devDependencies[PACKAGE];
  } catch {
    return false;
  }
}

const packageOf = (folder: string): unknown => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

/** How Bruno is called for the collection, or for folders of it; secrets stand in its environment only. */
export function brunoCommand(target: Target, more: readonly string[] = []) {
  const address = ['--env-var', `base_url=${target.apiUrl}`, '--env-var', `simulator_url=${target.simulatorUrl}`];
  return {
    file: process.execPath,
    args: [join(INSTALLED, 'bin/bru.js'), 'run', ...more, '-r', '--env', 'Local', '--noproxy', ...address],
    options: {
      cwd: COLLECTION,
      env: {
        ...process.env,
        ONEFACTURE_ADMIN_KEY: target.adminKey,
        ONEFACTURE_STRIPE_WEBHOOK_SECRET: target.stripeWebhookSecret,
      },
    },
  };
}
