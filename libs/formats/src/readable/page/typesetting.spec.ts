import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { heightOf, typeset, typesetOne, widthOf, type Style, type TextLine } from './typesetting.js';

const letters = (text: string): number => text.replace(/ /g, '').length;
const style: Style = { size: 9, color: '#000000' };
const textOf = (line: TextLine | undefined): string => line?.segments.map((segment) => segment.text).join('') ?? '';

describe('typeset', () => {
  it('breaks at spaces and line feeds, never at no-break spaces', () => {
    expect(typeset('un deux\ntrois', 500, style).map(textOf)).toEqual(['un deux', 'trois']);
    const narrow = widthOf('1\u00a0500,00', style) + 1;
    expect(typeset('soit 1\u00a0500,00 euros', narrow, style).map(textOf)).toEqual(['soit', '1\u00a0500,00', 'euros']);
  });

  it('breaks a word only when no line holds it', () => {
    const lines = typeset('a '.concat('m'.repeat(100)), 100, style);
    expect(textOf(lines[0])).toBe('a');
    expect(lines.slice(1).map(textOf).join('')).toBe('m'.repeat(100));
  });

  it('drops what has no shape and boxes what no font draws', () => {
    expect(typeset('a\u0007b\u200bc\ud800d', 500, style).map(textOf)).toEqual(['abcd']);
    expect(typeset('日本 🎉', 500, style).map(textOf)).toEqual(['□□ □']);
    expect(typeset('e\u0301', 500, style).map(textOf)).toEqual(['é']);
  });

  it('takes another font for the letters the main one lacks', () => {
    const [line] = typeset('Gyumri Գյումրի', 500, style);
    expect(line?.segments.map((segment) => segment.face.name)).toEqual(['SourceSans3-Regular', 'DejaVuSans']);
  });

  it('keeps every letter and every line within the width', () => {
    const words = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), { maxLength: 30 });
    fc.assert(
      fc.property(words, fc.integer({ min: 30, max: 400 }), (parts, width) => {
        const lines = typeset(parts.join(' '), width, style);
        // A line holds at least one character, however wide it is.
        const tooWide = lines.filter((line) => line.width > width + 1e-6 && [...textOf(line)].length > 1);
        expect(tooWide).toEqual([]);
        const once = typeset(parts.join(' '), 1e9, style);
        expect(letters(lines.map(textOf).join(''))).toBe(letters(once.map(textOf).join('')));
      }),
      { numRuns: 60 },
    );
  });

  it('measures a line as the sum of its parts', () => {
    const [line] = typeset('TVA Avoir Ελλάς', 1e6, style);
    expect(line?.width).toBeCloseTo(line?.segments.reduce((sum, { width }) => sum + width, 0) ?? 0, 6);
    expect(heightOf(typeset('a\nb', 100, style))).toBeCloseTo(2 * 9 * 1.34, 6);
  });
});

describe('typesetOne', () => {
  it('cuts what does not fit with an ellipsis', () => {
    expect(textOf(typesetOne('short', 100, style))).toBe('short');
    const cut = typesetOne('A very long seller name that goes on and on', 80, style);
    expect(textOf(cut)).toMatch(/^A very.*…$/);
    expect(cut.width).toBeLessThanOrEqual(90);
    expect(textOf(typesetOne('', 100, style))).toBe('');
  });
});
