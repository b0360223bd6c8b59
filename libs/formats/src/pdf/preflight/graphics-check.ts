import type { PdfFile } from '../pdf-file.js';
import { PdfDict, PdfName, PdfStream, type PdfValue } from '../pdf-value.js';
import type { ColourCheck } from './colour-check.js';
import type { ConversionReport, Where } from './conversion-report.js';

const BLENDS: ReadonlySet<string> = new Set([
  ...['Normal', 'Compatible', 'Multiply', 'Screen', 'Overlay', 'Darken', 'Lighten', 'ColorDodge', 'ColorBurn'],
  ...['HardLight', 'SoftLight', 'Difference', 'Exclusion', 'Hue', 'Saturation', 'Color', 'Luminosity'],
]);

/** Images, forms, shadings and graphics states (ISO 19005-3 §6.2.5 to §6.2.10). */
export class GraphicsCheck {
  constructor(
    private readonly file: PdfFile,
    private readonly report: ConversionReport,
    private readonly colours: ColourCheck,
  ) {}

  image(image: PdfStream, resources: PdfDict | undefined, where: Where): void {
    const { file, report } = this;
    const subtype = file.name(image, 'Subtype') ?? 'Image';
    if (subtype !== 'Image') return report.add('POSTSCRIPT', `An object of kind ${subtype} cannot be shown.`, where);
    if (file.filters(image).includes('JPXDecode'))
      report.add('JPEG_2000', 'A JPEG 2000 image cannot be checked; use JPEG or PNG.', where);
    if (file.get(image, 'I') === true || file.get(image, 'Interpolate') === true)
      report.add('INTERPOLATE', 'An inline image asks for interpolation.', where);
    const space = image.dict.get('ColorSpace') ?? image.dict.get('CS');
    const mask = file.get(image, 'ImageMask') ?? file.get(image, 'IM');
    if (space !== undefined && mask !== true) this.colours.space(space, resources, where);
    const soft = file.get(image, 'SMask');
    if (soft instanceof PdfStream && soft !== image && !file.get(soft, 'SMask')) this.image(soft, resources, where);
    return undefined;
  }

  form(form: PdfStream, where: Where): void {
    if (form.dict.has('Ref')) this.report.add('REFERENCE', 'A form shows a page of another file.', where);
    if (form.dict.has('PS') || this.file.name(form, 'Subtype2') === 'PS')
      this.report.add('POSTSCRIPT', 'A form holds PostScript.', where);
    this.group(form, where);
  }

  /** The transparency group of a page or form. */
  group(holder: PdfValue, where: Where): void {
    const space = this.file.dict(holder, 'Group')?.get('CS');
    if (space !== undefined) this.colours.space(space, undefined, where);
  }

  shading(value: PdfValue, resources: PdfDict | undefined, where: Where): void {
    const shading = this.file.resolve(value);
    const dict = shading instanceof PdfStream ? shading.dict : shading;
    const space = dict instanceof PdfDict ? dict.get('ColorSpace') : undefined;
    if (space !== undefined) this.colours.space(space, resources, where);
  }

  state(state: PdfDict, where: Where): void {
    const { file, report } = this;
    const fault = (message: string): void => report.add('GRAPHICS_STATE', message, where);
    const transfer = file.get(state, 'TR2');
    if (state.has('TR') || (transfer !== null && !(transfer instanceof PdfName && transfer.text === 'Default')))
      fault('A transfer function changes the colours.');
    if (state.has('HTP')) fault('A halftone phase is set.');
    const halftone = file.dict(state, 'HT');
    if (halftone !== undefined && ![1, 5].includes(file.number(halftone, 'HalftoneType') ?? 1))
      fault('A halftone is of a kind PDF/A does not take.');
    if (halftone?.has('HalftoneName') === true) fault('A halftone has a name.');
    if (file.get(state, 'OPM') === 1 && (file.get(state, 'OP') === true || file.get(state, 'op') === true))
      fault('Overprint mode 1 is used.');
    const blend = file.get(state, 'BM');
    for (const mode of Array.isArray(blend) ? blend : [blend]) {
      if (mode instanceof PdfName && !BLENDS.has(mode.text)) fault(`The blend mode ${mode.text} is unknown.`);
    }
  }
}
