import { readFileSync } from 'node:fs';
import SaxonJS from 'saxon-js';
import { processorTime } from './figures.js';

/** Processor time in ms that one compiled rule set (argument 1) takes in saxon-js for one document (argument 2). */
const [sef = '', document = '', rounds = '9', uncounted = '1'] = process.argv.slice(2);
const stylesheetInternal: unknown = JSON.parse(readFileSync(sef, 'utf8'));
const sourceText = readFileSync(document, 'utf8');

const transform = () => SaxonJS.transform({ stylesheetInternal, sourceText, destination: 'serialized' }, 'sync');
const cost = await processorTime(Number(rounds), transform, Number(uncounted));
process.stdout.write(cost.toFixed(3));
