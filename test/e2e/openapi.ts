import { z } from 'zod';

const Content = z.record(
  z.string(),
  z.looseObject({
    schema: z.record(z.string(), z.unknown()).optional(),
    examples: z.record(z.string(), z.looseObject({ value: z.unknown() })).optional(),
  }),
);

const Operation = z.looseObject({
  operationId: z.string(),
  description: z.string().optional(),
  security: z.array(z.record(z.string(), z.unknown())),
  requestBody: z.looseObject({ content: Content }).optional(),
  responses: z.record(z.string(), z.looseObject({ description: z.string(), content: Content.optional() })),
});

/** What the specs read of an OpenAPI document. */
export const OpenApi = z.looseObject({
  openapi: z.string().startsWith('3.1'),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  webhooks: z.record(
    z.string(),
    z.looseObject({ post: z.looseObject({ requestBody: z.looseObject({ content: Content }) }) }),
  ),
});

/** One operation of the document. */
export interface DescribedOperation {
  readonly id: string;
  /** In lower case. */
  readonly method: string;
  readonly path: string;
  /** Names of the security schemes, any of which opens it; empty when it is open to all. */
  readonly security: readonly string[];
  /** Roles of members that it is for; empty when it is for all of them, or for none. */
  readonly roles: readonly string[];
  /** Content types its body may have; none when it has no body. */
  readonly consumes: readonly string[];
  /** Request bodies that run as they stand. */
  readonly examples: readonly { readonly name: string; readonly value: unknown }[];
  /** The first of them. */
  readonly example: unknown;
  readonly responses: z.infer<typeof Operation>['responses'];
}

/** Every operation that a document describes. */
export function operationsOf(document: unknown): DescribedOperation[] {
  return Object.entries(OpenApi.parse(document).paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const examples = Object.entries(operation.requestBody?.content['application/json']?.examples ?? {}).map(
        ([name, { value }]) => ({ name, value }),
      );
      return {
        id: operation.operationId,
        method,
        path,
        consumes: Object.keys(operation.requestBody?.content ?? {}),
        security: operation.security.flatMap((one) => Object.keys(one)),
        roles: /Role: ([\w ]+)\./.exec(operation.description ?? '')?.[1]?.split(' or ') ?? [],
        examples,
        example: examples[0]?.value,
        responses: operation.responses,
      };
    }),
  );
}
