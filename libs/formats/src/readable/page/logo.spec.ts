import { describe, expect, it } from 'vitest';
import { checkLogo } from './logo.js';

const jpeg = (components: number): Uint8Array =>
  // SOI, an empty APP0, then a baseline frame header.
  Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 2, 0xff, 0xc0, 0, 11, 8, 0, 1, 0, 1, components, 0, 0, 0, 0]);

describe('checkLogo', () => {
  it('takes PNG, and JPEG in grey or RGB', () => {
    expect(() => checkLogo(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))).not.toThrow();
    expect(() => checkLogo(jpeg(1))).not.toThrow();
    expect(() => checkLogo(jpeg(3))).not.toThrow();
  });

  it('refuses CMYK and everything else, naming the field', () => {
    expect(() => checkLogo(jpeg(4))).toThrow(expect.objectContaining({ code: 'request.invalid' }));
    for (const bytes of [[], [0xff, 0xd8], [0xff, 0xd8, 0xff], [0x47, 0x49, 0x46]]) {
      expect(() => checkLogo(Uint8Array.from(bytes))).toThrow(
        expect.objectContaining({
          options: expect.objectContaining({ errors: [expect.objectContaining({ field: 'logo' })] }),
        }),
      );
    }
  });
});
