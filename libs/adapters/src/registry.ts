import { AppError } from '@onefacture/errors';
import type { Dispatcher } from 'undici';
import type { PlatformAdapter } from './ports/platform-adapter.js';
import { ChorusAdapter } from './providers/chorus/chorus.adapter.js';
import { PennylaneAdapter } from './providers/pennylane/pennylane.adapter.js';
import { QontoAdapter } from './providers/qonto/qonto.adapter.js';
import { STANDARD_INSTANCES } from './providers/xp-z12-013/instances.js';
import { XpZ12013Adapter } from './providers/xp-z12-013/xp-z12-013.adapter.js';

export {
  STANDARD_INSTANCES,
  standardInstance,
  type InstanceAccount,
  type StandardInstance,
} from './providers/xp-z12-013/instances.js';

/**
 * The platforms of this program: the instances of the standard, and those with an API of their own.
 * @param dispatcher outgoing connections to platforms
 * @param sandboxDispatcher outgoing connections to the simulator, which is local
 */
export function builtInPlatforms(dispatcher?: Dispatcher, sandboxDispatcher?: Dispatcher): PlatformAdapter[] {
  const outgoing = dispatcher === undefined ? {} : { dispatcher };
  const instances = STANDARD_INSTANCES.map(({ account: _account, ...instance }) => {
    const through = instance.capabilities?.sandbox === true ? sandboxDispatcher : dispatcher;
    return new XpZ12013Adapter({ ...instance, ...(through === undefined ? {} : { dispatcher: through }) });
  });
  return [...instances, new ChorusAdapter(outgoing), new PennylaneAdapter(outgoing), new QontoAdapter(outgoing)];
}

/** Platforms by name. */
export class PlatformRegistry {
  readonly #adapters: ReadonlyMap<string, PlatformAdapter>;

  /** @throws AppError platform.misconfigured for a doubled or malformed name: the program does not start */
  constructor(adapters: readonly PlatformAdapter[]) {
    const byName = new Map<string, PlatformAdapter>();
    for (const adapter of adapters) {
      if (byName.has(adapter.name)) throw misconfigured(`Two platforms are called ${adapter.name}.`);
      if (!/^[a-z][a-z0-9-]*$/.test(adapter.name)) throw misconfigured(`${adapter.name} is no name for a platform.`);
      byName.set(adapter.name, adapter);
    }
    this.#adapters = byName;
  }

  /** @throws AppError platform.misconfigured when there is none of that name */
  get(name: string): PlatformAdapter {
    const adapter = this.#adapters.get(name);
    if (adapter !== undefined) return adapter;
    const known = [...this.#adapters.keys()].join(', ');
    throw misconfigured(`There is no platform called ${name}; known are ${known}.`);
  }

  has(name: string): boolean {
    return this.#adapters.has(name);
  }

  /** All, in the order of registration. */
  all(): readonly PlatformAdapter[] {
    return [...this.#adapters.values()];
  }
}

function misconfigured(detail: string): AppError {
  return new AppError('platform.misconfigured', { detail });
}
