import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { Secret } from './secret.js';
import { setting, type SettingKind, type SettingOptions } from './setting.js';

const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const DURATION = /^(\d{1,9})(ms|s|m|h|d)$/;

/** A listen address; without a host every interface is meant. */
export interface ListenAddress {
  readonly host?: string;
  readonly port: number;
}

const durationSchema = z.string().transform((text, context) => {
  const match = DURATION.exec(text);
  if (match === null) {
    context.addIssue('not a duration');
    return z.NEVER;
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the pattern lets only these units through.
  return Number(match[1]) * UNITS[match[2] as keyof typeof UNITS];
});

const split = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const parseUrl = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined);

const urlSchema = (protocols: readonly string[]) =>
  z
    .string()
    .refine((text) => {
      const url = parseUrl(text);
      return url !== undefined && protocols.includes(url.protocol) && url.hostname !== '';
    })
    .transform((text) => text.replace(/\/+$/, ''));

/** Free text. */
export const text = <const O extends SettingOptions>(env: string, options: O) =>
  setting(env, { schema: z.string(), wanted: 'some text' }, options);

/** One of a closed set of words. */
export const choice = <const T extends string, const O extends SettingOptions>(
  env: string,
  words: readonly [T, ...T[]],
  options: O,
) => setting(env, { schema: z.string().pipe(z.enum(words)), wanted: oneOf(words) }, options);

const oneOf = (words: readonly string[]): string =>
  words.length === 1 ? `${words[0]}` : `one of ${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

/** A whole number between two bounds, both included. */
export const integer = <const O extends SettingOptions>(
  env: string,
  { min, max }: { min: number; max: number },
  options: O,
) =>
  setting(
    env,
    {
      schema: z
        .string()
        .regex(/^-?\d{1,15}$/)
        .transform(Number)
        .pipe(z.number().int().min(min).max(max)),
      wanted: `a whole number from ${min} to ${max}`,
    },
    options,
  );

/** true or false. */
export const flag = <const O extends SettingOptions>(env: string, options: O) =>
  setting(
    env,
    { schema: z.enum(['true', 'false']).transform((word) => word === 'true') as FlagSchema, wanted: 'true or false' },
    options,
  );
type FlagSchema = SettingKind<boolean>['schema'];

/** A span of time such as `250ms`, `5s`, `30m`, `2h`, `1d`; the value is milliseconds. */
export const duration = <const O extends SettingOptions>(env: string, options: O) =>
  setting(env, { schema: durationSchema, wanted: 'a duration such as 250ms, 5s, 30m, 2h or 1d' }, options);

/** Durations separated by commas; the value is milliseconds, in the same order. */
export const durations = <const O extends SettingOptions>(env: string, options: O) =>
  setting(
    env,
    {
      schema: z.string().transform(split).pipe(z.array(durationSchema).min(1)),
      wanted: 'durations separated by commas, such as 5s,5m,1h',
    },
    options,
  );

/** An http or https address; a trailing slash is taken off. */
export const url = <const O extends SettingOptions>(env: string, options: O) =>
  setting(env, { schema: urlSchema(['http:', 'https:']), wanted: 'an http or https url' }, options);

/** Origins (scheme, host and port) separated by commas. */
export const origins = <const O extends SettingOptions>(env: string, options: O) =>
  setting(
    env,
    {
      schema: z
        .string()
        .transform(split)
        .pipe(z.array(z.string().refine((origin) => parseUrl(origin)?.origin === origin))),
      wanted: 'origins separated by commas, such as https://app.example.com',
    },
    options,
  );

/** A secret url of one of the given schemes (`postgres:` and the like). */
export const secretUrl = <const O extends SettingOptions>(env: string, protocols: readonly string[], options: O) =>
  setting(
    env,
    {
      schema: urlSchema(protocols).transform((value) => new Secret(value)),
      wanted: `a url that starts with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
      secret: true,
    },
    options,
  );

/** `host:port`, or `:port` for every interface. IPv6 hosts stand in brackets. */
export const listenAddress = <const O extends SettingOptions>(env: string, options: O) =>
  setting(env, { schema: listenSchema, wanted: 'host:port or :port' }, options);

const listenSchema = z.string().transform((value, context): ListenAddress => {
  const match = /^(\[[0-9a-fA-F:]+\]|[^:[\]]*):(\d{1,5})$/.exec(value);
  const port = Number(match?.[2]);
  if (match === null || port > 65_535) {
    context.addIssue('not an address');
    return z.NEVER;
  }
  const host = match[1]?.replace(/^\[|\]$/g, '');
  return host === undefined || host === '' ? { port } : { host, port };
});

/** A Redis server as `host:port`, a `redis://` or `rediss://` url, or the path of a socket; a secret url inside. */
export const redisAddress = <const O extends SettingOptions>(env: string, options: O) =>
  setting(
    env,
    {
      schema: z
        .string()
        .transform((value) => (/^[^/:]+:\d{1,5}$/.test(value) ? `redis://${value}` : value))
        .refine((value) => value.startsWith('/') || ['redis:', 'rediss:'].includes(parseUrl(value)?.protocol ?? ''))
        .transform((value) => new Secret(value)),
      wanted: 'host:port, a redis:// or rediss:// url, or the path of a socket',
      secret: true,
    },
    options,
  );

/** A secret of at least `min` characters. */
export const secret = <const O extends SettingOptions>(env: string, { min }: { min: number }, options: O) =>
  setting(
    env,
    {
      schema: z
        .string()
        .min(min)
        .transform((value) => new Secret(value)),
      wanted: min > 1 ? `a secret of at least ${min} characters` : 'a secret',
      secret: true,
    },
    options,
  );

/** A key of `bytes` bytes written in hexadecimal. */
export const hexKey = <const O extends SettingOptions>(env: string, bytes: number, options: O) =>
  setting(
    env,
    {
      schema: z
        .string()
        .regex(new RegExp(`^[0-9a-fA-F]{${bytes * 2}}$`))
        .transform((value) => new Secret(value.toLowerCase())),
      wanted: `a key of ${bytes * 2} hexadecimal characters`,
      secret: true,
    },
    options,
  );

/** Keys as `id:hex`, separated by commas, by id. */
export const keyRing = <const O extends SettingOptions>(env: string, bytes: number, options: O) =>
  setting(
    env,
    {
      schema: z
        .string()
        .transform(split)
        .pipe(z.array(z.string().regex(new RegExp(`^[A-Za-z0-9._-]{1,64}:[0-9a-fA-F]{${bytes * 2}}$`))))
        .transform((entries): ReadonlyMap<string, Secret> => new Map(entries.map(keyEntry))),
      wanted: `id:key pairs separated by commas, each key of ${bytes * 2} hexadecimal characters`,
      secret: true,
    },
    options,
  );

function keyEntry(entry: string): [string, Secret] {
  const colon = entry.indexOf(':');
  return [entry.slice(0, colon), new Secret(entry.slice(colon + 1).toLowerCase())];
}

/** Networks in CIDR notation, separated by commas. */
export const cidrs = <const O extends SettingOptions>(env: string, options: O) =>
  setting(
    env,
    {
      schema: z
        .string()
        .transform(split)
        .pipe(z.array(z.string().refine((value) => ipaddr.isValidCIDR(value)))),
      wanted: 'networks separated by commas, such as 10.0.0.0/8,::1/128',
    },
    options,
  );
