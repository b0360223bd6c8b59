import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { hash, parseOptions, verify } from '@node-rs/bcrypt';
import { SecuritySettings } from '@onefacture/config';

/** What is hashed; the same text under another purpose gives another hash. */
export type SecretPurpose = 'api-key' | 'password';

/**
 * bcrypt over base64(HMAC-SHA256(pepper, purpose + text)). The HMAC keeps every input below bcrypt's 72 bytes and
 * makes a stolen table useless without the pepper.
 */
@Injectable()
export class SecretHasher {
  #decoy: Promise<string> | undefined;

  constructor(private readonly settings: SecuritySettings) {}

  /** A bcrypt hash of 60 characters, at the cost of the settings. */
  async hash(purpose: SecretPurpose, text: string): Promise<string> {
    return hash(this.#peppered(purpose, text), { cost: this.settings.bcryptCost });
  }

  /** Whether the text belongs to the hash. Without a hash it takes as long and is false: nobody learns who exists. */
  async verify(purpose: SecretPurpose, text: string, stored: string | undefined): Promise<boolean> {
    this.#decoy ??= this.hash(purpose, 'nobody');
    const matches = await verify(this.#peppered(purpose, text), stored ?? (await this.#decoy));
    return matches && stored !== undefined;
  }

  /** Whether a hash was made at another cost than today's and should be replaced when its text is at hand. */
  outdated(stored: string): boolean {
    return parseOptions(stored).cost !== this.settings.bcryptCost;
  }

  #peppered(purpose: SecretPurpose, text: string): string {
    return createHmac('sha256', this.settings.hashPepper.reveal()).update(`${purpose}:${text}`).digest('base64');
  }
}

/** Compares two texts in a time that tells nothing about where they differ. */
export function constantTimeEqual(left: string, right: string): boolean {
  return timingSafeEqual(digest(left), digest(right));
}

const digest = (text: string) => createHash('sha256').update(text).digest();

/** The bearer token of the admin routes, `ONEFACTURE_BOOTSTRAP_API_KEY`. */
@Injectable()
export class AdminToken {
  constructor(private readonly settings: SecuritySettings) {}

  /** Whether the token is the configured one; never when none is configured. */
  matches(token: string): boolean {
    const expected = this.settings.bootstrapApiKey;
    return expected !== undefined && constantTimeEqual(token, expected.reveal());
  }
}
