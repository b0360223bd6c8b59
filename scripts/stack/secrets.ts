import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { StopError } from './stop.js';

const secretsSchema = z.object({
  hash_pepper: z.string().min(32),
  encryption_key_id: z.string().min(1),
  encryption_key: z.string().regex(/^[0-9a-f]{64}$/),
  jwt_secret: z.string().min(32),
  bootstrap_api_key: z.string().min(32),
  simulator_client_secret: z.string().min(16),
  postgres_password: z.string().min(16),
  sandbox_api_key: z.string().optional(),
});

/** What `npm start` makes up once for this machine, and the sandbox key it was given. */
export type Secrets = z.infer<typeof secretsSchema>;

/** Reads the secrets file, or makes one (mode 0600). Losing it would make the stored documents unreadable. */
export function loadSecrets(path: string): Secrets {
  if (!existsSync(path)) {
    const fresh = generate();
    saveSecrets(path, fresh);
    return fresh;
  }
  chmodSync(path, 0o600);
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    content = undefined;
  }
  const parsed = secretsSchema.safeParse(content);
  if (!parsed.success) {
    throw new StopError(
      `${path} is damaged; restore it from a copy, or start over with: npm run clean -- --data (deletes the local data).`,
    );
  }
  return parsed.data;
}

/** Writes the secrets in one step, readable by the owner alone. */
export function saveSecrets(path: string, secrets: Secrets): void {
  const draft = `${path}.new`;
  writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, path);
}

function generate(): Secrets {
  return {
    hash_pepper: hex(32),
    encryption_key_id: `local-${hex(4)}`,
    encryption_key: hex(32),
    jwt_secret: hex(32),
    bootstrap_api_key: hex(24),
    simulator_client_secret: hex(16),
    postgres_password: hex(16),
  };
}

function hex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}
