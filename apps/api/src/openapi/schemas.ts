import { z } from 'zod';

/** A JSON Schema as it stands in the document. */
export type JsonSchema = Record<string, unknown>;

const Converted = z.record(z.string(), z.unknown());
const Definitions = z.record(z.string(), Converted);

/** Turns zod schemas into JSON Schema 2020-12; those with an `id` in their meta become components. */
export class Schemas {
  readonly #components = new Map<string, string>();

  /** @param direction `input` for what callers send, `output` for what we answer */
  add(schema: z.ZodType, direction: 'input' | 'output'): JsonSchema {
    const converted = z.toJSONSchema(schema, { io: direction, unrepresentable: 'any', target: 'draft-2020-12' });
    const { $schema: _, $defs, ...inline } = Converted.parse(pointedAtComponents(converted));
    for (const [name, definition] of Object.entries(Definitions.parse($defs ?? {}))) this.#keep(name, definition);
    return inline;
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

function pointedAtComponents(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pointedAtComponents);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      name === '$ref' && typeof member === 'string'
        ? member.replace('#/$defs/', '#/components/schemas/')
        : pointedAtComponents(member),
    ]),
  );
}
