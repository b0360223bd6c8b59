import { conversionSource, safeFilename, writeReadableHtml, writeReadablePdf } from '@onefacture/formats';
import type { Arguments } from './arguments.js';
import { deliver } from './convert.js';
import type { Terminal } from './terminal.js';

/** `onefacture render`: what the reader could not place in the model stands at the end of the page. */
export const render = async (
  { file, format, language, out }: Arguments,
  terminal: Terminal,
  generator: string,
): Promise<void> => {
  const { document, file: source } = conversionSource(terminal.read(file));
  const findings = source?.opened.reading.findings ?? [];
  const remarks = findings.map(
    ({ path, message, message_fr }) => `${path}: ${language === 'fr' ? message_fr : message}`,
  );
  if (format === 'html') {
    deliver(Buffer.from(writeReadableHtml(document, { language, remarks })), 'text/html', out ?? '-', terminal);
    return;
  }
  const pdf = await writeReadablePdf(document, { language, remarks, createdAt: new Date(), generator });
  deliver(pdf, 'application/pdf', out ?? safeFilename(document.number, 'pdf'), terminal);
};
