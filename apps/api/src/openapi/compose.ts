import type { Type } from '@nestjs/common';
import { ERRORS, type ErrorCode } from '@onefacture/errors';
import { z } from 'zod';
import type { Access } from '../http/access.js';
import { statusOf } from '../http/problem.js';
import type { AnswerDescription, FormDescription, OperationDescription } from './operation.js';
import { ProblemSchema } from './problem-schema.js';
import { routesOf, type DescribedRoute } from './routes.js';
import { Schemas, type JsonSchema } from './schemas.js';

/** A webhook as the root `webhooks` section shows it. */
export interface DescribedWebhook {
  readonly name: string;
  readonly summary: string;
  readonly schema: z.ZodType;
  readonly example?: unknown;
}

/** An OpenAPI 3.1 document. */
export type OpenApiDocument = Record<string, unknown>;

const INFO = {
  title: 'onefacture',
  version: '0.1.0',
  summary: 'One REST API for French electronic invoicing',
  description:
    'Makes, proves, sends, follows and receives electronic invoices through the French platforms. Every request ' +
    'needs a key in X-API-Key except where said; get one with POST /v1/sandbox/credentials. Errors are ' +
    'application/problem+json (RFC 9457).',
  license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
};

const SECURITY = {
  ApiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'A key of your organisation' },
  User: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'The access token of a signed-in user, from POST /auth/login',
  },
  Admin: { type: 'http', scheme: 'bearer', description: 'The operator’s key, ONEFACTURE_BOOTSTRAP_API_KEY' },
};

const REQUEST_ID = {
  name: 'X-Request-Id',
  in: 'header',
  required: false,
  description: 'Your id for this request; we answer with it, or with one of ours',
  schema: { type: 'string', maxLength: 128 },
};

/** Methods whose body is read, wanted or not. */
const READS_BODY = new Set(['post', 'put', 'patch']);

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'Repeat a request with the same key and body to get the same answer once more; kept for 24 hours',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

/** Composes the document from the decorators of the controllers and their zod schemas. */
export function composeOpenApi(controllers: readonly Type[], webhooks: readonly DescribedWebhook[]): OpenApiDocument {
  const schemas = new Schemas();
  schemas.add(ProblemSchema, 'output');
  const paths: Record<string, Record<string, unknown>> = {};
  const tags = new Set<string>();
  for (const route of routesOf(controllers)) {
    if (!route.operation) continue;
    tags.add(route.operation.tag);
    paths[route.path] = { ...paths[route.path], [route.method]: operationOf(route, route.operation, schemas) };
  }
  return {
    openapi: '3.1.1',
    info: INFO,
    tags: [...tags].map((name) => ({ name })),
    paths,
    webhooks: Object.fromEntries(webhooks.map((webhook) => [webhook.name, webhookOf(webhook, schemas)])),
    components: {
      schemas: schemas.components(),
      securitySchemes: SECURITY,
      parameters: { IdempotencyKey: IDEMPOTENCY_KEY, RequestId: REQUEST_ID },
    },
  };
}

function operationOf(route: DescribedRoute, operation: OperationDescription, schemas: Schemas): JsonSchema {
  const body = bodyOf(route, operation, schemas);
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    description: descriptionOf(route, operation),
    parameters: parametersOf(route, operation, schemas),
    ...(body === undefined ? {} : { requestBody: body }),
    responses: { ...answersOf(operation, schemas), ...faultsOf(route, operation) },
    security: securityOf(route),
  };
}

function descriptionOf({ access }: DescribedRoute, { description }: OperationDescription): string | undefined {
  const scopes = 'scopes' in access && access.scopes.length > 0 ? `Scope: ${access.scopes.join(' or ')}.` : undefined;
  const roles = 'roles' in access && access.roles.length > 0 ? `Role: ${access.roles.join(' or ')}.` : undefined;
  const sentences = [description, scopes, roles].filter((one) => one !== undefined);
  return sentences.length === 0 ? undefined : sentences.join('\n\n');
}

function securityOf({ access }: DescribedRoute): Record<string, string[]>[] {
  switch (access.by) {
    case 'anyone':
      return [];
    case 'admin':
      return [{ Admin: [] }];
    case 'key':
      return [{ ApiKey: [] }];
    case 'user':
      return [{ User: [] }];
    case 'key-or-user':
      return [{ ApiKey: [] }, { User: [] }];
  }
}

function parametersOf(route: DescribedRoute, operation: OperationDescription, schemas: Schemas): unknown[] {
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: schemas.add(operation.params?.[name] ?? z.uuid(), 'input'),
  }));
  const inQuery = Object.entries(operation.query?.shape ?? {}).map(([name, member]) => {
    const { description, example, ...schema } = schemas.add(member, 'input');
    return { name, in: 'query', required: false, description, example, schema };
  });
  const headers = Object.entries(operation.headers ?? {}).map(([name, description]) => ({
    name,
    in: 'header',
    description,
    schema: { type: 'string' },
  }));
  const idempotency = route.idempotent ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : [];
  return [...inPath, ...inQuery, ...headers, ...idempotency, { $ref: '#/components/parameters/RequestId' }];
}

