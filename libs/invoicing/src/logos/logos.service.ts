import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Organisations } from '@onefacture/accounts';
import { Database, inTwin, recordAudit, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { FilePool } from '@onefacture/inspection';
import { Clock } from '@onefacture/observability';
import { LogoRepository, type LogoRow } from './logo.repository.js';

/** The logos that documents made here carry. What was sent before keeps the one it had. */
@Injectable()
export class LogosService {
  constructor(
    private readonly database: Database,
    private readonly organisations: Organisations,
    private readonly files: FilePool,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes a picture as logo, made clean in a child process; of a live organisation for its test half too.
   * @throws AppError request.invalid on field `logo`, document.too_heavy, service.busy
   */
  async put(organizationId: string, picture: Uint8Array, actor: string): Promise<LogoRow> {
    const { bytes, mediaType, width, height } = await this.files.cleanLogo(picture);
    const logo: LogoRow = {
      media_type: mediaType,
      width,
      height,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      bytes: Buffer.from(bytes),
      updated_at: this.clock.now(),
    };
    await this.inBoth(organizationId, async (tx) => {
      await new LogoRepository(tx).put(logo);
      await audit(tx, actor, 'organization.logo_put');
    });
    return logo;
  }

  /** @throws AppError request.not_found without one */
  async get(organizationId: string): Promise<LogoRow> {
    const logo = await this.find(organizationId);
    if (!logo) throw noLogo();
    return logo;
  }

  /** For a document that is made now; undefined without one. */
  async find(organizationId: string): Promise<LogoRow | undefined> {
    return this.database.inOrganisation(organizationId, (tx) => new LogoRepository(tx).find());
  }

  /** Documents made from now on carry none. @throws AppError request.not_found without one */
  async remove(organizationId: string, actor: string): Promise<void> {
    let removed = false;
    await this.inBoth(organizationId, async (tx) => {
      if (!(await new LogoRepository(tx).remove())) return;
      removed = true;
      await audit(tx, actor, 'organization.logo_delete');
    });
    if (!removed) throw noLogo();
  }

  private async inBoth(organizationId: string, work: (tx: OrganisationTransaction) => Promise<void>): Promise<void> {
    const { mode, twinId } = await this.organisations.get(organizationId);
    await this.database.inOrganisation(organizationId, async (tx) => {
      await work(tx);
      if (mode === 'live' && twinId !== undefined) await inTwin(tx, twinId, work);
    });
  }
}

async function audit(tx: OrganisationTransaction, actor: string, action: string): Promise<void> {
  await recordAudit(tx, { actor, action, subjectType: 'organization', subjectId: tx.organizationId });
}

const noLogo = () => new AppError('request.not_found', { detail: 'The organisation has no logo.' });
