import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExportFile } from './export-file.js';

const MIB = 1_048_576;

describe(ExportFile.name, () => {
  it('cuts what it takes into parts of 1 MiB, whatever the pieces are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 3 * MIB }), { maxLength: 6 }), async (lengths) => {
        const pieces = lengths.map((length, index) => Buffer.alloc(length, index + 1));
        const parts: Buffer[] = [];
        const sizes: number[] = [];
        const file = new ExportFile(async (number, bytes, { size }) => {
          expect(number).toBe(parts.length);
          parts.push(Buffer.from(bytes));
          sizes.push(size);
        });
        for (const piece of pieces) await file.take(piece);
        const whole = Buffer.concat(pieces);
        expect(await file.end()).toEqual({
          size: whole.length,
          chunks: Math.ceil(whole.length / MIB),
          sha256: createHash('sha256').update(whole).digest('hex'),
        });
        expect(Buffer.concat(parts).equals(whole)).toBe(true);
        expect(parts.slice(0, -1).every(({ length }) => length === MIB)).toBe(true);
        expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
      }),
      { numRuns: 20 },
    );
  });
});
