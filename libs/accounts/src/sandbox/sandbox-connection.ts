import type { OrganisationTransaction } from '@onefacture/database';
import { uuidv7 } from 'uuidv7';

/** Name under which the platform of test organisations is known to the adapters. */
export const SANDBOX_PLATFORM = 'sandbox';

/** Connects a test organisation to the sandbox platform; the credentials there come from the settings. */
export async function connectSandbox(tx: OrganisationTransaction): Promise<void> {
  await tx.manager.query(
    `INSERT INTO platform_connections (organization_id, id, platform, is_default) VALUES ($1, $2, $3, true)`,
    [tx.organizationId, uuidv7(), SANDBOX_PLATFORM],
  );
}
