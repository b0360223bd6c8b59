import type { OrganisationTransaction } from '@onefacture/database';
import { MemberEntity } from './member.entity.js';
import type { Member } from './member.js';

/** The members of one organisation. */
export class MemberRepository {
  constructor(private readonly tx: OrganisationTransaction) {}

  /** Adds a member. @returns false when the user is one already */
  async insert({ userId, role, createdAt }: Member): Promise<boolean> {
    const added: unknown = await this.tx.manager.query(
      `INSERT INTO members (organization_id, user_id, role, created_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING RETURNING user_id`,
      [this.tx.organizationId, userId, role, createdAt],
    );
    return Array.isArray(added) && added.length > 0;
  }

  async find(userId: string): Promise<Member | undefined> {
    const row = await this.rows.findOneBy({ userId });
    return row ? toMember(row) : undefined;
  }

  /** The oldest membership first. */
  async list(): Promise<Member[]> {
    return (await this.rows.find({ order: { createdAt: 'ASC', userId: 'ASC' } })).map(toMember);
  }

  /** Makes every other change of members wait until the transaction ends. */
  async lockAll(): Promise<void> {
    await this.rows.find({ select: { userId: true }, order: { userId: 'ASC' }, lock: { mode: 'pessimistic_write' } });
  }

  async setRole(userId: string, role: Member['role']): Promise<void> {
    await this.rows.update({ organizationId: this.tx.organizationId, userId }, { role });
  }

  async remove(userId: string): Promise<void> {
    await this.rows.delete({ organizationId: this.tx.organizationId, userId });
  }

  private get rows() {
    return this.tx.manager.getRepository(MemberEntity);
  }
}

function toMember({ userId, role, createdAt }: MemberEntity): Member {
  return { userId, role, createdAt };
}
