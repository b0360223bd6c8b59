import { Module } from '@nestjs/common';
import { TeamMailsModule } from '@onefacture/accounts';
import { DirectoryModule } from '@onefacture/directory';
import { InvoicingModule } from '@onefacture/invoicing';
import { RedisModule } from '@onefacture/redis';
import { SecurityModule } from '@onefacture/security';
import { CheckInLinks } from './check-ins/check-in-links.js';
import { CheckInMails } from './check-ins/check-in-mails.service.js';
import { CheckInsService } from './check-ins/check-ins.service.js';
import { PlatformsExport } from './export/platforms-export.js';
import { CommandsService } from './commands/commands.service.js';
import { PaymentsService } from './commands/payments.service.js';
import { StatusesService } from './commands/statuses.service.js';
import { PlatformCallbacksService } from './callbacks/platform-callbacks.service.js';
import { ConnectionRules } from './connections/connection-rules.js';
import { ConnectionSecrets } from './connections/connection-secrets.js';
import { ConnectionsService } from './connections/connections.service.js';
import { PlatformAccountsService } from './connections/platform-accounts.service.js';
import { PlatformSubscriptionsService } from './connections/platform-subscriptions.service.js';
import { PlatformTargetsModule } from './connections/platform-targets.module.js';
import { BuyerDirectory } from './corrections/buyer-directory.js';
import { CorrectionsService } from './corrections/corrections.service.js';
import { DeadLettersService } from './dead-letters/dead-letters.service.js';
import { LifecycleRecorder } from './lifecycle/lifecycle-recorder.js';
import { BuyerWarnings } from './routing/buyer-warnings.js';
import { DirectorySources } from './routing/directory-sources.js';
import { RecipientsService } from './routing/recipients.service.js';
import { RoutingOverridesService } from './routing/routing-overrides.service.js';
import { RoutingService } from './routing/routing.service.js';
import { PlatformCall } from './submit/platform-call.js';
import { SubmissionClaims } from './submit/submission-claims.js';
import { SubmissionInspection } from './submit/submission-inspection.js';
import { SubmissionSettlement } from './submit/submission-settlement.js';
import { MessageFiles } from './messages/message-files.js';
import { MessageSettlement } from './messages/message-settlement.js';
import { MessagesService } from './messages/messages.service.js';
import { SubmissionService } from './submit/submission.service.js';
import { AnswersService } from './receive/answers.service.js';
import { InboxService } from './receive/inbox.service.js';
import { ReceivedRecorder } from './receive/received-recorder.js';
import { ReceivedStatuses } from './receive/received-statuses.js';
import { SandboxInboxService } from './receive/sandbox-inbox.service.js';
import { ReceivingService } from './receive/receiving.service.js';
import { Acknowledgements } from './track/acknowledgements.js';
import { PollLease } from './track/poll-lease.js';
import { ReportedStatuses } from './track/reported-statuses.js';
import { StatusInquiry } from './track/status-inquiry.js';
import { StatusRecorder } from './track/status-recorder.js';
import { TrackingService } from './track/tracking.service.js';

/** Send, follow, receive and answer. Needs SettingsModule, DatabaseModule, MetricsModule and AdaptersModule. */
@Module({
  imports: [DirectoryModule, InvoicingModule, SecurityModule, RedisModule, PlatformTargetsModule, TeamMailsModule],
  providers: [
    SandboxInboxService,
    ReceivedRecorder,
    ReceivedStatuses,
    InboxService,
    ReceivingService,
    AnswersService,
    LifecycleRecorder,
    ConnectionSecrets,
    ConnectionRules,
    ConnectionsService,
    PlatformAccountsService,
    PlatformSubscriptionsService,
    PlatformCallbacksService,
    CommandsService,
    BuyerDirectory,
    CorrectionsService,
    PaymentsService,
    CheckInLinks,
    CheckInMails,
    CheckInsService,
    StatusesService,
    BuyerWarnings,
    DirectorySources,
    RecipientsService,
    RoutingOverridesService,
    RoutingService,
    PlatformCall,
    SubmissionInspection,
    SubmissionClaims,
    SubmissionSettlement,
    SubmissionService,
    MessageFiles,
    MessagesService,
    MessageSettlement,
    Acknowledgements,
    PollLease,
    StatusRecorder,
    ReportedStatuses,
    StatusInquiry,
    DeadLettersService,
    TrackingService,
    PlatformsExport,
  ],
  exports: [
    PlatformsExport,
    BuyerWarnings,
    DirectorySources,
    RecipientsService,
    RoutingOverridesService,
    RoutingService,
    SandboxInboxService,
    InboxService,
    ReceivingService,
    AnswersService,
    StatusesService,
    DeadLettersService,
    ConnectionsService,
    PlatformAccountsService,
    PlatformSubscriptionsService,
    PlatformCallbacksService,
    CommandsService,
    CorrectionsService,
    PaymentsService,
    CheckInLinks,
    CheckInMails,
    CheckInsService,
    SubmissionService,
    MessagesService,
    TrackingService,
  ],
})
export class TransmissionModule {}
