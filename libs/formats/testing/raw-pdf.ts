import { deflateSync } from 'node:zlib';

/** The body of an object written by hand: text, or a dictionary with stream bytes. */
export type RawObject = string | { readonly dict: string; readonly data: Uint8Array };

const bytesOf = (number: number, object: RawObject): Buffer =>
  typeof object === 'string'
    ? Buffer.from(`${number} 0 obj\n${object}\nendobj\n`, 'latin1')
    : Buffer.concat([
        Buffer.from(`${number} 0 obj\n<<${object.dict}/Length ${object.data.length}>>\nstream\n`, 'latin1'),
        object.data,
        Buffer.from('\nendstream\nendobj\n'),
      ]);

/** A PDF of these objects, number 1 first, with a cross-reference table; object 1 is the catalogue. */
export function rawPdf(objects: readonly RawObject[], trailer = ''): Buffer {
  const parts: Uint8Array[] = [Buffer.from('%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n', 'latin1')];
  const offsets: number[] = [];
  let size = parts[0]?.length ?? 0;
  for (const [index, object] of objects.entries()) {
    const part = bytesOf(index + 1, object);
    offsets.push(size);
    parts.push(part);
    size += part.length;
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`;
  const end = `trailer\n<</Size ${objects.length + 1}/Root 1 0 R${trailer}>>\nstartxref\n${size}\n%%EOF\n`;
  return Buffer.concat([...parts, Buffer.from(`${table}${end}`, 'latin1')]);
}

/** The same objects inside an object stream, found by a cross-reference stream. */
export function packedPdf(objects: readonly string[]): Buffer {
  let body = '';
  const head = objects.map((object, index) => {
    const pair = `${index + 1} ${body.length}`;
    body += `${object}\n`;
    return pair;
  });
  const first = `${head.join(' ')} `;
  const number = objects.length + 1;
  const packed = bytesOf(number, {
    dict: `/Type/ObjStm/N ${objects.length}/First ${first.length}/Filter/FlateDecode`,
    data: deflateSync(`${first}${body}`),
  });
  const start = Buffer.from('%PDF-1.7\n', 'latin1');
  const rows = [
    [0, 0, 0],
    ...objects.map((_, index) => [2, number, index]),
    [1, start.length, 0],
    [1, start.length + packed.length, 0],
  ];
  const data = Buffer.alloc(rows.length * 5);
  for (const [index, [kind = 0, one = 0, two = 0]] of rows.entries()) {
    data.writeUInt8(kind, index * 5);
    data.writeUInt16BE(one, index * 5 + 1);
    data.writeUInt16BE(two, index * 5 + 3);
  }
  const table = bytesOf(number + 1, {
    dict: `/Type/XRef/Size ${rows.length}/W[1 2 2]/Root 1 0 R/Filter/FlateDecode`,
    data: deflateSync(data),
  });
  return Buffer.concat([start, packed, table, Buffer.from(`startxref\n${start.length + packed.length}\n%%EOF`)]);
}

/** The objects of a page that shows nothing: catalogue (with more members), page tree, page. */
export const blankPage = (catalog = '', page = ''): string[] => [
  `<</Type/Catalog/Pages 2 0 R${catalog}>>`,
  '<</Type/Pages/Kids[3 0 R]/Count 1>>',
  `<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]${page}>>`,
];
