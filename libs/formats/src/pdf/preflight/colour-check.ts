import type { PdfFile } from '../pdf-file.js';
import { isDamage } from '../pdf-limits.js';
import { dictOf, isUtf8Name, objectNumber, PdfDict, PdfName, PdfStream, type PdfValue } from '../pdf-value.js';
import type { ConversionReport, Where } from './conversion-report.js';

const SIGNATURES: Readonly<Record<number, string>> = { 1: 'GRAY', 3: 'RGB ', 4: 'CMYK' };
const DEVICES: Readonly<Record<string, readonly [space: string, components: number]>> = {
  DeviceGray: ['Gray', 1],
  G: ['Gray', 1],
  DeviceRGB: ['RGB', 3],
  RGB: ['RGB', 3],
  DeviceCMYK: ['CMYK', 4],
  CMYK: ['CMYK', 4],
};
const INTENTS: Readonly<Record<number, string>> = { 0: 'missing', 1: 'grey', 3: 'sRGB', 4: 'CMYK' };
const BARE = new Set(['Pattern', 'CalGray', 'CalRGB', 'Lab']);
const PROCESS = new Set(['None', 'All', 'Cyan', 'Magenta', 'Yellow', 'Black']);

/** Number of components of an ICC profile, by its header (ICC.1:2004 §7.2); undefined when it is none a PDF/A takes. */
function iccComponents(profile: Uint8Array): number | undefined {
  const head = Buffer.from(profile.subarray(0, 128)).toString('latin1');
  if (head.length < 128 || head.slice(36, 40) !== 'acsp' || (profile[8] ?? 0) > 4) return undefined;
  if (!['scnr', 'mntr', 'prtr', 'spac'].includes(head.slice(12, 16))) return undefined;
  const found = Object.entries(SIGNATURES).find(([, signature]) => signature === head.slice(16, 20));
  if (found !== undefined) return Number(found[0]);
  return head.slice(16, 20) === 'Lab ' ? 3 : undefined;
}

/** The same for a profile of a file; undefined also for a stream that is damaged. */
export function componentsOf(file: PdfFile, profile: PdfStream): number | undefined {
  try {
    return iccComponents(file.decode(profile).bytes);
  } catch (error) {
    if (!isDamage(error)) throw error;
    return undefined;
  }
}

/** Colour spaces (ISO 19005-3 §6.2.4): device colours need the output intent of their kind or a default space. */
export class ColourCheck {
  private readonly profiles = new Set<PdfStream>();

  constructor(
    private readonly file: PdfFile,
    private readonly report: ConversionReport,
    /** Components of the output intent's profile: 1, 3 or 4; 0 without one. */
    private readonly intent: number,
  ) {}

  /** A device space used by an operator or an image. */
  device(name: string, resources: PdfDict | undefined, where: Where): void {
    const [space = '', components = 0] = DEVICES[name] ?? [];
    if (components === this.intent || (components === 1 && this.intent > 0)) return;
    if (this.file.dict(resources, 'ColorSpace')?.has(`Default${space}`) === true) return;
    const known = INTENTS[this.intent] ?? 'grey';
    const at = { ...where, name: `Device${space}` };
    this.report.add('DEVICE_COLOUR', `Device${space} colours are used; the output intent is ${known}.`, at);
  }

  /** Any colour space, by name or as an array. */
  space(value: PdfValue, resources: PdfDict | undefined, where: Where, depth = 0): void {
    if (depth > 8) return this.report.add('COLOUR_SPACE', 'A colour space is nested too deep.', where);
    const space = this.file.resolve(value);
    if (space instanceof PdfName) return this.named(space.text, resources, where, depth);
    if (!Array.isArray(space)) return undefined;
    const family = this.file.resolve(space[0]);
    const next = (inner: PdfValue | undefined): void => this.space(inner ?? null, resources, where, depth + 1);
    switch (family instanceof PdfName ? family.text : '') {
      case 'ICCBased':
        return this.profile(space[1] ?? null, where);
      case 'Indexed':
      case 'I':
      case 'Pattern':
        return next(space[1]);
      case 'Separation':
        this.spelling([space[1] ?? null], where);
        return next(space[2]);
      case 'DeviceN':
        this.colorants(space, where);
        return next(space[2]);
      default:
        return family instanceof PdfName ? this.named(family.text, undefined, where, depth) : undefined;
    }
  }

  private named(name: string, resources: PdfDict | undefined, where: Where, depth: number): void {
    if (DEVICES[name] !== undefined) return this.device(name, resources, where);
    const defined = this.file.dict(resources, 'ColorSpace')?.get(name);
    if (defined !== undefined) return this.space(defined, resources, where, depth + 1);
    if (!BARE.has(name)) this.report.add('COLOUR_SPACE', `The colour space ${name} is not defined.`, where);
    return undefined;
  }

  private profile(value: PdfValue, { page }: Where): void {
    const stream = this.file.resolve(value);
    const where = { page, object: objectNumber(value) };
    if (!(stream instanceof PdfStream)) return this.report.add('ICC_PROFILE', 'A colour profile is missing.', where);
    if (this.profiles.has(stream)) return undefined;
    this.profiles.add(stream);
    const components = this.file.number(stream, 'N');
    const found = componentsOf(this.file, stream);
    if (found === undefined || found !== components)
      return this.report.add('ICC_PROFILE', 'A colour profile is damaged or of another kind than declared.', where);
    return undefined;
  }

  /** Names of colourants are UTF-8 (§6.1.8). */
  private spelling(names: readonly PdfValue[], where: Where): void {
    for (const value of names) {
      const name = this.file.resolve(value);
      if (name instanceof PdfName && !isUtf8Name(name.text))
        this.report.add('NAME', 'The name of a spot colour is not valid UTF-8.', where);
    }
  }

  private colorants(space: readonly PdfValue[], where: Where): void {
    const names = this.file.resolve(space[1]);
    const attributes = dictOf(this.file.resolve(space[4]));
    const known = this.file.dict(attributes, 'Colorants') ?? new PdfDict();
    const list = Array.isArray(names) ? names.map((name) => this.file.resolve(name)) : [];
    this.spelling(list, where);
    if (list.length > 32) this.report.add('COLOUR_SPACE', 'A DeviceN colour space has more than 32 colorants.', where);
    for (const name of list) {
      if (name instanceof PdfName && !PROCESS.has(name.text) && !known.has(name.text))
        this.report.add('COLOUR_SPACE', `The spot colour ${name.text} is not described.`, where);
    }
  }
}
