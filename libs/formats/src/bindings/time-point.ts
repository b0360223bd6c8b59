const PARIS = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Paris',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** Paris wall-clock time at an instant, as if it were UTC, in milliseconds. */
const wallClock = (instant: number): number => {
  const part = new Map(PARIS.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const of = (type: Intl.DateTimeFormatPartTypes) => part.get(type) ?? 0;
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
};

/**
 * The instant a Paris clock shows `local`. In the hour that comes twice in October the first (summer time) is meant;
 * a time that March skips is read as if the clock had not yet moved.
 */
const fromWallClock = (local: number): number => {
  const hour = 3_600_000;
  const summer = local - 2 * hour;
  return wallClock(summer) === local ? summer : local - hour;
};

const FORMATS: Readonly<Record<string, RegExp>> = {
  '102': /^(\d{4})(\d{2})(\d{2})$/,
  '203': /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})$/,
  '204': /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/,
  '205': /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})([+-]\d{4})$/,
  '208': /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})([+-]\d{4})$/,
};
const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

const civil = (parts: readonly string[]): number | undefined => {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.map(Number);
  const time = Date.UTC(year, month - 1, day, hour, minute, second);
  const read = new Date(time);
  const real = read.getUTCMonth() === month - 1 && read.getUTCDate() === day && read.getUTCHours() === hour;
  return real && minute < 60 && second < 60 ? time : undefined;
};

/**
 * An instant (ISO 8601) as UNTDID 2379 format 204, `YYYYMMDDHHMMSS`, in Europe/Paris. Neither XP Z12-012 nor its
 * examples name a zone for format 204; we read and write French legal time, the zone of the parties, of the tax
 * deadlines and of the example values (office hours). Fractions of a second are dropped.
 */
export const localTimeOf = (instant: string): string => {
  const time = Date.parse(instant);
  if (Number.isNaN(time)) throw new TypeError(`Not an instant: ${instant}`);
  return new Date(wallClock(time)).toISOString().slice(0, 19).replace(/\D/g, '');
};

/**
 * The instant, ISO 8601 in UTC, of a time point in UNTDID 2379 format 102, 203, 204 (Europe/Paris), 205, 208 (own
 * offset) or of an xsd:dateTime with an offset. Undefined when it is none of them, or no real date.
 */
export const instantOf = (value: string, format: string | undefined): string | undefined => {
  if (ISO.test(value)) return Number.isNaN(Date.parse(value)) ? undefined : new Date(value).toISOString();
  const parts = FORMATS[format ?? (value.length === 8 ? '102' : '204')]?.exec(value)?.slice(1);
  if (parts === undefined) return undefined;
  const offset = parts.at(-1)?.match(/^[+-]/) ? parts.pop() : undefined;
  const local = civil(parts);
  if (local === undefined) return undefined;
  if (offset === undefined) return new Date(fromWallClock(local)).toISOString();
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3));
  return new Date(local - (offset.startsWith('-') ? -minutes : minutes) * 60_000).toISOString();
};
