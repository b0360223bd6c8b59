import { join } from 'node:path';
import {
  cleanLogo,
  conversionSource,
  convertInvoice,
  openInvoice,
  readStorableFile,
  wrapFacturX,
  writeCii,
  writeFacturX,
} from '@onefacture/formats';
import { invoiceFromStored } from '@onefacture/invoice';
import { z } from 'zod';
import { readArchive } from '../archive/read-archive.js';
import { inspectDocument } from '../layers/inspect-document.js';
import { listPacks } from '../rule-pack/installed-packs.js';
import { installSchemas } from '../schema/schema-check.js';
import { FILE_JOBS, type FileJob, type InputOf, type ResultOf } from './file-jobs.js';
import { type Jobs, serveJobs } from './serve-jobs.js';

/** The documents of a stored invoice. */
const facturx = async ({ stored, xml: given, options }: InputOf<'facturx'>): Promise<ResultOf<'facturx'>> => {
  const invoice = invoiceFromStored(stored);
  const xml = given ?? Buffer.from(writeCii(invoice), 'utf8');
  return { xml, pdf: await writeFacturX(invoice, xml, options) };
};

const inspect = ({ file, choice, withXml }: InputOf<'inspect'>): ResultOf<'inspect'> => {
  const { xml, ...inspection } = inspectDocument(file, choice);
  return withXml && xml !== undefined ? { ...inspection, xml } : inspection;
};

/** The schemas of the installed rule packs stand in for the generated ones; a broken folder of packs is told by its use. */
const installedSchemas = async (folder: string): Promise<Parameters<typeof installSchemas>[0]> => {
  const packs = await listPacks(folder).catch(() => []);
  return packs.flatMap(({ name, version, folder: home, schemas }) =>
    schemas.map((schema) => ({ ...schema, folder: join(home, 'schemas'), label: `${name} ${version}` })),
  );
};

const [, , packsFolder] = process.argv;
if (packsFolder !== undefined) installSchemas(await installedSchemas(packsFolder));

/** A job with both its borders: what comes in is checked, what goes out is put in the form that crosses. */
const job = <Input, Result>(
  { name, input, result }: FileJob<Input, Result>,
  work: (input: Input) => Result | Promise<Result>,
): Jobs => ({ [name]: async (raw) => z.encode(result, await work(input.parse(raw))) });

/** The child that opens files of others and makes documents. */
serveJobs({
  ...job(FILE_JOBS.open, openInvoice),
  ...job(FILE_JOBS.store, readStorableFile),
  ...job(FILE_JOBS.unpack, ({ archive, limits }) => readArchive(archive, limits)),
  ...job(FILE_JOBS.inspect, inspect),
  ...job(FILE_JOBS.convert, ({ file, options, limits }) => convertInvoice(conversionSource(file, limits), options)),
  ...job(FILE_JOBS.facturx, facturx),
  ...job(FILE_JOBS.logo, cleanLogo),
  ...job(FILE_JOBS.wrap, ({ pdf, xml, profile, options }) => wrapFacturX(pdf, xml, profile, options)),
});
