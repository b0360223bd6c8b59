import { type DynamicModule, type InjectionToken, Module } from '@nestjs/common';
import { CallPolicy, type CallPolicyParts } from './call-policy/call-policy.js';
import { PlatformGateway } from './platform-gateway.js';
import type { PlatformHealthStore } from './platform-health.js';
import type { PlatformAdapter } from './ports/platform-adapter.js';
import { builtInPlatforms, PlatformRegistry } from './registry.js';

/** What an app hands the platforms: shared state, metrics, settings. Everything has a default of this process. */
export interface AdaptersOptions extends CallPolicyParts {
  /** The platforms; the built-in ones when left out. */
  readonly platforms?: readonly PlatformAdapter[];
  readonly health?: PlatformHealthStore;
  /** Names that settings refer to, such as the default platform: an unknown one stops the boot. */
  readonly required?: readonly string[];
}

/** How an app makes the options out of its own providers. */
export interface AdaptersAsyncOptions {
  readonly imports?: DynamicModule['imports'];
  readonly inject?: InjectionToken[];
  readonly useFactory: (...dependencies: never[]) => AdaptersOptions | Promise<AdaptersOptions>;
}

const OPTIONS = Symbol('AdaptersOptions');

/** Provides PlatformRegistry and PlatformGateway. */
@Module({})
export class AdaptersModule {
  static forRootAsync({ imports = [], inject = [], useFactory }: AdaptersAsyncOptions): DynamicModule {
    return {
      module: AdaptersModule,
      global: true,
      imports,
      providers: [
        { provide: OPTIONS, inject, useFactory },
        { provide: PlatformRegistry, inject: [OPTIONS], useFactory: registryOf },
        {
          provide: PlatformGateway,
          inject: [PlatformRegistry, OPTIONS],
          useFactory: (registry: PlatformRegistry, options: AdaptersOptions) =>
            new PlatformGateway(registry, new CallPolicy(options), options.health, options.now),
        },
      ],
      exports: [PlatformRegistry, PlatformGateway],
    };
  }
}

function registryOf({ platforms = builtInPlatforms(), required = [] }: AdaptersOptions): PlatformRegistry {
  const registry = new PlatformRegistry(platforms);
  for (const name of required) registry.get(name);
  return registry;
}
