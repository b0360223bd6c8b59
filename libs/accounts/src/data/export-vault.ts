import { Injectable } from '@nestjs/common';
import type { OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { Envelope } from '@onefacture/security';
import { DataExportRepository } from './data-export.repository.js';

const place = (organizationId: string, id: string, number: number) => ({
  organization_id: organizationId,
  row: id,
  column: `data_export_chunks.${number}`,
});

/** Keeps the file of an export sealed, in numbered parts. */
@Injectable()
export class ExportVault {
  constructor(private readonly envelope: Envelope) {}

  /** Seals a part; the bytes are stored by the caller. */
  async seal(organizationId: string, id: string, number: number, bytes: Uint8Array): Promise<Uint8Array> {
    return Buffer.from(await this.envelope.seal(bytes, place(organizationId, id, number)));
  }

  /** A part in the clear. @throws AppError data.export_expired when it is gone */
  async open(tx: OrganisationTransaction, id: string, number: number): Promise<Uint8Array> {
    const sealed = await new DataExportRepository(tx).chunk(id, number);
    if (sealed === undefined) throw new AppError('data.export_expired');
    return this.envelope.open(sealed, place(tx.organizationId, id, number));
  }
}
