import type { PlatformCapabilities, PlatformGateway } from '@onefacture/adapters';
import { AppError } from '@onefacture/errors';

/** What the platform of a stored connection can do; undefined for one that this version does not speak to any more. */
export function abilitiesOf(gateway: PlatformGateway, platform: string): PlatformCapabilities | undefined {
  try {
    return gateway.capabilities(platform);
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}
