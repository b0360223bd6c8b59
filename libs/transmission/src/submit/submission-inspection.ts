import { Injectable } from '@nestjs/common';
import { type FrozenDocument, ValidationsService } from '@onefacture/invoicing';
import type { Finding } from '@onefacture/validation';
import type { SubmissionFault } from './submission-work.js';

/** Reasons that are shown; POST /v1/validate shows all. */
const MOST_REASONS = 20;

/** Holds the very file that would be sent against every layer of the validation, before anything is sent. */
@Injectable()
export class SubmissionInspection {
  constructor(private readonly validations: ValidationsService) {}

  /** Why the file may not be sent; undefined for a valid one. @throws AppError as validateOwn */
  async faultOf({ bytes }: Pick<FrozenDocument, 'bytes'>): Promise<SubmissionFault | undefined> {
    const { findings } = await this.validations.validateOwn(bytes);
    const errors = findings.filter(({ severity }) => severity === 'error');
    const [first] = errors;
    if (first === undefined) return undefined;
    const message = `${first.code}: ${first.message}${errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''}`;
    const reasons = errors.slice(0, MOST_REASONS).map(reasonOf);
    return { error: { code: 'document.not_valid', message, reasons }, origin: 'gateway' };
  }
}

function reasonOf({ code, message, message_fr, path }: Finding) {
  const place = path === '' ? '' : ` (${path})`;
  return { code, message: `${message}${place}`, message_fr: `${message_fr}${place}` };
}
