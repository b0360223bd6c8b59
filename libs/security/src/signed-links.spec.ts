import { SecuritySettings } from '@onefacture/config';
import { describe, expect, it } from 'vitest';
import { SignedLinks } from './signed-links.js';

const NOW = new Date('2026-11-21T10:00:00Z');
const LATER = new Date('2026-12-21T10:00:00Z');
const linksOf = (pepper: string) => new SignedLinks(SecuritySettings.from({ ONEFACTURE_HASH_PEPPER: pepper }));
const links = linksOf('a pepper of more than sixteen characters');

describe('a signed link', () => {
  const token = links.sign('check-in', ['org', 'é.id'], LATER);

  it('tells what it is about, until its end', () => {
    expect(token).toMatch(/^[\w-]+\.[\w-]{43}$/);
    expect(links.read('check-in', token, NOW)).toEqual(['org', 'é.id']);
    expect(links.read('check-in', token, LATER)).toBeUndefined();
  });

  it.each([
    ['another purpose', () => links.read('reset', token, NOW)],
    ['another pepper', () => linksOf('another pepper of enough characters').read('check-in', token, NOW)],
    ['a changed content', () => links.read('check-in', `A${token}`, NOW)],
    ['a changed signature', () => links.read('check-in', `${token.slice(0, -2)}AA`, NOW)],
    ['no signature', () => links.read('check-in', token.split('.')[0] ?? '', NOW)],
    ['more after it', () => links.read('check-in', `${token}.x`, NOW)],
    ['nothing', () => links.read('check-in', '', NOW)],
    ['far too much', () => links.read('check-in', 'a'.repeat(5_000), NOW)],
  ])('is refused with %s', (_, read) => {
    expect(read()).toBeUndefined();
  });
});
