import { Injectable } from '@nestjs/common';
import { LimitSettings } from '@onefacture/config';
import type { Conversion, ConversionOptions } from '@onefacture/formats';
import { FilePool } from '@onefacture/inspection';
import { Clock } from '@onefacture/observability';
import { PROGRAM } from '../documents/program.js';

/** Invoices of any kind made any other kind; nothing is stored. */
@Injectable()
export class ConversionsService {
  constructor(
    private readonly files: FilePool,
    private readonly limits: LimitSettings,
    private readonly clock: Clock,
  ) {}

  /** `conversionSource` and `convertInvoice`. @throws what these throw, and service.busy, document.too_heavy */
  async convert(file: Uint8Array, wish: Omit<ConversionOptions, 'createdAt' | 'generator'>): Promise<Conversion> {
    const options = { ...wish, createdAt: this.clock.now(), generator: PROGRAM };
    return this.files.convert({ file, options, limits: { maxLines: this.limits.maxLines } });
  }
}
