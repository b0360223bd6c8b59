import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { EncryptionSettings } from '@onefacture/config';
import { OutgoingHttp } from '../outgoing-http.js';
import { TargetPolicy } from '../target-policy.js';
import { KmsBroker } from './kms-broker.js';

/** The operator names the broker himself, and it mostly stands in a private network. */
const ANYWHERE = new TargetPolicy({ allowedCidrs: ['0.0.0.0/0', '::/0'] });

/** The key broker of the settings, when they name one. */
@Injectable()
export class ConfiguredBroker implements OnApplicationShutdown {
  readonly broker: KmsBroker | undefined;
  /** The broker's name of the key for organisations without one of their own. */
  readonly sharedKey: string;
  readonly #http = new OutgoingHttp(ANYWHERE);

  constructor({ kmsUrl, kmsToken, kmsTimeoutMs, kmsKeyId }: EncryptionSettings) {
    this.sharedKey = kmsKeyId;
    if (kmsUrl === undefined || kmsToken === undefined) return;
    this.broker = new KmsBroker({ url: kmsUrl, token: kmsToken, timeoutMs: kmsTimeoutMs }, this.#http);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#http.onApplicationShutdown();
  }
}
