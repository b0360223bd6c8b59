import { readdirSync } from 'node:fs';

/** What each library may use. A folder under libs/ without a row here fails the run. */
const PLATFORM = ['errors', 'config', 'observability'];
const MAY_USE = {
  errors: [],
  invoice: ['errors'],
  formats: ['errors', 'invoice'],
  validation: ['errors', 'invoice', 'formats'],
  config: ['errors'],
  observability: ['errors', 'config'],
  database: [...PLATFORM],
  redis: [...PLATFORM],
  security: [...PLATFORM],
  queue: [...PLATFORM, 'database', 'redis'],
  inspection: [...PLATFORM, 'invoice', 'formats', 'validation'],
  mail: [...PLATFORM, 'database', 'queue', 'security'],
  accounts: [...PLATFORM, 'invoice', 'database', 'redis', 'security', 'queue', 'mail'],
  invoicing: [...PLATFORM, 'invoice', 'formats', 'validation', 'inspection', 'database', 'security', 'accounts'],
  adapters: [...PLATFORM, 'invoice', 'formats', 'security'],
  directory: [...PLATFORM, 'invoice', 'adapters', 'database', 'redis', 'accounts'],
  webhooks: [...PLATFORM, 'database', 'redis', 'queue', 'security', 'accounts', 'mail'],
  // Validation and inspection: the operator's own invoices are made and judged as those of everybody else are.
  billing: [
    ...PLATFORM,
    'invoice',
    'formats',
    'validation',
    'inspection',
    'database',
    'redis',
    'queue',
    'security',
    'accounts',
    'mail',
    'webhooks',
  ],
  transmission: [
    ...PLATFORM,
    'invoice',
    'formats',
    'validation',
    'inspection',
    'database',
    'redis',
    'queue',
    'security',
    'accounts',
    'invoicing',
    'adapters',
    'directory',
    'webhooks',
    'billing',
  ],
};
const PURE = ['errors', 'invoice', 'formats', 'validation'];
const unlisted = readdirSync('libs').filter((lib) => !(lib in MAY_USE));
if (unlisted.length > 0) throw new Error(`libs without a row in MAY_USE: ${unlisted.join(', ')}`);

const rule = (name, from, to) => ({ name, severity: 'error', from, to });
const SPEC = '\\.(spec|integration-spec|e2e-spec|conformance-spec)\\.ts$|^test/|/testing/';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...Object.entries(MAY_USE).map(([lib, allowed]) =>
      rule(
        `libs-${lib}`,
        { path: `^libs/${lib}/`, pathNot: SPEC },
        { path: '^libs/', pathNot: `^libs/(${[lib, ...allowed].join('|')})/` },
      ),
    ),
    rule(
      'pure-libs-know-no-framework',
      { path: `^libs/(${PURE.join('|')})/src/`, pathNot: SPEC },
      { path: 'node_modules/(@nestjs|typeorm|bullmq|ioredis|express|reflect-metadata)/?' },
    ),
    rule(
      'enter-a-lib-by-its-index',
      { path: '^(apps|libs)/([^/]+)/' },
      { path: '^libs/', pathNot: ['^$1/$2/', '^libs/[^/]+/src/index\\.ts$', '/testing/'] },
    ),
    rule('testing-only-from-specs', { path: '.', pathNot: SPEC }, { path: '/testing/' }),
    rule('libs-never-import-apps', { path: '^libs/' }, { path: '^apps/' }),
    rule('apps-never-import-apps', { path: '^apps/([^/]+)/' }, { path: '^apps/', pathNot: '^apps/$1/' }),
    rule(
      'providers-are-islands',
      { path: '^libs/adapters/src/providers/([^/]+)/' },
      { path: '^libs/adapters/src/providers/', pathNot: '^libs/adapters/src/providers/$1/' },
    ),
    rule('controllers-stay-in-apps', { path: '.', pathNot: '^apps/(api|worker)/' }, { path: '\\.controller\\.ts$' }),
    rule('processors-stay-in-the-worker', { path: '.', pathNot: '^apps/worker/' }, { path: '\\.processor\\.ts$' }),
    rule(
      'typeorm-behind-repositories',
      { path: '^(apps|libs)/', pathNot: ['\\.(entity|repository)\\.ts$', '^libs/database/', SPEC] },
      { path: 'node_modules/typeorm/' },
    ),
    rule('the-simulator-is-an-island', { path: '^apps/simulator/' }, { path: '^libs/' }),
    rule('no-circular', {}, { circular: true }),
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: ['main\\.ts$', 'index\\.ts$', '\\.d\\.ts$', '/migrations/', '\\.mjs$', SPEC] },
      to: {},
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      conditionNames: ['import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
};
