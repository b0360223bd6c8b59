import type { InvoiceDocument, Profile } from '@onefacture/invoice';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyInvoice } from '../../../invoice/testing/arbitraries.js';
import { bare, expectedTexts, htmlText } from '../../testing/expected-texts.js';
import { pdfTexts } from '../../testing/pdf-text.js';
import { WHOLE_DOCUMENT } from '../../testing/whole-document.js';
import { typeset } from './page/typesetting.js';
import { writeReadableHtml } from './readable-html.js';
import { writeReadablePdf } from './readable-pdf.js';
import type { Locale } from './words/numbers.js';
import { labelsFor } from './words/wording.js';

const LANGUAGES: readonly Locale[] = ['fr', 'en'];
const PROFILES: readonly Profile[] = ['MINIMUM', 'BASIC_WL', 'BASIC', 'EN16931', 'EXTENDED', 'EXTENDED_CTC_FR'];
const pdf = { createdAt: new Date('2026-06-01T08:00:00Z'), generator: 'onefacture test' };

/** The paths of what `text` does not show; `shown` turns a text into how its medium shows it. */
function missing(
  document: InvoiceDocument,
  language: Locale,
  text: string,
  shown: (wanted: string) => string[] = (wanted) => [wanted],
): string[] {
  const all = bare(text);
  return expectedTexts(document, labelsFor(language))
    .filter(({ texts }) => !texts.flatMap(shown).some((wanted) => all.includes(bare(wanted))))
    .map(({ path, texts }) => `${path}: ${texts.join(' | ')}`);
}

/** Characters as our fonts draw them, in both weights. */
const drawn = (text: string): string[] =>
  (['regular', 'bold'] as const).map((weight) =>
    typeset(text, 1e9, { size: 9, color: '#000000', weight })
      .flatMap(({ segments }) => segments.map((segment) => segment.text))
      .join(''),
  );

const pageText = async (document: InvoiceDocument, language: Locale): Promise<string> =>
  (await pdfTexts(await writeReadablePdf(document, { ...pdf, language }))).flat().join(' ');

describe.each(LANGUAGES)('in language %s, a document in which every member speaks', (language) => {
  it('is wholly said in HTML', () => {
    const text = htmlText(writeReadableHtml(WHOLE_DOCUMENT, { language }));
    expect(missing(WHOLE_DOCUMENT, language, text)).toEqual([]);
  });

  it('is wholly said on the page', async () => {
    expect(missing(WHOLE_DOCUMENT, language, await pageText(WHOLE_DOCUMENT, language), drawn)).toEqual([]);
  });
});

describe.each(PROFILES)('any invoice of profile %s', (profile) => {
  it('is wholly said in HTML', () => {
    fc.assert(
      fc.property(anyInvoice(profile), ({ derived: _derived, ...invoice }) => {
        expect(missing(invoice, 'fr', htmlText(writeReadableHtml(invoice)))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('is wholly said on the page', async () => {
    await fc.assert(
      fc.asyncProperty(anyInvoice(profile), async ({ derived: _derived, ...invoice }) => {
        expect(missing(invoice, 'en', await pageText(invoice, 'en'), drawn)).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });
});
