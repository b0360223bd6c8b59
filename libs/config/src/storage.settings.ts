import { duration, flag, integer, redisAddress, secretUrl } from './kinds.js';
import { defineSettings } from './settings-class.js';

/** The Postgres server: the truth. */
export class DatabaseSettings extends defineSettings('Postgres', {
  dsn: secretUrl('ONEFACTURE_DB_DSN', ['postgres:', 'postgresql:'], {
    required: true,
    description: 'PostgreSQL connection string, as the owner of the schema.',
  }),
  maxConnections: integer(
    'ONEFACTURE_DB_MAX_CONNS',
    { min: 1, max: 1_000 },
    { default: '20', description: 'Most connections one process keeps.' },
  ),
  connectTimeoutMs: duration('ONEFACTURE_DB_CONNECT_TIMEOUT', {
    default: '5s',
    description: 'How long to wait for a connection.',
  }),
  statementCache: flag('ONEFACTURE_DB_STATEMENT_CACHE', {
    default: 'true',
    description: 'Whether statements are named and prepared; switch it off behind a transaction-mode pooler.',
  }),
}) {}

/** The Redis server: queues, limits, caches. Losing it costs time, never an invoice. */
export class RedisSettings extends defineSettings('Redis', {
  address: redisAddress('ONEFACTURE_REDIS_ADDR', {
    developmentDefault: 'localhost:6379',
    description:
      'Redis server (host:port, redis:// or rediss:// url, or socket path), with maxmemory-policy noeviction.',
  }),
}) {}
