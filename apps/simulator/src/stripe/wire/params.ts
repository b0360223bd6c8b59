import { z } from 'zod';
import { invalidRequest, type StripeFault } from './fault.js';
import type { FormObject } from './form.js';

export const text = z.string().max(5000);
export const filled = text.min(1);
export const whole = z
  .string()
  .regex(/^-?\d{1,15}$/, 'integer')
  .transform(Number);
export const flag = z.enum(['true', 'false']).transform((word) => word === 'true');
export const cleared = z.literal('');
const metadataName = z.string().min(1).max(40);
export const metadata = z.union([cleared.transform(() => null), z.record(metadataName, z.string().max(500))]);
export const when = z.union([
  whole,
  z.object({ gt: whole.optional(), gte: whole.optional(), lt: whole.optional(), lte: whole.optional() }),
]);
export const address = z.object({
  city: text.optional(),
  country: text.optional(),
  line1: text.optional(),
  line2: text.optional(),
  postal_code: text.optional(),
  state: text.optional(),
});

/** What every list takes. */
export const paging = {
  limit: whole.optional(),
  starting_after: filled.optional(),
  ending_before: filled.optional(),
};

/** No member is known by name, so that the typed ones of a shape stay as they are. */
interface Unused {
  readonly [unused: symbol]: z.ZodOptional<z.ZodUnknown>;
}

/** Names that the API knows and the simulator takes without an effect. */
export function unused<Params>(...names: (keyof Params & string)[]): Unused {
  return Object.fromEntries(names.map((name) => [name, z.unknown().optional()]));
}

/** Checks parameters; throws what Stripe says of the first fault. */
export function parseParams<Shape extends z.ZodType>(shape: Shape, given: FormObject): z.output<Shape> {
  const parsed = shape.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw issue === undefined ? invalidRequest('Invalid parameters') : faultOf(deepest(issue), given);
}

/** In a union, the reading that came furthest tells most. */
function deepest(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue;
  const candidates = issue.errors.flatMap(([first]) => (first === undefined ? [] : [first]));
  const [best] = candidates.toSorted((a, b) => b.path.length - a.path.length);
  return best === undefined ? issue : deepest({ ...best, path: [...issue.path, ...best.path] });
}

function faultOf(issue: z.core.$ZodIssue, given: FormObject): StripeFault {
  if (issue.code === 'unrecognized_keys') {
    const param = nameOf([...issue.path, issue.keys[0] ?? '']);
    return invalidRequest(`Received unknown parameter: ${param}`, 'parameter_unknown', param);
  }
  const param = nameOf(issue.path);
  const value = valueAt(given, issue.path);
  if (value === undefined) return invalidRequest(`Missing required param: ${param}.`, 'parameter_missing', param);
  if (value === '') {
    return invalidRequest(`You passed an empty string for '${param}'.`, 'parameter_invalid_empty', param);
  }
  if (issue.message === 'integer') {
    return invalidRequest(
      `Invalid integer: ${typeof value === 'string' ? value : ''}`,
      'parameter_invalid_integer',
      param,
    );
  }
  return invalidRequest(`Invalid ${param}: ${issue.message}`, undefined, param);
}

const nameOf = (path: readonly PropertyKey[]): string =>
  path.map((part, index) => (index === 0 ? String(part) : `[${String(part)}]`)).join('');

function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  let value = given;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.entries(value).find(([name]) => name === String(part))?.[1];
  }
  return value;
}

/** Metadata after a change: an empty value takes a name away, an empty parameter takes all. */
export function mergedMetadata(
  before: Readonly<Record<string, string>> | null,
  change: Readonly<Record<string, string>> | null | undefined,
): Record<string, string> {
  if (change === null) return {};
  return Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value !== ''));
}

/** An address with each of its members. */
export function wholeAddress(given: z.output<typeof address> | undefined): {
  city: string | null;
  country: string | null;
  line1: string | null;
  line2: string | null;
  postal_code: string | null;
  state: string | null;
} {
  const { city, country, line1, line2, postal_code, state } = given ?? {};
  return {
    city: city ?? null,
    country: country ?? null,
    line1: line1 ?? null,
    line2: line2 ?? null,
    postal_code: postal_code ?? null,
    state: state ?? null,
  };
}

/** Whether a moment lies in what a list was asked for. */
export function isWithin(moment: number, wanted: z.output<typeof when> | undefined): boolean {
  if (wanted === undefined) return true;
  if (typeof wanted === 'number') return moment === wanted;
  const { gt, gte, lt, lte } = wanted;
  return (
    (gt === undefined || moment > gt) &&
    (gte === undefined || moment >= gte) &&
    (lt === undefined || moment < lt) &&
    (lte === undefined || moment <= lte)
  );
}
