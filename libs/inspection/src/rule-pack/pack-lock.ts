import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@onefacture/errors';

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

const take = (file: string): Promise<boolean> =>
  writeFile(file, `${process.pid}\n`, { flag: 'wx' }).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
      throw error;
    },
  );

/**
 * Does what changes the folder of the packs, one process at a time; the lock of a process that died is taken over.
 * Throws AppError `request.in_progress` while another one holds it.
 */
export const withPackLock = async <T>(folder: string, work: () => Promise<T>): Promise<T> => {
  await mkdir(folder, { recursive: true });
  const file = join(folder, '.lock');
  if (!(await take(file))) {
    const holder = Number(await readFile(file, 'utf8').catch(() => ''));
    if (isAlive(holder) || !(await rm(file, { force: true }).then(() => take(file)))) {
      throw new AppError('service.busy', { detail: `Process ${holder} is changing the rule packs in ${folder}.` });
    }
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
};
