import { createHash } from 'node:crypto';
import type { PdfFile } from './pdf-file.js';
import { PdfDict, PdfName, PdfReference, PdfStream, PdfString, type PdfValue } from './pdf-value.js';

/**
 * Writes the objects that catalogue and Info reach as a new PDF 1.7: one cross-reference table, no object streams,
 * nothing that is not used, an /ID made from the bytes. Streams keep their encoding.
 */
export function writePdf(file: PdfFile, catalog: PdfDict, info: PdfDict): Uint8Array {
  return new PdfWriter(file).write(catalog, info);
}

class PdfWriter {
  private readonly chunks: Uint8Array[] = [];
  private size = 0;
  /** Old object number to new one, in the order of meeting. */
  private readonly numbers = new Map<number, number>();
  private readonly offsets: number[] = [];

  constructor(private readonly file: PdfFile) {}

  write(catalog: PdfDict, info: PdfDict): Uint8Array {
    this.put('%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n');
    const trailer = PdfDict.of({ Root: this.file.add(catalog), Info: this.file.add(info) });
    const head = this.text(trailer).slice(2, -2);
    // The map grows while objects are written; its iteration goes on to what was added.
    for (const [old, number] of this.numbers) this.object(number, this.file.resolve(new PdfReference(old)));
    const start = this.size;
    const rows = this.offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
    const id = createHash('sha256').update(Buffer.concat(this.chunks)).digest('hex').slice(0, 32);
    this.put(`xref\n0 ${this.offsets.length + 1}\n0000000000 65535 f \n${rows}`);
    this.put(`trailer\n<<${head}/Size ${this.offsets.length + 1}/ID[<${id}><${id}>]>>\nstartxref\n${start}\n%%EOF\n`);
    return Buffer.concat(this.chunks);
  }

  private put(part: string | Uint8Array): void {
    const bytes = typeof part === 'string' ? Buffer.from(part, 'latin1') : part;
    this.chunks.push(bytes);
    this.size += bytes.length;
  }

  private object(number: number, value: PdfValue): void {
    this.offsets[number - 1] = this.size;
    if (value instanceof PdfStream) {
      const dict = new PdfDict([...value.dict, ['Length', value.raw.length]]);
      this.put(`${number} 0 obj\n${this.text(dict)}\nstream\n`);
      this.put(value.raw);
      this.put('\nendstream\nendobj\n');
    } else this.put(`${number} 0 obj\n${this.text(value)}\nendobj\n`);
  }

  private text(value: PdfValue): string {
    if (value === null) return 'null';
    if (typeof value === 'boolean') return String(value);
    if (typeof value === 'number') return numberText(value);
    if (value instanceof PdfName) return nameText(value.text);
    if (value instanceof PdfString) return stringText(value.bytes);
    if (value instanceof PdfReference) return this.reference(value);
    if (Array.isArray(value)) return `[${value.map((item) => this.text(item)).join(' ')}]`;
    // A stream is always an indirect object; one met here was held in memory only.
    if (value instanceof PdfStream) return this.text(this.file.add(value));
    let body = '';
    for (const [key, member] of value) if (member !== null) body += `${nameText(key)} ${this.text(member)}`;
    return `<<${body}>>`;
  }

  private reference({ number }: PdfReference): string {
    let known = this.numbers.get(number);
    if (known === undefined) {
      known = this.numbers.size + 1;
      this.numbers.set(number, known);
    }
    return `${known} 0 R`;
  }
}

function numberText(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(10).replace(/\.?0+$/, '') || '0' : text;
}

const escapeByte = (character: string): string => `#${character.charCodeAt(0).toString(16).padStart(2, '0')}`;

function nameText(name: string): string {
  return `/${name.replace(/[^\x21-\x7e]|[#()<>[\]{}/%]/g, escapeByte)}`;
}

function stringText(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('latin1');
  if (!/^[\x20-\x7e]*$/.test(text)) return `<${Buffer.from(bytes).toString('hex')}>`;
  return `(${text.replace(/[\\()]/g, '\\$&')})`;
}
