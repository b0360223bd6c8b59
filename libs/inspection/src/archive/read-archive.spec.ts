import { describe, expect, it } from 'vitest';
import { zipOf } from '../../testing/zip.js';
import { readArchive } from './read-archive.js';

const limits = { files: 3, fileBytes: 1000, bytes: 1500 };
const text = (length: number): Buffer => Buffer.alloc(length, 'a');
const refusal = async (bytes: Uint8Array): Promise<unknown> =>
  readArchive(bytes, limits).then(
    () => 'nothing was thrown',
    (error: unknown) => error,
  );

describe('an archive', () => {
  it('gives its files by their path, without folders and what packing programs leave', async () => {
    const archive = zipOf([
      { name: 'mai/', bytes: text(0) },
      { name: 'mai/facture 1.xml', bytes: text(3) },
      { name: '__MACOSX/mai/._facture 1.xml', bytes: text(9) },
      { name: '.DS_Store', bytes: text(9) },
      { name: 'é.pdf', bytes: text(2) },
    ]);
    const files = await readArchive(archive, limits);
    expect(files.map(({ name, bytes }) => [name, bytes.byteLength])).toEqual([
      ['mai/facture 1.xml', 3],
      ['é.pdf', 2],
    ]);
  });

  it('is refused when a name leads out of it', async () => {
    for (const name of ['../../etc/passwd', '/etc/passwd', 'a/../../b', '..\\b', 'C:\\b']) {
      expect(await refusal(zipOf([{ name, bytes: text(1) }]))).toMatchObject({ code: 'document.unreadable' });
    }
  });

  it('is refused over its limits, whatever the entries say of themselves', async () => {
    const big = { name: 'a', bytes: text(1001) };
    expect(await refusal(zipOf([big]))).toMatchObject({ code: 'request.too_large' });
    const liar = await refusal(zipOf([{ ...big, bytes: text(100_000), claims: 10 }]));
    expect(liar).toMatchObject({ code: expect.stringMatching(/^(request\.too_large|document\.unreadable)$/) });
    const two = ['a', 'b'].map((name) => ({ name, bytes: text(900) }));
    expect(await refusal(zipOf(two))).toMatchObject({ code: 'request.too_large' });
    const four = ['a', 'b', 'c', 'd'].map((name) => ({ name, bytes: text(1) }));
    expect(await refusal(zipOf(four))).toMatchObject({ code: 'request.too_large' });
  });

  it('is refused when it is none, or cut', async () => {
    const whole = zipOf([{ name: 'a', bytes: text(500) }]);
    expect(await refusal(Buffer.from('no archive'))).toMatchObject({ code: 'document.unreadable' });
    expect(await refusal(whole.subarray(0, -10))).toMatchObject({ code: 'document.unreadable' });
    const damaged = Buffer.from(whole);
    damaged.fill(0xff, 35, 40);
    expect(await refusal(damaged)).toMatchObject({ code: 'document.unreadable' });
  });
});
