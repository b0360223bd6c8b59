import { readFileSync } from 'node:fs';
import SaxonJS from 'saxon-js';
import { processorTime } from './figures.js';

/** Processor time in ms that one compiled rule set (argument 1) takes in saxon-js for one document (argument 2). */
const [sef = '', document = '', rounds = '9'] = process.argv.slice(2);
const stylesheetInternal: unknown = JSON.parse(readFileSync(sef, 'utf8'));
const sourceText = readFileSync(document, 'utf8');

const cost = await processorTime(Number(rounds), () =>
  SaxonJS.transform({ stylesheetInternal, sourceText, destination: 'serialized' }, 'sync'),
);
process.stdout.write(cost.toFixed(3));
