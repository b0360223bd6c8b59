/** Why a PDF cannot become PDF/A-3. */
export interface ConversionFault {
  /** Constant name of the reason, for example `FONT_NOT_EMBEDDED`. */
  readonly code: string;
  readonly message: string;
  /** Counted from 1; undefined when it concerns the whole document. */
  readonly page?: number;
  /** Number of the indirect object. */
  readonly object?: number;
}

/** Where something stands. */
export interface Where {
  readonly page?: number | undefined;
  readonly object?: number | undefined;
}

const MOST = 200;

/** Collects faults, each once. */
export class ConversionReport {
  private readonly byKey = new Map<string, ConversionFault>();

  get faults(): readonly ConversionFault[] {
    return [...this.byKey.values()];
  }

  add(code: string, message: string, { page, object }: Where = {}): void {
    const key = `${code} ${message} ${object === undefined ? `page ${page ?? ''}` : object}`;
    if (this.byKey.has(key) || this.byKey.size >= MOST) return;
    this.byKey.set(key, {
      code,
      message,
      ...(page === undefined ? {} : { page }),
      ...(object === undefined ? {} : { object }),
    });
  }
}
