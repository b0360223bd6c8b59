/** The kinds of reasons why a PDF is no PDF/A-3 and cannot become one. */
export type FaultCode =
  | 'ACTION'
  | 'ANNOTATION'
  | 'APPEARANCE'
  | 'ATTACHMENT'
  | 'CRYPT'
  | 'COLOUR_SPACE'
  | 'CONTENT_UNREADABLE'
  | 'DEVICE_COLOUR'
  | 'EXTERNAL'
  | 'FILTER'
  | 'FONT'
  | 'FONT_DAMAGED'
  | 'FONT_ENCODING'
  | 'FONT_NOT_EMBEDDED'
  | 'FONT_WIDTHS'
  | 'FORM'
  | 'GRAPHICS_STATE'
  | 'ICC_PROFILE'
  | 'IMAGE'
  | 'INTERPOLATE'
  | 'JPEG_2000'
  | 'LAYERS'
  | 'LIMIT'
  | 'LZW'
  | 'NAME'
  | 'NESTING'
  | 'OPERATOR'
  | 'PAGE_SIZE'
  | 'POSTSCRIPT'
  | 'REFERENCE'
  | 'RENDERING_INTENT'
  | 'RESOURCE'
  | 'SIGNED'
  | 'STRUCTURE'
  | 'UNDEFINED_GLYPH'
  | 'XFA';

/** Why a PDF cannot become PDF/A-3. */
export interface ConversionFault {
  readonly code: FaultCode;
  readonly message: string;
  /** Counted from 1; undefined when it concerns the whole document. */
  readonly page?: number;
  /** Number of the indirect object. */
  readonly object?: number;
  /** What the fault is about: the name of a font, the kind of an action. */
  readonly name?: string;
}

/** Where something stands, and how what is wrong there is called. */
export interface Where {
  readonly page?: number | undefined;
  readonly object?: number | undefined;
  readonly name?: string | undefined;
}

const MOST = 200;

/** Collects faults, each once. */
export class ConversionReport {
  private readonly byKey = new Map<string, ConversionFault>();

  get faults(): readonly ConversionFault[] {
    return [...this.byKey.values()];
  }

  add(code: FaultCode, message: string, { page, object, name }: Where = {}): void {
    const key = `${code} ${message} ${object === undefined ? `page ${page ?? ''}` : object}`;
    if (this.byKey.has(key) || this.byKey.size >= MOST) return;
    this.byKey.set(key, {
      code,
      message,
      ...(page === undefined ? {} : { page }),
      ...(object === undefined ? {} : { object }),
      ...(name === undefined ? {} : { name }),
    });
  }
}
