import { AppError } from '@onefacture/errors';
import type { ConversionFault } from '../pdf/preflight/conversion-report.js';

/** The refusal of a PDF, with every reason and where it stands. */
export function notConvertible(faults: readonly ConversionFault[]): AppError {
  const [first] = faults;
  const more = faults.length > 1 ? ` And ${faults.length - 1} more, see errors.` : '';
  return new AppError('document.not_convertible', {
    detail: `The PDF cannot become PDF/A-3: ${first?.message ?? ''}${more}`,
    errors: faults.map(({ code, message, page, object }) => ({
      field: page === undefined ? (object === undefined ? 'document' : `objects[${object}]`) : `pages[${page}]`,
      code,
      message: object === undefined || page === undefined ? message : `${message} (object ${object})`,
    })),
  });
}
