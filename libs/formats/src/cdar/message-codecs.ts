import { civilDate, type Codec, instant, integer } from '../bindings/codec.js';
import { instantOf } from '../bindings/time-point.js';

const CIVIL = /^\d{4}-\d{2}-\d{2}$/;
const COMPACT = /^\d{8}$/;

const TIMES: ReadonlyMap<number, string> = new Map([
  [8, '102'],
  [12, '203'],
  [14, '204'],
]);

/** MDT-100: a civil date in format 102. Some senders give the time along; it says nothing of a date of issue. */
export const issueDate: Codec = {
  write: civilDate.write,
  read: (text) => {
    const value = text.trim();
    const time = CIVIL.test(value) ? value.replaceAll('-', '') : value;
    const real = instantOf(time, TIMES.get(time.length) ?? '208') !== undefined;
    return real ? civilDate.read(time, '102') : undefined;
  },
};

/** MDT-219: a civil date in format 102, an instant in every other (204 when written). */
export const datePoint: Codec = {
  write: (value) => (typeof value === 'string' && CIVIL.test(value) ? civilDate : instant).write(value),
  read: (text, format) => {
    const value = text.trim();
    const civil = format === '102' || (format === undefined && COMPACT.test(value));
    if (!civil) return instantOf(value, format);
    return instantOf(value, '102') === undefined ? undefined : civilDate.read(value, '102');
  },
};

/** MDT-124-2: the schema has a decimal there, so `1.0` is the number one too. */
export const sequence: Codec = {
  ...integer,
  read: (text) => integer.read(text.trim().replace(/\.0*$/, ''), undefined),
};
