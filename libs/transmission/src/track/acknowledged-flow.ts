import type { PlatformFlow } from '@onefacture/adapters';

/** What is read of a flow of ours that its platform acknowledged. */
export type AcknowledgedFlow = Pick<PlatformFlow, 'flow_id' | 'tracking_id' | 'acknowledgement' | 'updated_at' | 'raw'>;
