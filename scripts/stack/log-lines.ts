import { z } from 'zod';

const SERIOUS = new Set(['warn', 'error', 'fatal']);
const entrySchema = z.object({
  level: z.string(),
  msg: z.string().optional(),
  err: z.object({ message: z.string().optional() }).optional(),
});

/**
 * What of a child's output belongs on a quiet screen: warnings and worse of a JSON log, and all that is plain text on
 * stderr. Undefined for the rest, which is in the log file.
 */
export function noteworthy(line: string, stream: 'stdout' | 'stderr'): string | undefined {
  if (!line.startsWith('{')) return stream === 'stderr' && line.trim() !== '' ? line : undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return undefined;
  }
  const entry = entrySchema.safeParse(parsed);
  if (!entry.success || !SERIOUS.has(entry.data.level)) return undefined;
  const cause = entry.data.err?.message;
  const text = [entry.data.msg, cause].filter((part, index, all) => part && all.indexOf(part) === index).join(': ');
  return `${entry.data.level.toUpperCase()} ${text === '' ? 'see the log file' : text}`;
}
