import { readFileSync } from 'node:fs';
import { AppError } from '@onefacture/errors';
import SaxonJS from 'saxon-js';
import { z } from 'zod';
import { serveJobs } from '../pool/serve-jobs.js';

/** Which compiled rules, the folder (URI) that they read code lists from, and the document. */
const input = z.object({ sef: z.string(), baseUri: z.string(), text: z.string() });

/** Compiled rules take some 100 MB of memory each. */
const KEPT = 4;
const loaded = new Map<string, unknown>();

const load = (path: string): unknown => {
  const known = loaded.get(path);
  if (known !== undefined) return known;
  const stylesheet: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const [oldest] = loaded.keys();
  if (loaded.size >= KEPT && oldest !== undefined) loaded.delete(oldest);
  loaded.set(path, stylesheet);
  return stylesheet;
};

/** The result document of the stylesheet. */
const judge = (raw: unknown): unknown => {
  const { sef, baseUri, text } = input.parse(raw);
  const stylesheetInternal = load(sef);
  try {
    const { principalResult } = SaxonJS.transform(
      { stylesheetInternal, stylesheetBaseURI: baseUri, sourceText: text, destination: 'serialized' },
      'sync',
    );
    return principalResult;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('document.unreadable', { detail: `The rules could not be run on the document: ${why}`, cause });
  }
};

/** The child: judges document after document by compiled rule packs, which it keeps. */
serveJobs({ judge });
