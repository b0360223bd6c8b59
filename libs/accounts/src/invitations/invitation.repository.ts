import type { OrganisationTransaction } from '@onefacture/database';
import { LessThanOrEqual, MoreThan } from 'typeorm';
import { InvitationEntity } from './invitation.entity.js';
import type { Invitation } from './invitation.js';

/** The invitations of one organisation. */
export class InvitationRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  async insert(invitation: Invitation, digest: Buffer): Promise<void> {
    await this.rows.insert({ ...invitation, digest, organizationId: this.tx.organizationId });
  }

  /** Those that may still be accepted, newest first. */
  async listOpen(now: Date): Promise<Invitation[]> {
    const rows = await this.rows.find({ where: { expiresAt: MoreThan(now) }, order: { id: 'DESC' } });
    return rows.map(toInvitation);
  }

  async countOpen(now: Date): Promise<number> {
    return this.rows.countBy({ expiresAt: MoreThan(now) });
  }

  /** Takes out the open one with this digest. @returns undefined when there is none */
  async take(digest: Buffer, now: Date): Promise<Invitation | undefined> {
    const { organizationId } = this.tx;
    const row = await this.rows.findOneBy({ organizationId, digest, expiresAt: MoreThan(now) });
    // Of two at the same moment, the second waits for the first and deletes nothing.
    return row && (await this.remove(row.id)) ? toInvitation(row) : undefined;
  }

  /** @returns whether there was one */
  async remove(id: string): Promise<boolean> {
    return (await this.rows.delete({ organizationId: this.tx.organizationId, id })).affected === 1;
  }

  /** Takes out those of an address and those that were over. */
  async clear(email: string, now: Date): Promise<void> {
    const organizationId = this.tx.organizationId;
    await this.rows.delete({ organizationId, email });
    await this.rows.delete({ organizationId, expiresAt: LessThanOrEqual(now) });
  }

  private get rows() {
    return this.tx.manager.getRepository(InvitationEntity);
  }
}

function toInvitation({ id, email, role, language, invitedBy, createdAt, expiresAt }: InvitationEntity): Invitation {
  return { id, email, role, language, invitedBy, createdAt, expiresAt };
}
