import { PdfADocument } from '../facturx/pdf-document.js';
import { checkLogo, logoFault } from '../readable/page/logo.js';
import { jpegFile } from './jpeg-file.js';
import { checkBytes, type LogoSize } from './logo-limits.js';
import { pngFile } from './png-file.js';

/** A logo that can stand on every page we draw. */
export interface CleanLogo extends LogoSize {
  readonly bytes: Uint8Array;
  readonly mediaType: 'image/png' | 'image/jpeg';
}

const PNG_START = 0x89;

/**
 * Makes a stranger's picture a logo: a PNG is drawn on white and written anew, of a JPEG only what makes the picture
 * stays, and both are tried on a page. At most 512 KiB and 4 million pixels. Pure: same bytes, same logo.
 * @throws AppError `request.invalid` on field `logo`
 */
export async function cleanLogo(file: Uint8Array): Promise<CleanLogo> {
  checkBytes(file);
  checkLogo(file);
  const logo: CleanLogo =
    file[0] === PNG_START
      ? { ...pngFile(file), mediaType: 'image/png' }
      : { ...jpegFile(file), mediaType: 'image/jpeg' };
  checkBytes(logo.bytes);
  await tryOnPage(logo.bytes);
  return logo;
}

async function tryOnPage(bytes: Uint8Array): Promise<void> {
  const nothing = { title: undefined, author: undefined, subject: undefined, language: undefined, level: undefined };
  const page = new PdfADocument({ ...nothing, creatorTool: undefined, producer: '', createdAt: new Date(0) });
  try {
    page.image(Buffer.from(bytes), 0, 0, { fit: [1, 1] });
    await page.finish();
  } catch (error) {
    throw logoFault('It is damaged.', error);
  }
}
