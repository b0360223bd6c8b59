import { writeCii } from '@onefacture/formats';
import { describe, expect, it } from 'vitest';
import { sampleInvoice } from '../../../libs/formats/testing/sample-invoice.js';
import { run } from './run.js';
import { UsageError } from './usage.js';

const cii = writeCii(sampleInvoice([{}], { order_reference: 'PO-7' }));
const FILES: Readonly<Record<string, string>> = {
  'invoice.xml': cii,
  'odd.xml': cii.replace('<ram:TypeCode>380', '<ram:Oddity>x</ram:Oddity><ram:TypeCode>380'),
  'wrong-total.xml': cii.replace(/(<ram:GrandTotalAmount>)[^<]*/, '$1999.99'),
  'note.txt': 'hello',
  'wrong.xml': '<Order xmlns="urn:x"/>',
};

/** Runs a command against files held in memory. */
const cli = async (...argv: string[]) => {
  const written = new Map<string, Buffer>();
  let out = '';
  const said: string[] = [];
  const code = await run(
    argv,
    {
      read: (path) => {
        const found = FILES[path];
        if (found === undefined) throw new UsageError(`${path} cannot be read (ENOENT).`);
        return Buffer.from(found);
      },
      write: (path, bytes) => written.set(path, Buffer.from(bytes)),
      print: (bytes) => (out += Buffer.from(bytes).toString()),
      say: (line) => said.push(line),
    },
    'onefacture test',
  );
  return { code, out, said: said.join('\n'), written };
};

describe('the command line', () => {
  it('explains itself', async () => {
    for (const argv of [[], ['help'], ['--help'], ['convert', '--help']]) {
      expect(await cli(...argv)).toMatchObject({ code: 0, out: expect.stringContaining('onefacture convert FILE') });
    }
  });

  it.each([
    [['frob', 'x'], /command is "frob"; it can be read, convert, render, validate, help/],
    [['read'], /read needs a file/],
    [['convert', 'invoice.xml'], /needs --to/],
    [['convert', 'invoice.xml', '--to', 'docx'], /--to is "docx"/],
    [['convert', 'invoice.xml', '--to', 'cii', '--format', 'html'], /--format is for --to readable/],
    [['convert', 'invoice.xml', '--to', 'cii', '--profile', 'GOLD'], /--profile is "GOLD"/],
    [['read', 'invoice.xml', 'other.xml'], /takes one file/],
    [['read', 'invoice.xml', '--frob'], /--frob/],
    [['read', 'nowhere.xml'], /nowhere\.xml cannot be read \(ENOENT\)/],
  ])('answers 2 and a sentence for %j', async (argv, sentence) => {
    const { code, said } = await cli(...argv);
    expect(code).toBe(2);
    expect(said).toMatch(sentence);
  });

  it('says what an invoice says, in both languages', async () => {
    const french = await cli('read', 'invoice.xml');
    expect(french).toMatchObject({ code: 0, said: '' });
    expect(french.out).toMatch(/Vendeur +Acme SAS, 732829320/);
    expect(french.out).toMatch(/Total TTC +120\.00 EUR/);
    expect(french.out).toContain('Tout a été lu.');
    expect((await cli('read', 'invoice.xml', '--language', 'en')).out).toMatch(/Gross +120\.00 EUR/);
  });

  it('lists what has no place in the model', async () => {
    expect((await cli('read', 'odd.xml')).out).toMatch(/OF-XML-01 .*ram:Oddity \(\d+\)\n +L’élément ram:Oddity/);
    const { findings, document } = JSON.parse((await cli('read', 'odd.xml', '--json')).out);
    expect(findings).toHaveLength(1);
    expect(document).toMatchObject({ number: 'INV-2026-0001', order_reference: 'PO-7', totals: { gross: 120 } });
  });

  it('converts to standard output, and to a file named by -o or after the invoice', async () => {
    const ubl = await cli('convert', 'invoice.xml', '--to', 'ubl');
    expect(ubl).toMatchObject({ code: 0, said: '' });
    expect(ubl.out).toContain('<cbc:ID>INV-2026-0001</cbc:ID>');
    const named = await cli('convert', 'invoice.xml', '--to', 'ubl', '-o', 'out.xml');
    expect(named).toMatchObject({ out: '', said: expect.stringMatching(/^out\.xml: \d+ bytes, application\/xml$/) });
    const pdf = await cli('convert', 'invoice.xml', '--to', 'facturx');
    expect([...pdf.written.keys()]).toEqual(['INV-2026-0001.pdf']);
    expect(pdf.written.get('INV-2026-0001.pdf')?.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('says what the target cannot carry', async () => {
    const { said, out } = await cli('convert', 'invoice.xml', '--to', 'cii', '--profile', 'basic wl');
    expect(said).toContain('not carried: lines[0].name = Item 1');
    expect(out).toContain('urn:factur-x.eu:1p0:basicwl');
  });

  it('renders a page for people, and says on it what it could not place', async () => {
    const html = await cli('render', 'odd.xml', '--format', 'html', '--language', 'en');
    expect(html).toMatchObject({ code: 0, said: '' });
    expect(html.out).toMatch(/^<!doctype html>/i);
    expect(html.out).toContain('PO-7');
    expect(html.out).toContain('ram:Oddity');
    const same = await cli('convert', 'odd.xml', '--to', 'readable', '--format', 'html', '--language', 'en');
    expect(same).toEqual(html);
    const pdf = await cli('render', 'invoice.xml', '-o', 'page.pdf');
    expect(pdf.written.get('page.pdf')?.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('validates one file or many, and answers 1 when one is not valid', async () => {
    const good = await cli('validate', 'invoice.xml', '--rulesets', 'profile', '--received', '--language', 'en');
    expect(good).toMatchObject({ code: 0, said: '' });
    expect(good.out).toMatch(/^invoice\.xml: valid, score \d+ \(cii EN16931\)\n/);
    const both = await cli('validate', 'invoice.xml', 'wrong-total.xml', 'note.txt');
    expect(both.code).toBe(1);
    expect(both.out).toMatch(/wrong-total\.xml: non valide, note \d+/);
    expect(both.out).toMatch(/BR-CO-1\d erreur: .*\n +\/rsm:CrossIndustryInvoice\/.*\n/);
    expect(both.out).toContain('note.txt: illisible. The file is neither XML nor PDF.');
  });

  it('validates as JSON', async () => {
    const { code, out } = await cli('validate', 'wrong-total.xml', 'note.txt', '--json');
    expect(code).toBe(1);
    const { tally, data } = JSON.parse(out);
    expect(tally).toEqual({ files: 2, valid: 0, invalid: 1, unreadable: 1 });
    expect(data[0].report.layers.map(({ layer }: { layer: string }) => layer)).toContain('business');
    expect(data[1].problem.code).toBe('document.unreadable');
  });

  it('says how far it is with many files', async () => {
    const { said } = await cli('validate', ...Array.from({ length: 20 }, () => 'invoice.xml'));
    expect(said.split('\n')).toEqual([
      '2/20',
      '4/20',
      '6/20',
      '8/20',
      '10/20',
      '12/20',
      '14/20',
      '16/20',
      '18/20',
      '20/20',
    ]);
  });

  it('answers 1 and a sentence for a file it cannot read', async () => {
    expect(await cli('read', 'note.txt')).toMatchObject({
      code: 1,
      said: 'onefacture: The file is neither XML nor PDF.',
    });
    expect((await cli('read', 'wrong.xml')).said).toMatch(/The document is a Order in the namespace urn:x/);
  });
});
