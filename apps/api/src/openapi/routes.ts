import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ACCESS, type Access } from '../http/access.js';
import { CONSUMES } from '../http/content.js';
import { IDEMPOTENT, type Beginner } from '../http/idempotent.js';
import { OPERATION, type OperationDescription } from './operation.js';

/** What the decorators of one handler say together. */
export interface DescribedRoute {
  /** `/v1/api-keys/{id}` */
  readonly path: string;
  /** In lower case. */
  readonly method: string;
  readonly access: Access;
  readonly idempotent: boolean;
  /** Content types it reads; JSON when undefined. */
  readonly consumes: readonly string[] | undefined;
  /** Missing when the handler is not described. */
  readonly operation: OperationDescription | undefined;
}

/** Reads the routes off controller classes; no instance is needed. */
export function routesOf(controllers: readonly Type[]): DescribedRoute[] {
  return controllers.flatMap((controller) =>
    handlersOf(controller).map((handler) => {
      const read = <T>(key: string): T | undefined => Reflect.getMetadata(key, handler);
      const inherited = <T>(key: string): T | undefined => read<T>(key) ?? Reflect.getMetadata(key, controller);
      const parts = [Reflect.getMetadata(PATH_METADATA, controller), read(PATH_METADATA)];
      return {
        path: joined(parts.map(String)),
        method: (RequestMethod[read<number>(METHOD_METADATA) ?? 0] ?? 'GET').toLowerCase(),
        access: inherited<Access>(ACCESS) ?? { by: 'key', scopes: [] },
        idempotent: read<Beginner>(IDEMPOTENT) !== undefined,
        consumes: inherited<string[]>(CONSUMES),
        operation: read<OperationDescription>(OPERATION),
      };
    }),
  );
}

function handlersOf(controller: Type): object[] {
  const prototype: object = controller.prototype;
  return Object.getOwnPropertyNames(prototype)
    .map((name): unknown => Reflect.get(prototype, name))
    .filter((member): member is object => typeof member === 'function')
    .filter((member) => Reflect.hasMetadata(METHOD_METADATA, member));
}

function joined(parts: readonly string[]): string {
  const path = parts
    .flatMap((part) => part.split('/'))
    .filter((step) => step !== '')
    .map((step) => (step.startsWith(':') ? `{${step.slice(1)}}` : step));
  return `/${path.join('/')}`;
}
