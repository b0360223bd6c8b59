import { Injectable, Logger } from '@nestjs/common';
import { CallSettings } from '@onefacture/config';
import { Database, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { DocumentsService } from '@onefacture/invoicing';
import type { JobPayload } from '@onefacture/queue';
import { PlatformCall } from './platform-call.js';
import { SubmissionClaims } from './submission-claims.js';
import { submissionFault, type Stage } from './submission-fault.js';
import { RoutingService } from '../routing/routing.service.js';
import { fileIn, syntaxOf } from './submission-file.js';
import { SubmissionInspection } from './submission-inspection.js';
import { SubmissionSettlement } from './submission-settlement.js';
import type { Answer, Claim, Question } from './submission-work.js';

interface Step {
  readonly question?: Question;
  readonly answer: Answer;
}

/**
 * Brings an invoice to its platform once (design decision 6): claim, route, inspect, prepare, ask, settle. Each step commits what it
 * is about to do before it does it, so a process killed anywhere leaves a row that says where to go on.
 */
@Injectable()
export class SubmissionService {
  private readonly logger = new Logger(SubmissionService.name);

  constructor(
    private readonly database: Database,
    private readonly documents: DocumentsService,
    private readonly inspection: SubmissionInspection,
    private readonly claims: SubmissionClaims,
    private readonly routing: RoutingService,
    private readonly platform: PlatformCall,
    private readonly settlement: SubmissionSettlement,
    private readonly calls: CallSettings,
  ) {}

  /** One step of one submission; nothing when it is not due or already over. */
  async submit(job: JobPayload): Promise<void> {
    const inOrganisation = <T>(work: (tx: OrganisationTransaction) => Promise<T>) =>
      this.database.inOrganisation(job.organization_id, work);
    const claim = await inOrganisation((tx) => this.claims.claim(tx, job.id));
    if (!claim) return;
    if (claim.claims > this.calls.submitStalls) {
      await inOrganisation((tx) => this.settlement.giveUp(tx, claim));
      return;
    }
    const { answer, question } = await this.takeStep(claim);
    await inOrganisation((tx) => this.settlement.settle(tx, claim, answer, question));
  }

  private async takeStep({ invoice, openSyntax, ground }: Claim): Promise<Step> {
    let stage: Stage = 'documents';
    let question: Question;
    try {
      // Nothing of a database is held while a directory is asked.
      const chosen = ground && (await this.routing.choose(ground, invoice));
      const syntax = openSyntax ?? syntaxOf(invoice, chosen?.connection.syntax ?? 'Factur-X');
      const frozen = await this.documents.freeze(invoice, syntax);
      stage = 'validation';
      const fault =
        invoice.submissionAttempts === 0 ? await this.inspection.faultOf(fileIn(syntax, frozen)) : undefined;
      if (fault) return { answer: { outcome: { kind: 'refused' }, fault } };
      stage = 'attempt';
      question = await this.database.inOrganisation(invoice.organizationId, (tx) =>
        this.claims.prepare(tx, invoice, chosen),
      );
      return { question, answer: await this.platform.ask(question, frozen) };
    } catch (error) {
      // Without a database nothing can be counted either: the lease ends, and the sweeper brings the row back.
      if (error instanceof AppError && error.kind === 'unavailable') throw error;
      this.logger.error(`invoice ${invoice.id}: ${stage}`, error instanceof Error ? error.stack : String(error));
      return { answer: { outcome: { kind: 'failed', sent: 'no' }, fault: submissionFault(error, stage) } };
    }
  }
}
