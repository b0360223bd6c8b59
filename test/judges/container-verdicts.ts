/**
 * What our check of containers says of PDFs, for `npm run conformance:judges`: `tsx test/judges/container-verdicts.ts
 * FOLDER` writes PDFs of other makers and damaged ones of ours into the folder, and prints a line of JSON for each of
 * them and for each PDF of the corpus: `{"file": …, "codes": […]}`.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AppError } from '@onefacture/errors';
import { examinePdf, isEncryption, type PdfExamination, writeCii, writeFacturX } from '@onefacture/formats';
import { checkContainer } from '@onefacture/validation';
import { sampleInvoice } from '../../libs/formats/testing/sample-invoices.js';
import { callerPdfs } from './caller-pdfs.js';

const CORPUS = resolve(process.env['CORPUS_DIR'] ?? '../shared/corpus', 'facturx-pdf');
const NAME = /\/[A-Z]\w+|<(?:pdfaid|pdfaSchema|pdfaProperty|fx):\w+|%PDF|%%EOF/g;

/** Everything that is named in a PDF, streams of pages and fonts aside, each name changed once, in its last letter. */
function* damaged(pdf: string): Generator<readonly [name: string, bytes: Buffer]> {
  const hidden = [...pdf.matchAll(/\/FlateDecode[^]*?endstream/g)].map(({ 0: text, index }) => [
    index + 20,
    index + text.length,
  ]);
  const seen = new Map<string, number>();
  for (const { 0: name, index } of pdf.matchAll(NAME)) {
    if (hidden.some(([from = 0, to = 0]) => index >= from && index < to)) continue;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    if (times > 3) continue;
    const end = index + name.length;
    const changed = name.startsWith('<')
      ? pdf.replaceAll(name.slice(1), `${name.slice(1, -1)}Q`)
      : `${pdf.slice(0, end - 1)}Q${pdf.slice(end)}`;
    yield [`${name.replaceAll(/\W/g, '')}-${times}`, Buffer.from(changed, 'latin1')];
  }
}

const examined = (bytes: Uint8Array): PdfExamination | 'encrypted' | 'unreadable' => {
  try {
    return examinePdf(bytes);
  } catch (error) {
    if (isEncryption(error)) return 'encrypted';
    if (error instanceof AppError && error.code === 'document.unreadable') return 'unreadable';
    throw error;
  }
};

/** Codes of faults in the PDF/A; what is wrong with a hybrid invoice alone is no matter of veraPDF's. */
const codesOf = (bytes: Uint8Array): string[] => {
  const pdf = examined(bytes);
  if (pdf === 'unreadable') return ['UNREADABLE'];
  const faults = checkContainer(pdf, undefined).filter(({ severity }) => severity === 'error');
  return [...new Set(faults.map(({ code }) => code))].filter((code) => /^(?:OF-|BR-HYBRID-(?:02|12))/.test(code));
};

const folder = resolve(process.argv[2] ?? 'out/containers');
mkdirSync(folder, { recursive: true });
const said = (file: string, bytes: Uint8Array): void => console.log(JSON.stringify({ file, codes: codesOf(bytes) }));
const written = (name: string, bytes: Uint8Array): void => {
  const file = join(folder, `${name}.pdf`);
  writeFileSync(file, bytes);
  said(file, bytes);
};

const corpus = existsSync(CORPUS) ? readdirSync(CORPUS, { recursive: true, encoding: 'utf8' }) : [];
for (const name of corpus.filter((file) => file.endsWith('.pdf'))) {
  said(join(CORPUS, name), readFileSync(join(CORPUS, name)));
}
for (const { name, bytes } of await callerPdfs()) written(`maker-${name}`, bytes);
const invoice = sampleInvoice();
const options = { createdAt: new Date('2026-06-01T08:00:00Z'), generator: 'onefacture judges' };
const ours = Buffer.from(await writeFacturX(invoice, writeCii(invoice), options)).toString('latin1');
for (const [name, bytes] of damaged(ours)) written(`damaged-${name}`, bytes);
