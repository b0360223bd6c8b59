import { AppError } from '@onefacture/errors';

/**
 * Checks that a logo is a PNG, or a JPEG in grey or RGB: four-colour JPEGs have no place in a file whose colours
 * are declared as sRGB (ISO 19005-3 §6.2.4.3).
 *
 * @throws AppError `request.invalid` on field `logo`.
 */
export function checkLogo(bytes: Uint8Array): void {
  const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a].every((byte, index) => bytes[index] === byte);
  if (png) return;
  const components = jpegComponents(bytes);
  if (components === 1 || components === 3) return;
  throw logoFault(components === undefined ? 'It is neither a PNG nor a JPEG.' : 'It is a four-colour (CMYK) JPEG.');
}

/** The error for a logo that cannot be drawn. */
export function logoFault(reason: string, cause?: unknown): AppError {
  return new AppError('request.invalid', {
    detail: 'The logo cannot be drawn.',
    errors: [{ field: 'logo', code: 'INVALID', message: `${reason} Give a PNG, or a JPEG in RGB or grey.` }],
    cause,
  });
}

/** Number of colour components in the first frame header of a JPEG; undefined when there is none. */
function jpegComponents(bytes: Uint8Array): number | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 2;
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = view.getUint8(at + 1);
    // SOF0 to SOF15 without DHT (C4), JPG (C8) and DAC (CC).
    const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (frame) return view.getUint8(at + 9);
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}