function bodyOf(route: DescribedRoute, { body, otherBodies = {}, form }: OperationDescription, schemas: Schemas) {
  const json = body && {
    'application/json': {
      schema: schemas.add(body.schema, 'input'),
      ...(body.examples === undefined ? {} : { examples: body.examples }),
    },
  };
  const others = Object.entries(otherBodies).map(([type, description]) => [
    type,
    { schema: { type: 'string', format: 'binary', description } },
  ]);
  const multipart = form && { 'multipart/form-data': { schema: formSchema(form, schemas) } };
  const content: Record<string, unknown> = { ...json, ...Object.fromEntries(others), ...multipart };
  const unknown = Object.keys(content).find((type) => !(route.consumes ?? ['application/json']).includes(type));
  if (unknown !== undefined) throw new Error(`${route.method} ${route.path} describes ${unknown} but does not read it`);
  return Object.keys(content).length === 0 ? undefined : { required: true, content };
}

function formSchema({ files, required, fields }: FormDescription, schemas: Schemas): JsonSchema {
  const binary = { type: 'string', format: 'binary' };
  const described = Object.entries(files).map(([name, { description, many }]) => [
    name,
    many === true ? { type: 'array', items: binary, description } : { ...binary, description },
  ]);
  const texts = Object.entries(fields?.shape ?? {}).map(([name, member]) => [name, schemas.add(member, 'input')]);
  return { type: 'object', properties: Object.fromEntries([...described, ...texts]), required };
}

function answersOf({ answers }: OperationDescription, schemas: Schemas): Record<string, unknown> {
  return Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, answerOf(answer, schemas)]));
}

function answerOf(answer: AnswerDescription, schemas: Schemas): JsonSchema {
  const headers = Object.entries(answer.headers ?? {}).map(([name, description]) => [
    name,
    { description, schema: { type: 'string' } },
  ]);
  return {
    description: answer.description,
    ...(headers.length === 0 ? {} : { headers: Object.fromEntries(headers) }),
    ...contentOf(answer, schemas),
  };
}

function contentOf({ schema, example, contentType }: AnswerDescription, schemas: Schemas): JsonSchema {
  const file = { schema: { type: 'string', format: 'binary' } };
  const files = (contentType === undefined ? [] : [contentType].flat()).map((type) => [type, file]);
  const json = schema && {
    'application/json': { schema: schemas.add(schema, 'output'), ...(example === undefined ? {} : { example }) },
  };
  const content: Record<string, unknown> = { ...Object.fromEntries(files), ...json };
  return Object.keys(content).length === 0 ? {} : { content };
}

function faultsOf(route: DescribedRoute, { faults = [], body, query }: OperationDescription): Record<string, unknown> {
  const codes: ErrorCode[] = [...faults, 'service.internal', 'service.unavailable'];
  if (route.access.by !== 'anyone') codes.push('auth.unauthenticated');
  if ('scopes' in route.access || 'roles' in route.access) codes.push('request.rate_limited');
  // Whatever an organisation stores is sealed with a key.
  if ('scopes' in route.access) codes.push('key.unavailable', 'key.destroyed');
  if (isLimited(route.access)) codes.push('auth.forbidden');
  if (READS_BODY.has(route.method)) codes.push('request.unreadable', 'request.too_large', 'request.unsupported_type');
  if (body) codes.push('request.invalid');
  if (query) codes.push('request.invalid');
  if (route.idempotent) codes.push('request.header_missing', 'idempotency.in_progress', 'idempotency.mismatch');
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of new Set(codes)) {
    const status = statusOf(ERRORS[code].kind);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].toSorted(([a], [b]) => a - b).map(([status, group]) => [String(status), faultAnswer(group)]),
  );
}

/** Whether some of those who may call at all may not call this. */
function isLimited(access: Access): boolean {
  return ('scopes' in access && access.scopes.length > 0) || ('roles' in access && access.roles.length > 0);
}

function faultAnswer(codes: readonly ErrorCode[]): JsonSchema {
  return {
    description: codes.map((code) => `\`${code}\`: ${ERRORS[code].meaning}`).join('\n\n'),
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}

function webhookOf({ summary, schema, example }: DescribedWebhook, schemas: Schemas): JsonSchema {
  const body = { schema: schemas.add(schema, 'output'), ...(example === undefined ? {} : { example }) };
  return {
    post: {
      summary,
      requestBody: { required: true, content: { 'application/json': body } },
      responses: { '2XX': { description: 'Received; anything else is sent again' } },
    },
  };
}
