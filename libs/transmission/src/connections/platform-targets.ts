import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { CallSettings, RuntimeSettings } from '@onefacture/config';
import { AppError, type FieldFault } from '@onefacture/errors';
import { guardedDispatcher, TargetPolicy } from '@onefacture/security';

/** The members of a connection that name an address. */
const ADDRESSES = ['base_url', 'directory_base_url', 'token_url'] as const;
/** Addresses that a caller names for a platform. */
export type NamedAddresses = { readonly [Member in (typeof ADDRESSES)[number]]?: string | undefined };

/**
 * Where platforms may be: public addresses over https, and what the operator allowed. Judged when a connection is
 * stored, and again at each connection that is opened to it. In development http is called too.
 */
@Injectable()
export class PlatformTargets implements OnApplicationShutdown {
  private readonly policy: TargetPolicy;
  /** For all calls to platforms but the sandbox, whose address is the operator's. */
  readonly dispatcher;

  constructor({ allowedCidrs }: CallSettings, { environment }: RuntimeSettings) {
    this.policy = new TargetPolicy({ allowedCidrs, httpsOnly: environment === 'development' ? false : 'public' });
    this.dispatcher = guardedDispatcher(this.policy);
  }

  /** Looks names up. @throws AppError request.invalid that names each address we would not call, and why */
  async assertAllowed(addresses: NamedAddresses): Promise<void> {
    const errors: FieldFault[] = [];
    for (const field of ADDRESSES) {
      const url = addresses[field];
      const refusal = url === undefined ? undefined : await this.refusalOf(url);
      if (refusal !== undefined) errors.push({ field, code: 'INVALID', message: refusal });
    }
    if (errors.length > 0) throw new AppError('request.invalid', { detail: errors[0]?.message, errors });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.dispatcher.destroy();
  }

  private async refusalOf(url: string): Promise<string | undefined> {
    try {
      await this.policy.assertTargetAllowed(url);
      return undefined;
    } catch (error) {
      if (error instanceof AppError) return error.message;
      throw error;
    }
  }
}
