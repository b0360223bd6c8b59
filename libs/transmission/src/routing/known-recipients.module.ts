import { Global, Module } from '@nestjs/common';
import { DirectoryModule } from '@onefacture/directory';
import { BuyerReachability } from '@onefacture/invoicing';
import { TransmissionModule } from '../transmission.module.js';
import { KnownRecipients } from './known-recipients.js';

/** Tells the validation of invoices which buyers are known not to be reachable. Needs what TransmissionModule needs. */
@Global()
@Module({
  imports: [TransmissionModule, DirectoryModule],
  providers: [{ provide: BuyerReachability, useClass: KnownRecipients }],
  exports: [BuyerReachability],
})
export class KnownRecipientsModule {}
