import { logoFault } from '../readable/page/logo.js';
import { checkSize, type LogoSize } from './logo-limits.js';

const [START, END, SCAN, ADOBE] = [0xd8, 0xd9, 0xda, 0xee];
/** Baseline, extended and progressive, coded by Huffman: what every reader draws (ITU-T T.81, table B.1). */
const FRAMES: ReadonlySet<number> = new Set([0xc0, 0xc1, 0xc2]);
/** Huffman tables, quantisation tables, restart interval. */
const TABLES: ReadonlySet<number> = new Set([0xc4, 0xdb, 0xdd]);
const OTHER_FRAMES: ReadonlySet<number> = new Set([0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]);
/** Each scan is drawn over the whole picture. */
const MOST_SCANS = 20;

/** A JPEG and its size. */
export interface Jpeg extends LogoSize {
  readonly bytes: Uint8Array;
}

/**
 * A JPEG with nothing in it but what makes the picture: no comments, no EXIF, no thumbnail, nothing after its end.
 * @throws AppError `request.invalid` on field `logo`
 */
export function jpegFile(file: Uint8Array): Jpeg {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const kept: Uint8Array[] = [Uint8Array.of(0xff, START)];
  let size: LogoSize | undefined;
  let scans = 0;
  let at = 2;
  for (;;) {
    const { marker, next } = markerAt(file, at);
    at = next;
    if (marker === END) break;
    if (at + 2 > file.length) throw logoFault('It ends too early.');
    const length = view.getUint16(at);
    if (length < 2 || at + length > file.length) throw logoFault('It ends too early.');
    const segment = file.subarray(at, at + length);
    at += length;
    if (OTHER_FRAMES.has(marker)) throw logoFault('It is coded in a way that not every reader draws.');
    if (FRAMES.has(marker)) {
      if (size !== undefined) throw logoFault('It is damaged.');
      size = frameSize(segment);
    }
    if (FRAMES.has(marker) || TABLES.has(marker) || isAdobe(marker, segment)) {
      kept.push(Uint8Array.of(0xff, marker), segment);
    }
    if (marker !== SCAN) continue;
    scans += 1;
    if (size === undefined || scans > MOST_SCANS) throw logoFault('It is damaged.');
    const end = endOfScan(file, at);
    kept.push(Uint8Array.of(0xff, marker), segment, file.subarray(at, end));
    at = end;
  }
  if (size === undefined || scans === 0) throw logoFault('It holds no picture.');
  return { ...size, bytes: Buffer.concat([...kept, Uint8Array.of(0xff, END)]) };
}

/** The next marker; it may be preceded by fill bytes. */
function markerAt(file: Uint8Array, start: number): { readonly marker: number; readonly next: number } {
  if (file[start] !== 0xff) throw logoFault(start >= file.length ? 'It ends too early.' : 'It is damaged.');
  let at = start;
  while (file[at] === 0xff) at += 1;
  const marker = file[at];
  if (marker === undefined) throw logoFault('It ends too early.');
  if (marker < 0xc0 || (marker >= 0xd0 && marker <= START)) throw logoFault('It is damaged.');
  return { marker, next: at + 1 };
}

function frameSize(segment: Uint8Array): LogoSize {
  if (segment.length < 8) throw logoFault('It is damaged.');
  const view = new DataView(segment.buffer, segment.byteOffset, segment.byteLength);
  if (view.getUint8(2) !== 8) throw logoFault('It has more than eight bits a colour.');
  const size = { height: view.getUint16(3), width: view.getUint16(5) };
  checkSize(size);
  return size;
}

/** It tells how colours are stored, which nothing else does. */
const isAdobe = (marker: number, segment: Uint8Array): boolean =>
  marker === ADOBE && segment.length === 14 && Buffer.from(segment.subarray(2, 7)).toString('latin1') === 'Adobe';

/** Coded data go on to the next marker that is no restart and no stuffed byte. */
function endOfScan(file: Uint8Array, start: number): number {
  let at = start;
  for (;;) {
    at = file.indexOf(0xff, at);
    if (at < 0 || at + 1 >= file.length) throw logoFault('It ends too early.');
    const next = file[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
    at += next === 0xff ? 1 : 2;
  }
}
