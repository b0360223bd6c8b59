import type { UsedQuota } from '@onefacture/observability';
import type { RateLimitVerdict } from '@onefacture/redis';
import type { Response } from 'express';

/** The headers of draft-ietf-httpapi-ratelimit-headers, and the older ones many clients read. */
export function rateLimitHeaders(
  policy: string,
  { limit, remaining, resetSeconds }: RateLimitVerdict,
  windowSeconds: number,
): Record<string, string> {
  return {
    'RateLimit-Policy': `"${policy}";q=${limit};w=${windowSeconds}`,
    RateLimit: `"${policy}";r=${remaining};t=${resetSeconds}`,
    'RateLimit-Limit': String(limit),
    'RateLimit-Remaining': String(remaining),
    'RateLimit-Reset': String(resetSeconds),
  };
}

/** Adds a quota to them as a further policy. */
export function addQuotaHeaders(response: Response, quota: UsedQuota): void {
  const { policy, limit, remaining, windowSeconds, resetSeconds } = quota;
  append(response, 'RateLimit-Policy', `"${policy}";q=${limit};w=${windowSeconds}`);
  append(response, 'RateLimit', `"${policy}";r=${remaining};t=${resetSeconds}`);
}

function append(response: Response, name: string, value: string): void {
  const before = response.get(name);
  response.setHeader(name, before === undefined ? value : `${before}, ${value}`);
}
