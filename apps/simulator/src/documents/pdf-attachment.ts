import { inflateSync } from 'node:zlib';

const LARGEST_XML = 128 * 1024 * 1024;
const INVOICE_ROOT = /<(?:\w+:)?CrossIndustryInvoice[\s>]/;

/**
 * The invoice XML attached to a Factur-X PDF. An embedded file is always a stream object of its own, so a scan for
 * streams whose dictionary says EmbeddedFile finds it whatever the cross-reference form is. Encrypted files are not
 * read. Undefined when there is none.
 */
export function invoiceXmlInPdf(pdf: Buffer): Buffer | undefined {
  if (!pdf.subarray(0, 1024).includes('%PDF-')) return undefined;
  for (const stream of streams(pdf)) {
    if (!/\/EmbeddedFile\b/.test(stream.dictionary)) continue;
    const content = decode(stream.dictionary, stream.content);
    if (content !== undefined && INVOICE_ROOT.test(content.subarray(0, 8192).toString('utf8'))) return content;
  }
  return undefined;
}

function* streams(pdf: Buffer): Generator<{ dictionary: string; content: Buffer }> {
  let at = pdf.indexOf('stream');
  while (at !== -1) {
    const afterWord = at + 'stream'.length;
    const eol = pdf[afterWord] === 0x0d && pdf[afterWord + 1] === 0x0a ? 2 : pdf[afterWord] === 0x0a ? 1 : 0;
    const dictionary = eol === 0 ? undefined : dictionaryBefore(pdf, at);
    if (dictionary === undefined) {
      at = pdf.indexOf('stream', afterWord);
      continue;
    }
    const start = afterWord + eol;
    const end = contentEnd(pdf, dictionary, start);
    yield { dictionary, content: pdf.subarray(start, end) };
    at = pdf.indexOf('stream', end + 'endstream'.length);
  }
}

function dictionaryBefore(pdf: Buffer, at: number): string | undefined {
  const from = Math.max(0, at - 4096);
  const text = pdf.toString('latin1', from, at);
  const object = text.lastIndexOf(' obj');
  return object !== -1 && text.trimEnd().endsWith('>>') ? text.slice(object) : undefined;
}

function contentEnd(pdf: Buffer, dictionary: string, start: number): number {
  const length = /\/Length\s+(\d+)(?!\s+\d+\s+R)\b/.exec(dictionary)?.[1];
  const stated = length === undefined ? -1 : start + Number(length);
  if (stated !== -1 && pdf.subarray(stated, stated + 12).includes('endstream')) return stated;
  const found = pdf.indexOf('endstream', start);
  return found === -1 ? pdf.length : found;
}

function decode(dictionary: string, content: Buffer): Buffer | undefined {
  if (!/\/Filter\b/.test(dictionary)) return content;
  if (!/\/Filter\s*\[?\s*\/FlateDecode\s*\]?/.test(dictionary)) return undefined;
  try {
    return inflateSync(content, { maxOutputLength: LARGEST_XML });
  } catch {
    return undefined;
  }
}
