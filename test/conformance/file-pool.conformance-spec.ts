import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FilePoolSettings } from '@onefacture/config';
import { AppError } from '@onefacture/errors';
import { openInvoice, type OpenedInvoice } from '@onefacture/formats';
import { FilePool } from '@onefacture/inspection';
import { documentFromText, documentToText } from '@onefacture/invoice';
import { afterAll, describe, expect, it } from 'vitest';
import { CORPUS, manifest, NOT_HERE, suite } from './official-standards.js';

const pool = new FilePool(FilePoolSettings.from({ ONEFACTURE_FILE_TIMEOUT: '60s' }));
afterAll(() => pool.onApplicationShutdown());

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** With digests for bytes. Members beyond the model do not cross. */
const comparable = ({ xml, reading, container, ...rest }: OpenedInvoice) => ({
  ...rest,
  xml: digest(xml),
  reading: { ...reading, document: documentFromText(documentToText(reading.document)) },
  container: container && {
    ...container,
    invoice: container.invoice && container.attachments.indexOf(container.invoice),
    attachments: container.attachments.map(({ bytes, ...more }) => ({ ...more, bytes: digest(bytes) })),
  },
});

/** What came of it: the value, or code and sentence of the error. */
const outcome = async (work: () => OpenedInvoice | Promise<OpenedInvoice>): Promise<object> => {
  try {
    return comparable(await work());
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { code: error.code, message: error.message, errors: error.options.errors };
  }
};

describe.skipIf(NOT_HERE)(suite('every file of the corpus'), () => {
  it('is read in a child process as it is read here, or refused with the same words', async () => {
    const files = manifest().map((row) => row.get('file') ?? '');
    let read = 0;
    for (const file of files) {
      const bytes = readFileSync(join(CORPUS, file));
      const here = await outcome(() => openInvoice(bytes));
      expect({ file, said: await outcome(() => pool.open(bytes)) }).toEqual({ file, said: here });
      if ('reading' in here) read += 1;
    }
    expect(read).toBeGreaterThan(600);
  });
});
