import { z } from 'zod';

/** A value that fits into one line of an HTTP header. */
const headerValue = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/, 'must be plain ASCII on one line, without spaces at its ends');

/** Headers that a request has by itself. */
const TAKEN = ['authorization', 'connection', 'content-length', 'content-type', 'host', 'transfer-encoding', 'upgrade'];
const headerName = z
  .string()
  .max(100)
  .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, 'is no name of a header')
  .refine((name) => !TAKEN.includes(name.toLowerCase()), 'is set by ourselves');

const url = () => z.url({ protocol: /^https?$/ }).max(2_000);

const ClientCredentials = z.strictObject({
  client_id: headerValue(500),
  client_secret: headerValue(2_000),
  scope: headerValue(500).optional(),
  sent_in: z.enum(['basic', 'body']).optional().meta({ description: 'Where the token request carries the pair' }),
});

/** How an account proves who it is: OAuth2 client credentials, a bearer token, or a whole Authorization header. */
export const ConnectionCredentials = z.union([
  ClientCredentials,
  z.strictObject({ token: headerValue(8_000) }),
  z.strictObject({ authorization: headerValue(8_000) }),
]);
export type ConnectionCredentials = z.output<typeof ConnectionCredentials>;

/** A second account inside the platform. */
export const TechnicalAccount = z.strictObject({
  login: z.string().min(1).max(500),
  password: z.string().min(1).max(500),
});

/** The secrets of a connection: write-only. */
export const ConnectionSecretsBody = {
  credentials: ConnectionCredentials.nullable(),
  technical_account: TechnicalAccount.nullable(),
  headers: z
    .record(headerName, headerValue(4_000))
    .refine((headers) => Object.keys(headers).length <= 20, 'has more than 20 headers')
    .nullable(),
  callback_secret: z.string().min(1).max(2_000).nullable(),
};

/** What is said of a platform connection, when it is made and when it is replaced. */
export const ConnectionBody = z
  .strictObject({
    name: z.string().trim().min(1).max(100).meta({ description: 'Yours, to tell connections apart', example: 'Main' }),
    platform: z.string().min(1).max(100).meta({ description: 'A name of GET /v1/platforms', example: 'sandbox' }),
    syntax: z
      .enum(['CII', 'UBL', 'Factur-X'])
      .optional()
      .meta({ description: 'What the platform is sent; Factur-X where it takes it' }),
    base_url: url().optional().meta({
      description: 'Address of the platform; for XP Z12-013 that of its Flow Service',
      example: 'https://platform.example/flow-service',
    }),
    directory_base_url: url().optional().meta({ description: 'Address of its Directory Service' }),
    token_url: url().optional().meta({ description: 'Where OAuth2 tokens are fetched' }),
    organization_header: headerValue(200)
      .optional()
      .meta({ description: 'Organization-Id: for whom a shared account acts' }),
    rate_limit: z
      .strictObject({ requests: z.int().min(1).max(10_000), per_seconds: z.int().min(1).max(3_600) })
      .optional()
      .meta({ description: 'Most requests to this account, where it is not the platform’s own limit' }),
    is_default: z
      .boolean()
      .optional()
      .meta({ description: 'Invoices go through it unless told otherwise; the first connection is the default' }),
    enabled: z.boolean().optional().meta({ description: 'false: nothing new is sent through it. Default true' }),
    credentials: ConnectionSecretsBody.credentials.optional().meta({
      description:
        'Write-only. When replacing: left out, the stored ones stay; null removes them. Without any, the account of the installation is used where it has one',
    }),
    technical_account: ConnectionSecretsBody.technical_account.optional().meta({
      description: 'Write-only, as credentials: the technical account of Chorus Pro',
    }),
    headers: ConnectionSecretsBody.headers.optional().meta({
      description: 'Values are write-only, as credentials: further headers of each request, such as a subscription key',
    }),
    callback_secret: ConnectionSecretsBody.callback_secret.optional().meta({
      description: 'Write-only, as credentials: with what the platform signs its callbacks',
    }),
  })
  .meta({ id: 'PlatformConnectionIn' });
/** What is said of a platform connection. */
export type ConnectionBody = z.output<typeof ConnectionBody>;
