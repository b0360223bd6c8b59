import { Injectable } from '@nestjs/common';
import { RuntimeSettings } from '@onefacture/config';
import { Clock } from '@onefacture/observability';
import { SignedLinks } from '@onefacture/security';
import { z } from 'zod';

const PURPOSE = 'check-in';
/** For how many days a link works. */
export const CHECK_IN_LINK_DAYS = 30;
const VALID_MS = CHECK_IN_LINK_DAYS * 86_400_000;
const Subject = z.tuple([z.uuid(), z.enum(['live', 'test']), z.uuid()]);

/** The one invoice that a link is about. */
export interface CheckInSubject {
  readonly organizationId: string;
  readonly mode: 'live' | 'test';
  readonly id: string;
}

/** Links by which somebody without a key answers for one invoice. */
@Injectable()
export class CheckInLinks {
  constructor(
    private readonly signed: SignedLinks,
    private readonly runtime: RuntimeSettings,
    private readonly clock: Clock,
  ) {}

  /** The address of the page with the question. */
  urlOf({ organizationId, mode, id }: CheckInSubject): string {
    const until = new Date(this.clock.now().getTime() + VALID_MS);
    return `${this.runtime.publicBaseUrl}/check-ins/${this.signed.sign(PURPOSE, [organizationId, mode, id], until)}`;
  }

  /** What a link is about; undefined when it is none of ours or too old. */
  read(token: string): CheckInSubject | undefined {
    const subject = Subject.safeParse(this.signed.read(PURPOSE, token, this.clock.now()));
    if (!subject.success) return undefined;
    const [organizationId, mode, id] = subject.data;
    return { organizationId, mode, id };
  }
}
