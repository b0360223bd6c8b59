import { z } from 'zod';

const Schema: z.ZodType<JsonSchema> = z.lazy(() =>
  z.looseObject({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    required: z.array(z.string()).optional(),
    properties: z.record(z.string(), Schema).optional(),
  }),
);
const Content = z.record(
  z.string(),
  z.looseObject({
    schema: Schema.optional(),
    examples: z.record(z.string(), z.looseObject({ value: z.unknown() })).optional(),
  }),
);
const Operation = z.looseObject({
  operationId: z.string(),
  tags: z.tuple([z.string()]),
  summary: z.string(),
  description: z.string().optional(),
  security: z.array(z.record(z.string(), z.unknown())),
  requestBody: z.looseObject({ content: Content }).optional(),
  responses: z.record(z.string(), z.looseObject({ content: Content.optional() })),
});
const Document = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.looseObject({ schemas: z.record(z.string(), Schema) }),
});

interface JsonSchema {
  readonly $ref?: string | undefined;
  readonly type?: string | string[] | undefined;
  readonly required?: string[] | undefined;
  readonly properties?: Record<string, JsonSchema> | undefined;
}

/** One member of an answer, and whether the document says that it is always of one kind. */
export interface Member {
  readonly name: string;
  /** A JSON type; undefined where it may be several, or null. */
  readonly type: string | undefined;
}

/** What the collection needs of one operation of openapi.json. */
export interface ApiOperation {
  readonly id: string;
  /** In lower case. */
  readonly method: string;
  /** As in the document: `/v1/invoices/{id}`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description: string;
  /** Names of the security schemes, any of which opens it; empty when it is open to all. */
  readonly security: readonly string[];
  /** Bodies in JSON that run as they stand. */
  readonly examples: Readonly<Record<string, unknown>>;
  /** The first status of success. */
  readonly status: number;
  /** Members that the JSON answer of that status always has. */
  readonly members: readonly Member[];
}

/** Every operation of an OpenAPI document, by its id. */
export function readOperations(text: string): Map<string, ApiOperation> {
  const { paths, components } = Document.parse(JSON.parse(text));
  const resolve = (schema: JsonSchema | undefined): JsonSchema => {
    const name = schema?.$ref?.replace('#/components/schemas/', '');
    return name === undefined ? (schema ?? {}) : resolve(components.schemas[name]);
  };
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => read(path, method, described, resolve)),
  );
  return new Map(operations.map((operation) => [operation.id, operation]));
}

function read(
  path: string,
  method: string,
  described: z.output<typeof Operation>,
  resolve: (schema: JsonSchema | undefined) => JsonSchema,
): ApiOperation {
  const status = Object.keys(described.responses).find((code) => code.startsWith('2')) ?? '200';
  const schema = resolve(described.responses[status]?.content?.['application/json']?.schema);
  const examples = Object.entries(described.requestBody?.content['application/json']?.examples ?? {});
  return {
    id: described.operationId,
    method,
    path,
    tag: described.tags[0],
    summary: described.summary,
    description: described.description ?? '',
    security: described.security.flatMap((one) => Object.keys(one)),
    examples: Object.fromEntries(examples.map(([name, { value }]) => [name, value])),
    status: Number(status),
    members: (schema.required ?? []).map((name) => ({ name, type: typeOf(resolve(schema.properties?.[name])) })),
  };
}

const typeOf = ({ type }: JsonSchema): string | undefined => (typeof type === 'string' ? type : undefined);
