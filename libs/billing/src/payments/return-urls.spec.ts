import { AppError } from '@onefacture/errors';
import { describe, expect, it } from 'vitest';
import { ReturnUrls } from './return-urls.js';

const urls = new ReturnUrls('http://localhost:8080', ['https://app.example.com']);
const pick = (wanted?: string) => urls.pick('success_url', wanted, 'checkout=success');

describe(ReturnUrls, () => {
  it('leads back to us when nothing is asked for', () => {
    expect(pick()).toBe('http://localhost:8080/?checkout=success');
  });

  it.each([
    'http://localhost:8080/settings?tab=plan#top',
    'http://127.0.0.1:8080/',
    'http://[::1]:8080/x',
    'https://app.example.com/done',
    'https://APP.example.com:443/done',
  ])('takes %s', (url) => expect(pick(url)).toBe(url));

  it.each([
    'https://evil.example/',
    'https://app.example.com.evil.example/',
    'https://app.example.com@evil.example/',
    'https://user@app.example.com/',
    'http://app.example.com/',
    'https://app.example.com:8443/',
    'http://localhost:8081/',
    'https://localhost:8080/',
    '//evil.example',
    '/settings',
    'javascript:alert(1)',
    '',
  ])('refuses %s', (url) => {
    expect(() => pick(url)).toThrow(AppError);
    expect(() => pick(url)).toThrow(/success_url leads elsewhere/);
  });
});
