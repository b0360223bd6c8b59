import { z } from 'zod';
import { HttpExchange } from './http/exchange.js';
import type { Connection } from './ports/connection.js';
import { PlatformFault } from './ports/platform-fault.js';

const Delivered = z.object({ flow_id: z.string() });
const LONGEST_ANSWER = 64 * 1024;

/**
 * Has an invoice come in at the simulated platform, as if a supplier's platform had handed it over. No platform of the
 * standard offers this; only the simulator does.
 */
export class SandboxDelivery {
  readonly #exchange = new HttpExchange();

  /**
   * @param connection of the sandbox
   * @returns the flow that the platform will list
   * @throws PlatformFault when the sandbox is no simulator, or does not answer in time
   */
  async deliver(
    { platform, base_url, organization_id }: Connection,
    file: Uint8Array,
    deadlineMs: number,
  ): Promise<string> {
    const url = new URL('/_simulator/inbox', base_url);
    url.searchParams.set('organization_id', organization_id);
    const { status, body } = await this.#exchange.send(platform, {
      method: 'POST',
      url: url.href,
      headers: { 'content-type': 'application/octet-stream' },
      body: [file],
      signal: AbortSignal.timeout(deadlineMs),
      maxAnswerBytes: LONGEST_ANSWER,
    });
    const read = status === 201 ? Delivered.safeParse(parsed(body)) : undefined;
    if (read?.success) return read.data.flow_id;
    const detail = `The sandbox platform takes no deliveries (HTTP ${status}): only the simulator does.`;
    throw new PlatformFault('misconfigured', { platform, sent: 'maybe', detail, httpStatus: status });
  }
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
