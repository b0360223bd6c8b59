import { deflateSync } from 'node:zlib';
import { AppError } from '@onefacture/errors';
import fc from 'fast-check';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { cleanLogo } from './clean-logo.js';
import { GREY_JPEG, JPEG, png } from './testing/pictures.js';

/** The first reason why a picture is no logo. */
const refusal = async (picture: Uint8Array): Promise<string> => {
  const error: unknown = await cleanLogo(picture).catch((thrown: unknown) => thrown);
  if (!(error instanceof AppError) || error.code !== 'request.invalid') return `no refusal: ${String(error)}`;
  const [fault] = error.options.errors ?? [];
  return `${fault?.field}: ${fault?.message}`;
};
const red = [255, 0, 0];
const white = [255, 255, 255];
/** Red, green and blue of each pixel. */
const pixelsOf = (picture: Uint8Array) =>
  [...PNG.sync.read(Buffer.from(picture)).data].filter((_, index) => index % 4 !== 3);

describe('a PNG', () => {
  it('is written anew: nothing but header, pixels and end', async () => {
    const words = Buffer.from('Comment\0secret place');
    const logo = await cleanLogo(
      png({
        before: [
          ['tEXt', words],
          ['iCCP', words],
          ['eXIf', words],
        ],
      }),
    );
    expect(logo).toMatchObject({ mediaType: 'image/png', width: 2, height: 1 });
    expect(Buffer.from(logo.bytes).toString('latin1')).not.toMatch(/secret|tEXt|iCCP|eXIf/);
    expect(pixelsOf(logo.bytes)).toEqual([...red, ...red]);
    expect(await cleanLogo(logo.bytes)).toEqual(logo);
  });

  it.each<[string, Parameters<typeof png>[0], number[]]>([
    ['grey', { colour: 0, rows: Uint8Array.of(0, 0, 128) }, [0, 0, 0, 128, 128, 128]],
    ['one bit of grey', { colour: 0, depth: 1, rows: Uint8Array.of(0, 0b0100_0000) }, [0, 0, 0, ...white]],
    [
      'sixteen bits',
      { depth: 16, rows: Uint8Array.of(0, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255) },
      [...red, 0, 0, 255],
    ],
    [
      'half-clear red on paper',
      { colour: 6, rows: Uint8Array.of(0, 255, 0, 0, 0, 255, 0, 0, 127) },
      [...white, 255, 128, 128],
    ],
    ['grey with alpha', { colour: 4, rows: Uint8Array.of(0, 0, 255, 0, 0) }, [0, 0, 0, ...white]],
    [
      'a palette with clear entries',
      {
        ...{ colour: 3, depth: 4, rows: Uint8Array.of(0, 0x01) },
        before: [
          ['PLTE', Uint8Array.of(255, 0, 0, 1, 2, 3)],
          ['tRNS', Uint8Array.of(255, 0)],
        ],
      },
      [...red, ...white],
    ],
    ['a colour that is clear', { before: [['tRNS', Uint8Array.of(0, 255, 0, 0, 0, 0)]] }, [...white, ...white]],
  ])('of %s is drawn on white', async (_, parts, rgb) => {
    expect(pixelsOf((await cleanLogo(png(parts))).bytes)).toEqual(rgb);
  });
});

describe('a JPEG', () => {
  it('keeps its picture and loses its words', async () => {
    expect(Buffer.from(JPEG).toString('latin1')).toMatch(/secret place/);
    const logo = await cleanLogo(JPEG);
    expect(logo).toMatchObject({ mediaType: 'image/jpeg', width: 16, height: 8 });
    expect(Buffer.from(logo.bytes).toString('latin1')).not.toMatch(/secret|by me|Exif|JFIF/);
    expect(await cleanLogo(logo.bytes)).toEqual(logo);
  });

  it('may be grey and progressive, and loses what follows its end', async () => {
    const logo = await cleanLogo(Buffer.concat([GREY_JPEG, Buffer.from('PK\u0003\u0004 a ZIP')]));
    expect(logo).toMatchObject({ mediaType: 'image/jpeg', width: 16, height: 8 });
    expect(Buffer.from(logo.bytes).subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]));
  });
});

