import { setTimeout as sleep } from 'node:timers/promises';

/** Asks `look` again every `everyMs` until it gives a value; undefined when `withinMs` is over or the signal fires. */
export async function until<T>(
  look: () => Promise<T | undefined>,
  { withinMs, everyMs = 200, signal }: { withinMs: number; everyMs?: number; signal?: AbortSignal },
): Promise<T | undefined> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (signal?.aborted || Date.now() >= deadline) return undefined;
    await sleep(everyMs);
  }
}

/** True when the address answers 2xx within two seconds. */
export async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

export { sleep };
