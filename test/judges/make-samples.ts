/**
 * Writes PDFs for the judges: `tsx test/judges/make-samples.ts FOLDER [PART …]`. Each part is a folder of its own; a
 * part that needs what is not here says so and stays empty. `npm run conformance:judges` calls it.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AppError } from '@onefacture/errors';
import { readPdfContainer, wrapFacturX, writeCii, writeFacturX } from '@onefacture/formats';
import fc from 'fast-check';
import { anyInvoice } from '../../libs/invoice/testing/arbitraries.js';
import { creditNote, longInvoice, sampleInvoice } from '../../libs/formats/testing/sample-invoices.js';
import { callerPdfs } from './caller-pdfs.js';

/** One document for the judges. */
interface Sample {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const PROFILES = ['MINIMUM', 'BASIC_WL', 'BASIC', 'EN16931', 'EXTENDED'] as const;
const AT = new Date('2026-06-01T08:00:00Z');
const GENERATED = 200;
const GENERATOR = 'onefacture judges';
const CORPUS = resolve(process.env['CORPUS_DIR'] ?? '../shared/corpus', 'facturx-pdf');
const INVOICES = { invoice: sampleInvoice(), long: longInvoice(40), credit: creditNote() };

/** Every sample invoice in every profile, in both languages. */
async function* written(): AsyncGenerator<Sample> {
  for (const [name, invoice] of Object.entries(INVOICES)) {
    for (const [index, profile] of PROFILES.entries()) {
      const attachments = [{ name: 'bon de livraison.csv', bytes: Buffer.from('a;b'), mimeType: 'text/csv' }];
      const options = {
        createdAt: AT,
        generator: GENERATOR,
        locale: index % 2 === 0 ? 'fr' : 'en',
        attachments,
      } as const;
      const bytes = await writeFacturX({ ...invoice, profile }, writeCii(invoice, profile), options);
      yield { name: `${name}-${profile}`, bytes };
    }
  }
}

/** Generated invoices, the same in every run: 200 over the profiles, the page in either language. */
async function* generated(): AsyncGenerator<Sample> {
  for (const [of, profile] of PROFILES.entries()) {
    const invoices = fc.sample(anyInvoice(profile), { numRuns: GENERATED / PROFILES.length, seed: 16_931 + of });
    for (const [index, invoice] of invoices.entries()) {
      const locale = index % 2 === 0 ? 'fr' : 'en';
      const options = { createdAt: AT, generator: GENERATOR, locale } as const;
      yield { name: `${profile}-${index}`, bytes: await writeFacturX(invoice, writeCii(invoice), options) };
    }
  }
}

/** PDFs of many makers, wrapped; those that are refused are left out. */
async function* wrapped(): AsyncGenerator<Sample> {
  const xml = writeCii(INVOICES.invoice, 'EN16931');
  for (const { name, bytes } of await callerPdfs()) {
    const made = wrapOrNothing(bytes, xml);
    if (made !== undefined) yield { name, bytes: made };
  }
}

/** The PDFs of the corpus with an XML of ours in place of their own, in the profile they had. */
async function* rewrapped(): AsyncGenerator<Sample> {
  if (!existsSync(CORPUS)) return console.log(`rewrapped: skipped, ${CORPUS} is absent`);
  for (const path of readdirSync(CORPUS, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.pdf'),
  )) {
    const bytes = readFileSync(join(CORPUS, path));
    const level = readPdfContainer(bytes).facts.fx?.conformance_level?.replace('EN 16931', 'EN16931');
    const profile = PROFILES.find((known) => known.replace('_', ' ') === level) ?? 'EN16931';
    const made = wrapOrNothing(bytes, writeCii(INVOICES.invoice, profile), profile);
    if (made !== undefined) yield { name: path.replace(/[/\\]/g, '-').replace('.pdf', ''), bytes: made };
  }
  return undefined;
}

function wrapOrNothing(
  pdf: Uint8Array,
  xml: string | Uint8Array,
  profile: (typeof PROFILES)[number] = 'EN16931',
): Uint8Array | undefined {
  try {
    return wrapFacturX(pdf, xml, profile, { wrappedAt: AT, generator: GENERATOR, language: 'fr-FR' });
  } catch (error) {
    if (error instanceof AppError && error.code.startsWith('document.')) return undefined;
    throw error;
  }
}

/** More parts go here: each yields the documents of one folder. */
const PARTS: Readonly<Record<string, () => AsyncGenerator<Sample>>> = { written, generated, wrapped, rewrapped };

const [folder = 'out/judges', ...chosen] = process.argv.slice(2);
for (const [part, make] of Object.entries(PARTS)) {
  if (chosen.length > 0 && !chosen.includes(part)) continue;
  mkdirSync(join(folder, part), { recursive: true });
  let count = 0;
  for await (const { name, bytes } of make()) {
    writeFileSync(join(folder, part, `${name}.pdf`), bytes);
    count += 1;
  }
  console.log(`${part}: ${count} documents`);
}
