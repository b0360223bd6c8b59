import { DataModule } from '@onefacture/accounts';
import { BillingErasure, PaymentsModule } from '@onefacture/billing';

/** Exports and erasures as organisations ask for them. */
export const DATA_ROUTES = DataModule.forRoot({ imports: [PaymentsModule], hooks: [BillingErasure] });
