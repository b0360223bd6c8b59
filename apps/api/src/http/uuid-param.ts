import type { PipeTransform } from '@nestjs/common';
import { AppError } from '@onefacture/errors';
import { z } from 'zod';

const Uuid = z.uuid();

/** An id in a path: `get(@Param('id', UuidParam) id: string)`. What is no UUID names nothing, hence 404. */
export class UuidParam implements PipeTransform<string, string> {
  transform(value: string): string {
    const read = Uuid.safeParse(value);
    if (!read.success) throw new AppError('request.not_found', { detail: 'Ids are UUIDs; this one is not.' });
    return read.data.toLowerCase();
  }
}
