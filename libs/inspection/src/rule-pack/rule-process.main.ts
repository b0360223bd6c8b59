import { readFileSync } from 'node:fs';
import { AppError } from '@onefacture/errors';
import SaxonJS from 'saxon-js';
import { z } from 'zod';
import { serveJobs } from '../pool/serve-jobs.js';

/** The child: loads one compiled rule pack (argument 1, base URI argument 2) and judges document after document. */
const [, , sefPath = '', stylesheetBaseURI = ''] = process.argv;
const stylesheetInternal: unknown = JSON.parse(readFileSync(sefPath, 'utf8'));

/** The result document of the stylesheet. */
const judge = (input: unknown): unknown => {
  const sourceText = z.string().parse(input);
  try {
    const { principalResult } = SaxonJS.transform(
      { stylesheetInternal, stylesheetBaseURI, sourceText, destination: 'serialized' },
      'sync',
    );
    return principalResult;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('document.unreadable', { detail: `The rules could not be run on the document: ${why}`, cause });
  }
};

serveJobs({ judge });