const HUGE = deflateSync(Buffer.alloc(20_000_000));
/** A PNG whose header says it has another length. */
const patchedHeader = (length: number): Uint8Array => {
  const bytes = Buffer.from(png());
  bytes.writeUInt32BE(length, 8);
  return bytes;
};
/** A JPEG with a segment changed. */
const patched = (marker: number, offset: number, ...values: number[]): Uint8Array => {
  const bytes = Buffer.from(JPEG);
  bytes.set(values, bytes.indexOf(Buffer.from([0xff, marker])) + offset);
  return bytes;
};

describe('no logo', () => {
  it.each<[string, Uint8Array, RegExp]>([
    ['nothing', new Uint8Array(), /neither a PNG nor a JPEG/],
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), /neither/],
    ['GIF', Buffer.from('GIF89a'), /neither/],
    ['too many bytes', Buffer.concat([png(), Buffer.alloc(600_000)]), /600\d{3} bytes/],
    ['a PNG that inflates to more than its pixels', png({ data: HUGE }), /damaged/],
    ['a PNG of too many pixels', png({ width: 60_000, height: 60_000 }), /60000 × 60000 pixels/],
    ['a PNG without pixels', png({ width: 0 }), /no pixels/],
    ['an interlaced PNG', png({ interlace: 1 }), /interlaced/],
    ['a PNG of no colour type', png({ colour: 5 }), /damaged/],
    ['a PNG with a filter there is not', png({ rows: Uint8Array.of(9, 0, 0, 0, 0, 0, 0) }), /damaged/],
    ['a PNG that is cut', png().subarray(0, 40), /damaged/],
    ['a PNG of its first bytes', png().subarray(0, 20), /too early/],
    ['a PNG with a stranger behind its end', Buffer.concat([png(), Buffer.from('<script>')]), /damaged/],
    ['a PNG whose rows are no rows', png({ data: Uint8Array.of(0x78, 0x9c, 1, 2, 3) }), /damaged/],
    ['a PNG with a row too few', png({ height: 2 }), /too early/],
    ['a PNG with two headers', png({ before: [['IHDR', new Uint8Array(13)]] }), /one header/],
    ['a PNG with a long header', patchedHeader(14), /one header/],
    ['a PNG without its palette', png({ colour: 3, rows: Uint8Array.of(0, 0, 7) }), /damaged/],
    ['a JPEG that is cut', JPEG.subarray(0, JPEG.length - 8), /too early/],
    ['a JPEG of its first bytes', JPEG.subarray(0, 30), /neither/],
    ['a JPEG of too many pixels', patched(0xc0, 5, 0xff, 0xff, 0xff, 0xff), /65535 × 65535/],
    ['a JPEG of twelve bits', patched(0xc0, 4, 12), /eight bits/],
    ['a lossless JPEG', patched(0xc0, 1, 0xc3), /not every reader/],
    [
      'a JPEG without a scan',
      Buffer.concat([JPEG.subarray(0, JPEG.indexOf(0xda) - 1), Buffer.from([0xff, 0xd9])]),
      /no picture|damaged|too early/,
    ],
  ])('is %s', async (_, picture, told) => {
    expect(await refusal(picture)).toMatch(told);
  });

  it('breaks the program, whatever is changed in a picture', async () => {
    const palette = png({ colour: 3, before: [['PLTE', Uint8Array.of(1, 2, 3)]], rows: Uint8Array.of(0, 0, 0) });
    const changes = fc.array(fc.tuple(fc.nat(800), fc.nat(255)), { minLength: 1, maxLength: 6 });
    const thrown: unknown[] = [];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(JPEG, GREY_JPEG, png(), palette), changes, async (picture, patches) => {
        const bytes = Buffer.from(picture);
        for (const [at, value] of patches) bytes[at % bytes.length] = value;
        await cleanLogo(bytes).catch((error: unknown) => thrown.push(error));
      }),
      { numRuns: 300 },
    );
    expect(thrown.filter((error) => !(error instanceof AppError) || error.code !== 'request.invalid')).toEqual([]);
  });
});
