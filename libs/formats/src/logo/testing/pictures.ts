import { crc32, deflateSync } from 'node:zlib';

const joined = (parts: readonly string[]): Uint8Array => Buffer.from(parts.join(''), 'base64');

/** A baseline JPEG of 16 × 8 pixels in RGB, with EXIF data (“secret place”) and a comment (“by me”). */
export const JPEG = joined([
  '/9j/4AAQSkZJRgABAQAAAQABAAD/4QAwRXhpZgAATU0AKgAAAAgAAQEOAAIAAAANAAAAGgAAAABzZWNyZXQgcGxhY2UAAP/+AAdieSBtZf/bAE',
  'MADQkKCwoIDQsKCw4ODQ8TIBUTEhITJxweFyAuKTEwLiktLDM6Sj4zNkY3LC1AV0FGTE5SU1IyPlphWlBgSlFST//bAEMBDg4OExETJhUVJk81',
  'LTVPT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT//AABEIAAgAEAMBIgACEQEDEQH/xAAfAAABBQEBAQ',
  'EBAQAAAAAAAAAAAQIDBAUGBwgJCgv/xAC1EAACAQMDAgQDBQUEBAAAAX0BAgMABBEFEiExQQYTUWEHInEUMoGRoQgjQrHBFVLR8CQzYnKCCQoW',
  'FxgZGiUmJygpKjQ1Njc4OTpDREVGR0hJSlNUVVZXWFlaY2RlZmdoaWpzdHV2d3h5eoOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uL',
  'm6wsPExcbHyMnK0tPU1dbX2Nna4eLj5OXm5+jp6vHy8/T19vf4+fr/xAAfAQADAQEBAQEBAQEBAAAAAAAAAQIDBAUGBwgJCgv/xAC1EQACAQIE',
  'BAMEBwUEBAABAncAAQIDEQQFITEGEkFRB2FxEyIygQgUQpGhscEJIzNS8BVictEKFiQ04SXxFxgZGiYnKCkqNTY3ODk6Q0RFRkdISUpTVFVWV1',
  'hZWmNkZWZnaGlqc3R1dnd4eXqCg4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2dri4+Tl5ufo6ery',
  '8/T19vf4+fr/2gAMAwEAAhEDEQA/AOOrVoorrzf7Hz/Q9LJPt/L9T//Z',
]);

/** A progressive JPEG of 16 × 8 pixels in grey. */
export const GREY_JPEG = joined([
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeX',
  'BkeFxlZ2P/wgALCAAIABABAREA/8QAFQABAQAAAAAAAAAAAAAAAAAABAX/2gAIAQEAAAABlo//xAAUEAEAAAAAAAAAAAAAAAAAAAAQ/9oACAEB',
  'AAEFAj//xAAUEAEAAAAAAAAAAAAAAAAAAAAQ/9oACAEBAAY/Aj//xAAUEAEAAAAAAAAAAAAAAAAAAAAQ/9oACAEBAAE/IT//2gAIAQEAAAAQf/',
  '/EABQQAQAAAAAAAAAAAAAAAAAAABD/2gAIAQEAAT8QP//Z',
]);

/** How a PNG is made. */
export interface PngParts {
  readonly width?: number;
  readonly height?: number;
  readonly depth?: number;
  /** 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha. */
  readonly colour?: number;
  readonly interlace?: number;
  /** Rows with their filters, before they are packed. */
  readonly rows?: Uint8Array;
  /** In place of the packed rows. */
  readonly data?: Uint8Array;
  /** Chunks before the data. */
  readonly before?: readonly (readonly [type: string, data: Uint8Array])[];
}

/** A PNG of two red pixels in RGB, unless told otherwise. */
export function png(parts: PngParts = {}): Uint8Array {
  const { width = 2, height = 1, depth = 8, colour = 2, interlace = 0, before = [] } = parts;
  const { rows = Uint8Array.of(0, 255, 0, 0, 255, 0, 0) } = parts;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, colour, 0, 0, interlace], 8);
  const chunks = [['IHDR', header] as const, ...before, ['IDAT', parts.data ?? deflateSync(rows)] as const];
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  return Buffer.concat([signature, ...[...chunks, ['IEND', new Uint8Array()] as const].map(chunk)]);
}

function chunk([type, data]: readonly [string, Uint8Array]): Uint8Array {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
