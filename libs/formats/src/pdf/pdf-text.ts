/** The bytes at which PDFDocEncoding differs from Latin-1 (ISO 32000-1 annex D.2). */
const DIFFERENT: Readonly<Record<number, string>> = Object.fromEntries(
  [...'˘ˇˆ˙˝˛˚˜']
    .map((character, index): [number, string] => [0x18 + index, character])
    .concat(
      [...'•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž'].map((character, index): [number, string] => [0x80 + index, character]),
      [[0xa0, '€']],
    ),
);

/** A text string: UTF-16 or UTF-8 by its mark, PDFDocEncoding otherwise (ISO 32000-1 §7.9.2). */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return new TextDecoder().decode(bytes);
  return Array.from(bytes, (byte) => DIFFERENT[byte] ?? String.fromCharCode(byte)).join('');
}

/** The bytes of a text string: as they are for ASCII, UTF-16BE with its mark otherwise. */
export function encodeText(text: string): Uint8Array {
  // oxlint-disable-next-line no-control-regex
  if (/^[\t\n\r\x20-\x7e]*$/.test(text)) return Buffer.from(text, 'latin1');
  return Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
}

const DATE = /^D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:([+-])(\d\d)'?(\d\d)?'?|Z)?/;

/** A PDF date (ISO 32000-1 §7.9.4) as an ISO 8601 instant in UTC; undefined when it is none. */
export function decodeDate(text: string | undefined): string | undefined {
  const parts = DATE.exec(text ?? '');
  if (parts === null) return undefined;
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', sign, hours = '00', minutes] =
    parts;
  const zone = sign === undefined ? 'Z' : `${sign}${hours}:${minutes ?? '00'}`;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

/** An instant as a PDF date in UTC. */
export function encodeDate(at: Date): string {
  return `D:${at.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;
}
