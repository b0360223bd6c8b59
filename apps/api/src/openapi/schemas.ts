import { z } from 'zod';

/** A JSON Schema as it stands in the document. */
export type JsonSchema = Record<string, unknown>;

const Converted = z.record(z.string(), z.unknown());
const Listed = z.looseObject({ items: Converted, $defs: z.record(z.string(), Converted).default({}) });

/** Turns zod schemas into JSON Schema 2020-12; those with an `id` in their meta become components. */
export class Schemas {
  readonly #components = new Map<string, string>();

  /** @param direction `input` for what callers send, `output` for what we answer */
  add(schema: z.ZodType, direction: 'input' | 'output'): JsonSchema {
    // As an entry of a list a schema with an id becomes a reference too; on its own zod would write it out.
    const list = z.toJSONSchema(z.array(schema), { io: direction, unrepresentable: 'any', target: 'draft-2020-12' });
    const { $defs, items } = Listed.parse(tidy(list));
    for (const [name, definition] of Object.entries($defs)) this.#keep(name, definition);
    return items;
  }

  /** All components met so far, by name. */
  components(): Record<string, JsonSchema> {
    const sorted = [...this.#components].toSorted(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(sorted.map(([name, text]) => [name, Converted.parse(JSON.parse(text))]));
  }

  #keep(name: string, definition: JsonSchema): void {
    const { id: _, ...content } = definition;
    const text = JSON.stringify(content);
    const known = this.#components.get(name);
    if (known !== undefined && known !== text) throw new Error(`two schemas are named ${name} and differ`);
    this.#components.set(name, text);
  }
}

/** References point at components, a format stands for its long pattern, and `null` is one more type. */
function tidy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidy);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([name, member]) => !(isPattern(name, member) && 'format' in value));
  const tidied = Object.fromEntries(members.map(([name, member]) => [name, tidyMember(name, member)]));
  return withNullAsType(tidied);
}

const isPattern = (name: string, member: unknown): boolean => name === 'pattern' && typeof member === 'string';

function tidyMember(name: string, member: unknown): unknown {
  if (name === '$ref' && typeof member === 'string') return member.replace('#/$defs/', '#/components/schemas/');
  return tidy(member);
}

const Nullable = z.object({
  anyOf: z.tuple([z.looseObject({ type: z.string() }), z.strictObject({ type: z.literal('null') })]),
});

function withNullAsType(schema: JsonSchema): JsonSchema {
  const nullable = Nullable.safeParse(schema);
  if (!nullable.success) return schema;
  const [{ type, enum: values, ...inner }] = nullable.data.anyOf;
  const { anyOf: _, ...outer } = schema;
  const choices = Array.isArray(values) ? { enum: [...(values as unknown[]), null] } : {};
  return { type: [type, 'null'], ...choices, ...inner, ...outer };
}
