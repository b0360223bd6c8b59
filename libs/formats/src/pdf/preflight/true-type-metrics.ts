/** What a TrueType program says of its glyphs. */
export interface TrueTypeMetrics {
  readonly glyphs: number;
  /** Advance of a glyph in thousandths of the font size. */
  readonly advance: (glyph: number) => number;
}

/** Reads the tables a width needs (OpenType 1.9: head, hhea, hmtx, maxp); undefined when the program is damaged. */
export function trueTypeMetrics(program: Uint8Array): TrueTypeMetrics | undefined {
  const view = new DataView(program.buffer, program.byteOffset, program.byteLength);
  const tables = tableDirectory(view);
  const [head, hhea, hmtx, maxp] = ['head', 'hhea', 'hmtx', 'maxp'].map((tag) => tables?.get(tag));
  if (head === undefined || hhea === undefined || hmtx === undefined || maxp === undefined) return undefined;
  if (head.byteLength < 54 || hhea.byteLength < 36 || maxp.byteLength < 6) return undefined;
  const unitsPerEm = head.getUint16(18);
  const measured = hhea.getUint16(34);
  if (unitsPerEm === 0 || measured === 0 || hmtx.byteLength < 4 * measured) return undefined;
  const advance = (glyph: number): number => (hmtx.getUint16(4 * Math.min(glyph, measured - 1)) * 1000) / unitsPerEm;
  return { glyphs: maxp.getUint16(4), advance };
}

function tableDirectory(view: DataView): Map<string, DataView> | undefined {
  if (view.byteLength < 12) return undefined;
  const tables = new Map<string, DataView>();
  for (let index = 0; index < view.getUint16(4); index += 1) {
    const at = 12 + 16 * index;
    if (at + 16 > view.byteLength) return undefined;
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((byte) => view.getUint8(at + byte)));
    const [offset, length] = [view.getUint32(at + 8), view.getUint32(at + 12)];
    if (offset + length > view.byteLength) return undefined;
    tables.set(tag, new DataView(view.buffer, view.byteOffset + offset, length));
  }
  return tables;
}
