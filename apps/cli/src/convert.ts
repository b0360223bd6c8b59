import { type Conversion, conversionSource, convertInvoice } from '@onefacture/formats';
import type { Arguments } from './arguments.js';
import type { Terminal } from './terminal.js';

/**
 * What the result cannot say, and what the source said outside the model: on standard error, one a line. A readable page
 * says the latter itself.
 */
const tell = ({ losses, findings }: Conversion, { to, language }: Arguments, { say }: Terminal): void => {
  for (const { field, value } of losses) say(`not carried: ${field} = ${value}`);
  if (to === 'readable') return;
  for (const { code, path, line, message, message_fr } of findings) {
    say(`${code} ${path}${line > 0 ? ` (line ${line})` : ''}: ${language === 'fr' ? message_fr : message}`);
  }
};

/** `onefacture convert`, and `onefacture render`, which converts to a readable page. */
export const convert = async (asked: Arguments, terminal: Terminal, generator: string): Promise<void> => {
  const source = conversionSource(terminal.read(asked.file));
  const made = await convertInvoice(source, {
    to: asked.to,
    profile: asked.profile,
    language: asked.language,
    format: asked.format,
    pdf: asked.pdf === undefined ? undefined : terminal.read(asked.pdf),
    createdAt: new Date(),
    generator,
  });
  tell(made, asked, terminal);
  const { bytes, mediaType, filename } = made;
  const out = asked.out ?? (mediaType === 'application/pdf' ? filename : '-');
  if (out === '-') {
    terminal.print(bytes);
    return;
  }
  terminal.write(out, bytes);
  terminal.say(`${out}: ${bytes.byteLength} bytes, ${mediaType}`);
};
