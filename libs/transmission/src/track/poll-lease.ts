import { Injectable } from '@nestjs/common';
import { CallSettings } from '@onefacture/config';
import { Database, type OrganisationTransaction } from '@onefacture/database';
import { Clock } from '@onefacture/observability';
import type { ConnectionEntity } from '../connections/connection.entity.js';
import { ConnectionRepository } from '../connections/connection.repository.js';

const CLOCK_SKEW_MS = 250;

/** A poll under way. Only its holder moves the cursor. */
export interface HeldPoll {
  readonly connection: ConnectionEntity;
  cursor: string | null;
  leaseUntil: Date;
}

/** One poll of a connection at a time, however often it is asked for; a worker that dies frees it when the lease ends. */
@Injectable()
export class PollLease {
  constructor(
    private readonly database: Database,
    private readonly calls: CallSettings,
    private readonly clock: Clock,
  ) {}

  /** Takes a connection that is due and that no other poll holds. */
  async take(tx: OrganisationTransaction, id: string): Promise<HeldPoll | undefined> {
    const connections = new ConnectionRepository(tx);
    const connection = await connections.lock(id);
    const now = this.clock.now();
    if (!connection?.pollDueAt || connection.pollDueAt.getTime() > now.getTime() + CLOCK_SKEW_MS) return undefined;
    if (connection.pollLeaseUntil && connection.pollLeaseUntil > now) return undefined;
    const leaseUntil = this.end(now);
    await connections.update(id, { pollDueAt: leaseUntil, pollLeaseUntil: leaseUntil });
    return { connection, cursor: connection.cursor, leaseUntil };
  }

  /** Renews the lease once half of it is gone, or at once to move the cursor. @returns whether it is still ours */
  async keep(poll: HeldPoll, cursor: string | null = poll.cursor): Promise<boolean> {
    const now = this.clock.now();
    const half = new Date(poll.leaseUntil.getTime() - this.lengthMs / 2);
    if (cursor === poll.cursor && now < half) return true;
    const leaseUntil = this.end(now);
    const { organizationId, id } = poll.connection;
    const kept = await this.database.inOrganisation(organizationId, (tx) =>
      new ConnectionRepository(tx).updateLeased(id, poll.leaseUntil, { cursor, pollLeaseUntil: leaseUntil }),
    );
    if (kept) Object.assign(poll, { cursor, leaseUntil });
    return kept;
  }

  /** The connection, locked, when the poll still holds it. */
  async release(tx: OrganisationTransaction, poll: HeldPoll): Promise<ConnectionEntity | undefined> {
    const connection = await new ConnectionRepository(tx).lock(poll.connection.id);
    return connection?.pollLeaseUntil?.getTime() === poll.leaseUntil.getTime() ? connection : undefined;
  }

  private get lengthMs(): number {
    return 2 * this.calls.deadlineMs + 5_000;
  }

  private end(now: Date): Date {
    return new Date(now.getTime() + this.lengthMs);
  }
}
