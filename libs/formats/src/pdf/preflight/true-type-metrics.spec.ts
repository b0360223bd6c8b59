import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create } from 'fontkit';
import { describe, expect, it } from 'vitest';
import { trueTypeMetrics } from './true-type-metrics.js';

const file = readFileSync(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'));

describe('trueTypeMetrics', () => {
  it('reads the advances that fontkit reads', () => {
    const font = create(file);
    const metrics = trueTypeMetrics(file);
    const glyphs =
      'layout' in font ? [...'Facture €ß'].map((letter) => font.glyphForCodePoint(letter.codePointAt(0) ?? 0)) : [];
    expect(glyphs.length).toBe(10);
    for (const { id, advanceWidth } of glyphs)
      expect(metrics?.advance(id)).toBeCloseTo((advanceWidth * 1000) / 2048, 3);
    expect(metrics?.glyphs).toBe('numGlyphs' in font ? font.numGlyphs : 0);
  });

  it('gives nothing for a damaged program', () => {
    expect(trueTypeMetrics(new Uint8Array())).toBeUndefined();
    expect(trueTypeMetrics(file.subarray(0, 5000))).toBeUndefined();
    expect(trueTypeMetrics(Buffer.alloc(200, 0xff))).toBeUndefined();
  });
});
