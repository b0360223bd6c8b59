import { describe, expect, it } from 'vitest';
import { noteworthy } from './log-lines.js';

const line = (entry: object): string => JSON.stringify(entry);

describe('noteworthy', () => {
  it('keeps information off the screen', () => {
    expect(noteworthy(line({ level: 'info', msg: 'listening' }), 'stdout')).toBeUndefined();
    expect(noteworthy('plain text', 'stdout')).toBeUndefined();
    expect(noteworthy('', 'stderr')).toBeUndefined();
    expect(noteworthy('{broken', 'stdout')).toBeUndefined();
  });

  it('shows warnings and errors with their cause', () => {
    expect(noteworthy(line({ level: 'warn', msg: 'slow' }), 'stdout')).toBe('WARN slow');
    expect(noteworthy(line({ level: 'error', msg: 'call failed', err: { message: 'refused' } }), 'stdout')).toBe(
      'ERROR call failed: refused',
    );
    expect(noteworthy(line({ level: 'error', msg: 'refused', err: { message: 'refused' } }), 'stdout')).toBe(
      'ERROR refused',
    );
    expect(noteworthy(line({ level: 'fatal' }), 'stderr')).toBe('FATAL see the log file');
  });

  it('shows what a process says on stderr', () => {
    expect(noteworthy('settings are wrong', 'stderr')).toBe('settings are wrong');
  });
});
