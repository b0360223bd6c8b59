import { describe, expect, it } from 'vitest';
import { readSettings } from './settings.js';

describe('readSettings', () => {
  it('has a default for everything', () => {
    expect(readSettings({})).toEqual({
      host: '127.0.0.1',
      port: 9090,
      smtpPort: 0,
      clientId: 'onefacture',
      clientSecret: 'simulator-secret',
      dataDir: '.data/simulator',
      stepMs: 400,
      holdMs: 3000,
      retryAfterSeconds: 1,
      tokenTtlSeconds: 300,
    });
  });

  it.each([
    [':0', '127.0.0.1', 0],
    ['0.0.0.0:8099', '0.0.0.0', 8099],
  ])('reads the address %s', (text, host, port) => {
    expect(readSettings({ SIMULATOR_ADDR: text })).toMatchObject({ host, port });
  });

  it('treats an empty variable as unset and names every fault', () => {
    expect(readSettings({ SIMULATOR_STEP_MS: '' }).stepMs).toBe(400);
    expect(() => readSettings({ SIMULATOR_STEP_MS: 'soon', SIMULATOR_ADDR: 'here' })).toThrow(
      /SIMULATOR_ADDR.*SIMULATOR_STEP_MS/,
    );
  });
});
