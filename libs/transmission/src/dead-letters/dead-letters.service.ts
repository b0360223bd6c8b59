import { Injectable } from '@nestjs/common';
import { recordAudit, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import type { Actor } from '@onefacture/invoicing';
import { Clock } from '@onefacture/observability';
import { CommandsService } from '../commands/commands.service.js';
import { MessagesService } from '../messages/messages.service.js';
import type { DeadLetterEntity } from './dead-letter.entity.js';
import { DeadLetterRepository, type DeadLetterFilter } from './dead-letter.repository.js';

/** Most letters of one bulk replay: the rest is asked for again. */
export const MOST_REPLAYED = 100;

/** What became of a bulk replay. */
export interface BulkReplay {
  readonly replayed: readonly DeadLetterEntity[];
  /** Letters that could not be replayed, with the sentence why. */
  readonly skipped: readonly { readonly id: string; readonly reason: string }[];
  /** Letters of the filter that still wait. */
  readonly remaining: number;
}

/** What was given up, and how it is taken up again. */
@Injectable()
export class DeadLettersService {
  constructor(
    private readonly commands: CommandsService,
    private readonly messages: MessagesService,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError request.not_found */
  async get(tx: OrganisationTransaction, id: string): Promise<DeadLetterEntity> {
    const letter = await new DeadLetterRepository(tx).find(id);
    if (letter) return letter;
    throw new AppError('request.not_found');
  }

  /**
   * Queues what the letter is about once more, with its whole schedule before it. What may have arrived is looked for
   * before anything is sent again.
   * @throws AppError request.not_found, invoice.wrong_state when it was replayed before or has moved on meanwhile
   */
  async replay(tx: OrganisationTransaction, actor: Actor, id: string): Promise<DeadLetterEntity> {
    const letters = new DeadLetterRepository(tx);
    const letter = await letters.lock(id);
    if (!letter) throw new AppError('request.not_found');
    if (letter.replayedAt) {
      const detail = `It was replayed on ${letter.replayedAt.toISOString()}.`;
      throw new AppError('invoice.wrong_state', { detail });
    }
    if (letter.kind === 'message') await this.messages.resend(tx, letter.subjectId);
    else await this.commands.retry(tx, actor, letter.subjectId, { resolution_hint: 'replayed from the dead letters' });
    const replayedAt = this.clock.now();
    await letters.setReplayed(id, replayedAt, actor.name);
    await recordAudit(tx, {
      actor: actor.name,
      action: 'dead_letter.replay',
      subjectType: letter.kind === 'message' ? 'message' : 'invoice',
      subjectId: letter.subjectId,
    });
    return { ...letter, replayedAt, replayedBy: actor.name };
  }

  /** Replays those of a filter that wait, newest first, `MOST_REPLAYED` at a time; one that fails stops no other. */
  async replayAll(tx: OrganisationTransaction, actor: Actor, filter: DeadLetterFilter): Promise<BulkReplay> {
    const letters = new DeadLetterRepository(tx);
    const waiting = { ...filter, replayed: false };
    const replayed: DeadLetterEntity[] = [];
    const skipped: { id: string; reason: string }[] = [];
    for (const { id } of await letters.list(waiting, MOST_REPLAYED)) {
      try {
        replayed.push(await this.replay(tx, actor, id));
      } catch (error) {
        // These are refused before anything is written, so the transaction stands.
        if (!(error instanceof AppError) || error.kind === 'unavailable') throw error;
        skipped.push({ id, reason: error.message });
      }
    }
    return { replayed, skipped, remaining: await letters.count(waiting) };
  }
}
