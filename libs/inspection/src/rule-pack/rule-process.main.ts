import { readFileSync } from 'node:fs';
import SaxonJS from 'saxon-js';
import { question } from './rule-process-protocol.js';

/** The child: loads one compiled rule pack (argument 1, base URI argument 2) and judges document after document. */
const [, , sefPath = '', stylesheetBaseURI = ''] = process.argv;
const stylesheetInternal: unknown = JSON.parse(readFileSync(sefPath, 'utf8'));

process.on('message', (raw: unknown) => {
  const { id, xml } = question.parse(raw);
  try {
    const { principalResult } = SaxonJS.transform(
      { stylesheetInternal, stylesheetBaseURI, sourceText: xml, destination: 'serialized' },
      'sync',
    );
    process.send?.({ id, result: principalResult });
  } catch (error) {
    process.send?.({ id, failure: error instanceof Error ? error.message : String(error) });
  }
});
process.on('disconnect', () => process.exit(0));
process.send?.({ ready: true });
