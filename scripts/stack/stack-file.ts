import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const stackSchema = z.object({
  api_url: z.string(),
  api_key: z.string(),
  admin_key: z.string(),
  simulator_url: z.string(),
  docs_url: z.string(),
  worker_url: z.string(),
  stripe_url: z.string().optional(),
  stripe_webhook_secret: z.string().optional(),
  pids: z.record(z.string(), z.number().int().positive()),
});

/** What other programs read to find the running stack. */
export type Stack = z.infer<typeof stackSchema>;

const runSchema = z.record(z.string(), z.object({ pid: z.number().int().positive(), mark: z.string() }));

/**
 * The children of this run by name, with a piece of their command line, written as they start: a later start can end
 * what a killed one left behind.
 */
export class RunFile {
  private readonly children: z.infer<typeof runSchema> = {};

  constructor(private readonly path: string) {}

  record(name: string, pid: number, mark: string): void {
    this.children[name] = { pid, mark };
    writePrivately(this.path, this.children);
  }

  remove(): void {
    rmSync(this.path, { force: true });
  }
}

/** Processes of an earlier start that was killed before it could stop them. */
export function leftovers(path: string): { name: string; pid: number }[] {
  const parsed = runSchema.safeParse(readJson(path));
  if (!parsed.success) return [];
  return Object.entries(parsed.data)
    .filter(([, child]) => commandLine(child.pid)?.includes(child.mark))
    .map(([name, child]) => ({ name, pid: child.pid }));
}

export function writeStack(path: string, stack: Stack): void {
  writePrivately(path, stack);
}

/** True while a process with that id is alive. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function commandLine(pid: number): string | undefined {
  if (!isAlive(pid)) return undefined;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\u0000', ' ');
  } catch {
    // No /proc here: an id may have been given to another program, so it is left alone.
    return undefined;
  }
}

function readJson(path: string): unknown {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function writePrivately(path: string, content: unknown): void {
  const draft = `${path}.${process.pid}.new`;
  writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, path);
}
