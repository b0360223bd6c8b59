import { choice, duration, integer } from './kinds.js';
import { defineSettings } from './settings-class.js';

/** What one caller may ask for. */
export class LimitSettings extends defineSettings('Limits', {
  rateLimitPerMinute: integer(
    'ONEFACTURE_RATE_LIMIT_PER_MIN',
    { min: 1, max: 10_000_000 },
    { default: '600', description: 'Requests per minute and API key, over a sliding window.' },
  ),
  maxLines: integer(
    'ONEFACTURE_MAX_LINES',
    { min: 1, max: 1_000_000 },
    { default: '5000', description: 'Most lines of an invoice sent as JSON; larger ones are sent as a file.' },
  ),
  maxJsonBytes: integer(
    'ONEFACTURE_MAX_JSON_BYTES',
    { min: 1_024, max: 268_435_456 },
    { default: '4194304', description: 'Most bytes of a JSON body.' },
  ),
  maxFileBytes: integer(
    'ONEFACTURE_MAX_FILE_BYTES',
    { min: 1_024, max: 268_435_456 },
    { default: '20971520', description: 'Most bytes of one file: an invoice as XML or PDF, alone or in an upload.' },
  ),
  maxUploadFiles: integer(
    'ONEFACTURE_MAX_UPLOAD_FILES',
    { min: 2, max: 1_000 },
    { default: '50', description: 'Most files of one upload.' },
  ),
  maxUploadBytes: integer(
    'ONEFACTURE_MAX_UPLOAD_BYTES',
    { min: 1_024, max: 1_073_741_824 },
    { default: '67108864', description: 'Most bytes of all files of one upload together.' },
  ),
  idempotencyTtlMs: duration('ONEFACTURE_IDEMPOTENCY_TTL', {
    default: '24h',
    description: 'How long the answer to an Idempotency-Key is kept.',
  }),
  sandboxCredentialsPerHour: integer(
    'ONEFACTURE_SANDBOX_CREDENTIALS_PER_HOUR',
    { min: 1, max: 100_000 },
    { default: '20', description: 'Sandbox organisations one IP address may open in an hour.' },
  ),
  authFailuresPerMinute: integer(
    'ONEFACTURE_AUTH_FAILURES_PER_MIN',
    { min: 1, max: 100_000 },
    {
      default: '20',
      description: 'Failed API keys per minute and address, and as many failed passwords.',
    },
  ),
  authRequestsPerMinute: integer(
    'ONEFACTURE_AUTH_REQUESTS_PER_MIN',
    { min: 1, max: 1_000_000 },
    { default: '60', description: 'Requests per minute and address to the routes of /auth that need no token.' },
  ),
  registrationsPerHour: integer(
    'ONEFACTURE_REGISTRATIONS_PER_HOUR',
    { min: 1, max: 100_000 },
    { default: '20', description: 'Accounts one IP address may open in an hour.' },
  ),
  loginTries: integer(
    'ONEFACTURE_LOGIN_TRIES',
    { min: 1, max: 1_000 },
    { default: '10', description: 'Wrong passwords for one e-mail before it is locked.' },
  ),
  loginLockoutMs: duration('ONEFACTURE_LOGIN_LOCKOUT', {
    default: '15m',
    description: 'Over which time wrong passwords are counted, and about how long a locked e-mail stays so.',
  }),
}) {}

/** What the processes write to standard output. */
export class LogSettings extends defineSettings('Logs', {
  level: choice('ONEFACTURE_LOG_LEVEL', ['debug', 'info', 'warn', 'error'], {
    default: 'info',
    description: 'Least severe level that is written.',
  }),
}) {}
