import { Injectable } from '@nestjs/common';
import { Database } from '@onefacture/database';
import { Clock } from '@onefacture/observability';
import { uuidv7 } from 'uuidv7';
import { NewApiKey } from '../api-keys/api-key.js';
import { ApiKeys } from '../api-keys/api-keys.service.js';
import { addOrganisation } from '../organisations/organisations.service.js';

const IDLE_DAYS = 30;

/** What POST /v1/sandbox/credentials answers. */
export interface SandboxCredentials {
  readonly api_key: string;
  readonly organization_id: string;
  /** When the organisation is purged if nobody uses it; every use moves it. */
  readonly expires_at: Date;
}

/** Opens test organisations that can send at once: connected to the sandbox platform, with a key of all scopes. */
@Injectable()
export class Sandbox {
  constructor(
    private readonly database: Database,
    private readonly apiKeys: ApiKeys,
    private readonly clock: Clock,
  ) {}

  async provision(): Promise<SandboxCredentials> {
    return this.database.inOrganisation(uuidv7(), async (tx) => {
      const { id, createdAt } = await addOrganisation(
        tx,
        { name: 'Sandbox', mode: 'test', jurisdiction: 'FR' },
        'sandbox',
        this.clock.now(),
      );
      const { secret } = await this.apiKeys.issue(tx, 'test', NewApiKey.parse({ label: 'sandbox' }), 'sandbox');
      const expires_at = new Date(createdAt.getTime() + IDLE_DAYS * 86_400_000);
      return { api_key: secret, organization_id: id, expires_at };
    });
  }
}
