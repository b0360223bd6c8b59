const LONGEST = 100;

/** A file name made of an invoice's number: ASCII letters, digits, `.`, `+`, `-`, `_`; never hidden, never empty. */
export function safeFilename(number: string | undefined, extension: string): string {
  const stem = (number ?? '')
    .replaceAll(/[^\w.+-]/g, '_')
    .replace(/^\.+/, '')
    .slice(0, LONGEST);
  return `${stem === '' ? 'invoice' : stem}.${extension}`;
}
