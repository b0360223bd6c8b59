import { conversionSource, convertInvoice, type DocumentFinding, type Loss } from '@onefacture/formats';
import type { Arguments } from './arguments.js';
import type { Terminal } from './terminal.js';

/** What the result cannot say, and what the source said outside the model: on standard error, one a line. */
const tell = (
  { losses, findings }: { readonly losses: readonly Loss[]; readonly findings: readonly DocumentFinding[] },
  language: 'fr' | 'en',
  { say }: Terminal,
): void => {
  for (const { field, value } of losses) say(`not carried: ${field} = ${value}`);
  for (const { code, path, line, message, message_fr } of findings) {
    say(`${code} ${path}${line > 0 ? ` (line ${line})` : ''}: ${language === 'fr' ? message_fr : message}`);
  }
};

/** `onefacture convert`. */
export const convert = async (asked: Arguments, terminal: Terminal, generator: string): Promise<void> => {
  const source = conversionSource(terminal.read(asked.file));
  const made = await convertInvoice(source, {
    to: asked.to,
    profile: asked.profile,
    language: asked.language,
    pdf: asked.pdf === undefined ? undefined : terminal.read(asked.pdf),
    createdAt: new Date(),
    generator,
  });
  tell(made, asked.language, terminal);
  deliver(
    made.bytes,
    made.mediaType,
    asked.out ?? (made.mediaType === 'application/pdf' ? made.filename : '-'),
    terminal,
  );
};

/** Writes a result to a file, and says so, or to standard output. */
export const deliver = (bytes: Uint8Array, mediaType: string, out: string, { write, print, say }: Terminal): void => {
  if (out === '-') {
    print(bytes);
    return;
  }
  write(out, bytes);
  say(`${out}: ${bytes.byteLength} bytes, ${mediaType}`);
};
