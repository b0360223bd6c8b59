import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { htmlText } from '../../testing/expected-texts.js';
import { longInvoice, sampleInvoice } from '../../testing/sample-invoices.js';
import { WHOLE_DOCUMENT } from '../../testing/whole-document.js';
import { writeReadableHtml } from './readable-html.js';

/** Elements that act or fetch. */
const FOREIGN: ReadonlySet<string> = new Set(['script', 'link', 'img', 'a', 'iframe', 'form']);

/** The elements of the page in order; throws where a tag is not closed. The style sheet is no markup. */
function tags(html: string): string[] {
  const found: string[] = [];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name }) => found.push(name));
  parser.write(
    html
      .replace('<!doctype html>', '')
      .replace(/<style>.*<\/style>/s, '')
      .replaceAll(/<meta [^>]*>/g, ''),
  );
  parser.close();
  return found;
}

describe('the page', () => {
  const html = writeReadableHtml(WHOLE_DOCUMENT);

  it('names its language and title, and speaks French unless asked otherwise', () => {
    expect(html).toMatch(/^<!doctype html>\n<html lang="fr-FR">/);
    expect(html).toContain('<title>Autofacture N° TOUT-2026-77</title>');
    const english = writeReadableHtml(WHOLE_DOCUMENT, { language: 'en' });
    expect(english).toContain('<html lang="en-GB">');
    expect(htmlText(english)).toContain('Amount due');
  });

  it('stands alone: no script, no link, no resource', () => {
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(tags(html).filter((tag) => FOREIGN.has(tag))).toEqual([]);
    expect(html).not.toMatch(/\b(?:src|href|on\w+)=|url\(|@import/);
  });

  it('gives every table a caption, heads for its columns and for its rows', () => {
    const tables = html.match(/<table>.*?<\/table>/gs) ?? [];
    expect(tables).toHaveLength(4);
    for (const table of tables) {
      expect(table).toContain('<caption>');
      expect(table).toContain('<th scope="row"');
    }
    expect(html.match(/<th scope="col"/g)).toHaveLength(6 + 4 + 3);
    expect(tags(html).filter((tag) => tag === 'h1')).toHaveLength(1);
  });

  it('names business terms in title attributes only', () => {
    expect(html).toContain('title="BT-10"');
    expect(htmlText(writeReadableHtml(sampleInvoice()))).not.toMatch(/\bB[TG]-\d/);
  });

  it('indents sub-lines and marks groups', () => {
    expect(html.match(/padding-left:1\.1rem/g)).toHaveLength(1);
    expect(html.match(/padding-left:2\.2rem/g)).toHaveLength(1);
    expect(html).toContain('<tr class="group">');
  });

  it('says nothing of an empty document, in a whole page', () => {
    expect(tags(writeReadableHtml({}))).not.toContain('table');
  });

  it('lists what is outside the view last', () => {
    const remarks = ['/Invoice/cbc:Other = <42>', 'deux'];
    const text = htmlText(writeReadableHtml(sampleInvoice(), { remarks })).trim().replaceAll(/\s+/g, ' ');
    expect(text).toMatch(/Éléments du fichier hors de cette présentation \/Invoice\/cbc:Other = <42> deux$/);
  });
});

/** How many elements a page with this text has. */
const count = (name: string): number =>
  tags(writeReadableHtml({ seller: { name }, lines: [{ id: name, name }] })).length;

describe('hostile texts', () => {
  it('are shown, never run: any text leaves the page well-formed and as many elements', () => {
    const plain = count('x');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
        expect(count(`x${text}`)).toBe(plain);
      }),
    );
    expect(count(`"><script>alert(1)</script>'--><![CDATA[]]>`)).toBe(plain);
  });

  it('keep their own direction and lose only what has no place in HTML', () => {
    const html = writeReadableHtml({ seller: { name: '\u202eאבג\u0000\u0007' } });
    expect(html).toContain('<p class="name" dir="auto" title="BT-27">\u202eאבג</p>');
  });
});

/** What so many lines add to a page. */
const size = (lines: number): number =>
  writeReadableHtml(longInvoice(lines)).length - writeReadableHtml(longInvoice(1)).length;

it('is linear: ten times the lines, about ten times the page', () => {
  expect(size(2000) / size(200)).toBeLessThan(12);
});
