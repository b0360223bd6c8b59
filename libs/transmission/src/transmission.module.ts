import { Module } from '@nestjs/common';
import { InvoicingModule } from '@onefacture/invoicing';
import { SecurityModule } from '@onefacture/security';
import { CommandsService } from './commands/commands.service.js';
import { ConnectionsService } from './connections/connections.service.js';
import { LifecycleRecorder } from './lifecycle/lifecycle-recorder.js';
import { PlatformCall } from './submit/platform-call.js';
import { SubmissionClaims } from './submit/submission-claims.js';
import { SubmissionSettlement } from './submit/submission-settlement.js';
import { SubmissionService } from './submit/submission.service.js';
import { TrackingService } from './track/tracking.service.js';

/** Send and follow. Needs SettingsModule, DatabaseModule, MetricsModule and AdaptersModule. */
@Module({
  imports: [InvoicingModule, SecurityModule],
  providers: [
    LifecycleRecorder,
    ConnectionsService,
    CommandsService,
    SubmissionClaims,
    PlatformCall,
    SubmissionSettlement,
    SubmissionService,
    TrackingService,
  ],
  exports: [ConnectionsService, CommandsService, SubmissionService, TrackingService],
})
export class TransmissionModule {}
