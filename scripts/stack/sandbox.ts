import { z } from 'zod';
import { StopError } from './stop.js';
import { until } from './wait.js';

const credentialsSchema = z.object({ api_key: z.string().min(10) });

/** A working sandbox key: the one of an earlier start when it is still accepted, else a new one. */
export async function sandboxKey(apiUrl: string, known: string | undefined): Promise<string> {
  if (known !== undefined && (await accepts(apiUrl, known))) return known;
  let refusal = 'no answer';
  const key = await until(
    async () => {
      try {
        const response = await fetch(`${apiUrl}/v1/sandbox/credentials`, {
          method: 'POST',
          signal: AbortSignal.timeout(10_000),
        });
        const body: unknown = await response.json();
        if (response.status === 201) return credentialsSchema.parse(body).api_key;
        refusal = `${response.status} ${JSON.stringify(body)}`;
      } catch (error) {
        refusal = error instanceof Error ? error.message : String(error);
      }
      return undefined;
    },
    { withinMs: 20_000, everyMs: 500 },
  );
  if (key === undefined) throw new StopError(`the api gave no sandbox credentials (${refusal}).`);
  return key;
}

async function accepts(apiUrl: string, key: string): Promise<boolean> {
  try {
    const response = await fetch(`${apiUrl}/v1/invoices?limit=1`, {
      headers: { 'X-API-Key': key },
      signal: AbortSignal.timeout(10_000),
    });
    await response.arrayBuffer();
    return response.ok || response.status === 429;
  } catch {
    return false;
  }
}
