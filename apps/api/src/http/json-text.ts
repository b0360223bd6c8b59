import { AppError } from '@onefacture/errors';
import { isLosslessNumber, parse, stringify, toSafeNumberOrThrow } from 'lossless-json';

const DEEPEST = 64;

/**
 * Reads JSON text; numbers stay the literals they were written as.
 * @throws AppError `request.unreadable` naming the line and column
 */
export function readJson(text: string): unknown {
  refuseDeepNesting(text);
  try {
    return parse(text);
  } catch (cause) {
    throw unreadable(text, cause instanceof Error ? cause.message : 'The body is not JSON', cause);
  }
}

/** Writes JSON text; LosslessNumber members are written as their literal. */
export function writeJson(value: unknown): string {
  return stringify(value) ?? 'null';
}

/** The same value with plain numbers, where a number fits one; for bodies in which no amount is. */
export function withPlainNumbers(value: unknown): unknown {
  if (isLosslessNumber(value)) return plainNumber(value.value);
  if (Array.isArray(value)) return value.map(withPlainNumbers);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withPlainNumbers(member)]));
}

function plainNumber(literal: string): unknown {
  try {
    return toSafeNumberOrThrow(literal);
  } catch {
    return literal;
  }
}

/** Recursive readers further in must not be led into a stack overflow. */
function refuseDeepNesting(text: string): void {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (inString) {
      if (code === 0x5c) index += 1;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > DEEPEST) throw unreadable(text, `Nested more than ${DEEPEST} levels deep at position ${index}`);
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
}

function unreadable(text: string, message: string, cause?: unknown): AppError {
  const [, sentence = message, position] = /^(.*?) at position (\d+)$/s.exec(message) ?? [];
  const place = position === undefined ? '' : `, at ${lineAndColumn(text, Number(position))}`;
  return new AppError('request.unreadable', { detail: `${sentence}${place}.`, cause });
}

function lineAndColumn(text: string, position: number): string {
  const before = text.slice(0, position).split('\n');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}
