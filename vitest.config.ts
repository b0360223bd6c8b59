import { defineConfig } from 'vitest/config';

const tier = (name: string, include: string[], more: object = {}) => ({
  extends: true as const,
  test: { name, include, ...more },
});

export default defineConfig({
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  resolve: { tsconfigPaths: true },
  test: {
    environment: 'node',
    passWithNoTests: false,
    // Loading the modules anew for each file costs more than the tests; no spec changes what others share.
    isolate: false,
    maxWorkers: '100%',
    projects: [
      tier('unit', ['{apps,libs,scripts,test}/**/*.spec.ts']),
      tier('integration', ['{apps,libs,test}/**/*.integration-spec.ts'], {
        globalSetup: ['test/services/global-setup.ts'],
        setupFiles: ['test/services/redis-of-worker.ts'],
        testTimeout: 30_000,
        hookTimeout: 60_000,
      }),
      tier('e2e', ['test/{e2e,scenarios}/**/*.e2e-spec.ts'], {
        globalSetup: ['test/services/global-setup.ts'],
        // Each file runs the whole product, which is three processes and more.
        maxWorkers: 2,
        testTimeout: 120_000,
        hookTimeout: 120_000,
      }),
      tier('conformance', ['test/conformance/**/*.conformance-spec.ts'], {
        testTimeout: 600_000,
        hookTimeout: 600_000,
      }),
    ],
  },
});
