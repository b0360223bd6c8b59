import { logoFault } from '../readable/page/logo.js';

/** Most bytes of a logo, as it comes and as it is kept. */
export const LOGO_MAX_BYTES = 512 * 1_024;
const MOST_PER_SIDE = 4_000;
const MOST_PIXELS = 4_000_000;

/** Width and height in pixels. */
export interface LogoSize {
  readonly width: number;
  readonly height: number;
}

/** @throws AppError `request.invalid` on field `logo` for a picture without pixels or with too many */
export function checkSize({ width, height }: LogoSize): void {
  if (width === 0 || height === 0) throw logoFault('It has no pixels.');
  if (width > MOST_PER_SIDE || height > MOST_PER_SIDE || width * height > MOST_PIXELS) {
    throw logoFault(`It is ${width} × ${height} pixels; at most 4 million, and ${MOST_PER_SIDE} a side, are taken.`);
  }
}

/** @throws AppError `request.invalid` on field `logo` for a file that is too large */
export function checkBytes({ byteLength }: Uint8Array): void {
  if (byteLength > LOGO_MAX_BYTES) throw logoFault(`It has ${byteLength} bytes; at most ${LOGO_MAX_BYTES} are taken.`);
}
