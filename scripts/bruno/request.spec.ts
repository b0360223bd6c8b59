import { describe, expect, it } from 'vitest';
import { readOperations } from './api-document.js';
import { requestText } from './request.js';
import type { Step } from './step.js';

const operations = readOperations(
  JSON.stringify({
    paths: {
      '/v1/things/{id}': {
        put: {
          operationId: 'putThing',
          tags: ['Things'],
          summary: 'Put a thing',
          description: 'Puts it.',
          security: [{ ApiKey: [] }, { User: [] }],
          requestBody: {
            content: { 'application/json': { examples: { red: { value: { colour: 'red', size: 1 } } } } },
          },
          responses: {
            201: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } },
            409: {},
          },
        },
      },
    },
    components: {
      schemas: {
        Thing: {
          type: 'object',
          required: ['id', 'owner', 'parts'],
          properties: { id: { type: 'string' }, owner: { type: ['string', 'null'] }, parts: { type: 'array' } },
        },
      },
    },
  }),
);

function textOf(step: Step): string {
  const operation = 'call' in step ? undefined : operations.get(step.operation);
  return requestText({ name: '01 It', position: 7, step, operation, id: 'thing_id' });
}

describe('a request', () => {
  it('has method, path, body and the members of its answer from the document', () => {
    expect(textOf({ operation: 'putThing', change: { size: undefined, name: '{{name}}' }, keep: { kept_id: 'id' } }))
      .toBe(`meta {
  name: 01 It
  type: http
  seq: 7
}

put {
  url: {{base_url}}/v1/things/:id
  body: json
  auth: inherit
}

params:path {
  id: {{thing_id}}
}

body:json {
  {
    "colour": "red",
    "name": "{{name}}"
  }
}

vars:post-response {
  kept_id: res.body.id
}

assert {
  res.status: eq 201
  res.body.id: isString
  res.body.owner: isDefined
  res.body.parts: isArray
}

docs {
  Puts it.
}
`);
  });

  it('that shall be refused asserts no member of a success', () => {
    const text = textOf({ operation: 'putThing', status: 409, expect: { code: 'eq taken' } });
    expect(text).toContain('assert {\n  res.status: eq 409\n  res.body.code: eq taken\n}');
    expect(textOf({ operation: 'putThing', status: [201, 409] })).toContain('{\n  res.status: in 201, 409\n}');
  });

  it('of a member carries the token, and sends files as a form or as they are', () => {
    const form = textOf({ operation: 'putThing', by: 'member', form: { files: ['@file(a)', '@file(b)'], to: 'ubl' } });
    expect(form).toContain('auth:bearer {\n  token: {{access_token}}\n}');
    expect(form).toContain('body:multipart-form {\n  files: @file(a)\n  files: @file(b)\n  to: ubl\n}');
    const file = textOf({ operation: 'putThing', file: { path: 'files/a.png', type: 'image/png' } });
    expect(file).toContain('body:file {\n  file: @file(files/a.png) @contentType(image/png)\n}');
  });

  it('waits before it is sent', () => {
    const text = textOf({
      operation: 'putThing',
      waitFor: { path: '/v1/things', holds: 'body.ready', by: 'operator' },
      before: ["bru.setVar('name', 'x');"],
    });
    expect(text).toContain(`script:pre-request {
  const until = require('./until.js');
  await until(bru, { url: '{{base_url}}/v1/things', by: 'operator' }, (body) => body.ready);
  bru.setVar('name', 'x');
}`);
  });

  it('to the simulator is a form that no redirect is followed after', () => {
    const text = textOf({ name: 'Pay', call: 'POST {{page}}/pay', fields: { card: '4242' }, status: 303 });
    expect(text).toContain('post {\n  url: {{page}}/pay\n  body: formUrlEncoded\n  auth: none\n}');
    expect(text).toContain('body:form-urlencoded {\n  card: 4242\n}');
    expect(text).toContain('settings {\n  followRedirects: false\n}');
  });

  it('of an operation nobody described, or without a value for its path, is not written', () => {
    expect(() => textOf({ operation: 'gone' })).toThrow('gone is not an operation of openapi.json');
    const step: Step = { operation: 'putThing' };
    const operation = operations.get('putThing');
    expect(() => requestText({ name: '01 It', position: 1, step, operation, id: undefined })).toThrow(
      'putThing needs a value for {id}',
    );
  });
});
