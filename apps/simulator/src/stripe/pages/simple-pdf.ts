/** One page of text lines in a built-in font; characters outside Latin-1 become question marks. */
export function simplePdf(lines: readonly string[]): Buffer {
  const shown = lines.map((line, index) => {
    const text = plain(line).replaceAll(/[\\()]/g, String.raw`\$&`);
    return `BT /F1 ${index === 0 ? 16 : 11} Tf 60 ${780 - index * 22} Td (${text}) Tj ET`;
  });
  const stream = shown.join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ];
  let file = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const place = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const start = file.length;
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

/** Euro and dash have places of their own in WinAnsi. */
const plain = (text: string): string =>
  text
    .replaceAll('€', '\u0080')
    .replaceAll(/[\u2009\u202f]/g, '\u00a0')
    .replaceAll('−', '-')
    .replaceAll(/[\u0100-\u{10ffff}]/gu, '?');
