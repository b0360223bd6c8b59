import { isLosslessNumber } from 'lossless-json';
import { z } from 'zod';

const camel = (name: string): string => name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** A JSON value whose member names are camelCase, at every depth; for the older routes that speak so. */
export function camelCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelCased);
  if (typeof value !== 'object' || value === null || value instanceof Date || isLosslessNumber(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [camel(name), camelCased(member)]));
}

/** The schema of what `camelCased` makes of what a schema describes: objects in objects, and lists of them. */
export function camelCasedSchema(schema: z.ZodObject): z.ZodObject {
  const members = Object.entries(schema.shape).map(([name, member]) => [camel(name), memberSchema(member)]);
  return z.object(Object.fromEntries(members));
}

function memberSchema(member: z.core.$ZodType): z.core.$ZodType {
  if (member instanceof z.ZodObject) return camelCasedSchema(member);
  if (member instanceof z.ZodArray) return z.array(memberSchema(member.element));
  return member;
}
