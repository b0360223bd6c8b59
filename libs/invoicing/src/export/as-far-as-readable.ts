import { jsonEntry, type ExportEntry } from '@onefacture/accounts';
import { AppError } from '@onefacture/errors';

/**
 * The files of one invoice. A draft may be deleted while the export is made; one whose bytes were altered at rest is
 * named in its place, so that it does not keep back all the others.
 */
export async function asFarAsReadable(id: string, files: Promise<ExportEntry[]>): Promise<ExportEntry[]> {
  try {
    return await files;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'request.not_found') return [];
    if (error.code !== 'data.undecryptable') throw error;
    const why = { id, code: error.code, detail: error.message };
    return [jsonEntry(`unreadable/${id}.json`, why, { counts: { unreadable: 1 }, done: 1 })];
  }
}
