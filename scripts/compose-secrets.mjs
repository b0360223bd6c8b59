// Writes the secrets of docker-compose.yml to .env, once: what is there stays as it is.
// Their names start with STACK_ so that `npm start`, which reads the same file, keeps its own.
import { randomBytes } from 'node:crypto';
import { appendFileSync, chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, say } from './setup.mjs';

const SECRETS = {
  STACK_POSTGRES_PASSWORD: 24,
  STACK_HASH_PEPPER: 32,
  STACK_ENCRYPTION_KEY: 32,
  STACK_JWT_SECRET: 32,
  STACK_BOOTSTRAP_API_KEY: 24,
  STACK_SANDBOX_CLIENT_SECRET: 24,
};

const file = join(ROOT, '.env');
const present = existsSync(file) ? readFileSync(file, 'utf8') : '';
const missing = Object.entries(SECRETS).filter(([name]) => !new RegExp(`^${name}=.`, 'm').test(present));
const lines = missing.map(([name, bytes]) => `${name}=${randomBytes(bytes).toString('hex')}\n`);
if (lines.length > 0) {
  const gap = present === '' || present.endsWith('\n') ? '' : '\n';
  appendFileSync(file, gap + lines.join(''), { mode: 0o600 });
  chmodSync(file, 0o600);
}
say(lines.length > 0 ? `wrote ${lines.length} secrets to .env` : 'all secrets are in .env already');
