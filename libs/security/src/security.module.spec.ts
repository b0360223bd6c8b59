import { Test } from '@nestjs/testing';
import { loadSettings, SettingsModule } from '@onefacture/config';
import { expect, it } from 'vitest';
import { AdminToken, Envelope, KeyProvider, OutgoingHttp, SecretHasher, SecurityModule } from './index.js';

it('wires everything from the settings', async () => {
  const settings = loadSettings({
    ONEFACTURE_DB_DSN: 'postgres://unused',
    ONEFACTURE_ENCRYPTION_KEY_ID: 'k7',
    ONEFACTURE_WEBHOOK_ALLOWED_CIDRS: '127.0.0.0/8',
    ONEFACTURE_BOOTSTRAP_API_KEY: 'admin-token-0123456789',
  });
  const module = await Test.createTestingModule({
    imports: [SettingsModule.forRoot(settings), SecurityModule],
  }).compile();
  await module.init();
  const place = { organization_id: 'o', row: 'r', column: 'c' };
  const envelope = module.get(Envelope);
  expect(await envelope.openText(await envelope.sealText('x', place), place)).toBe('x');
  expect(module.get(KeyProvider).keyId).toBe('k7');
  expect(module.get(AdminToken).matches('admin-token-0123456789')).toBe(true);
  expect(module.get(SecretHasher)).toBeInstanceOf(SecretHasher);
  await expect(module.get(OutgoingHttp).assertTargetAllowed('http://127.0.0.1:9000')).resolves.toBeInstanceOf(URL);
  await expect(module.get(OutgoingHttp).assertTargetAllowed('http://10.0.0.1')).rejects.toThrow('not a public address');
  await module.close();
});

it('calls https only in production', async () => {
  const settings = loadSettings({
    ONEFACTURE_ENV: 'production',
    ONEFACTURE_DB_DSN: 'postgres://unused',
    ONEFACTURE_REDIS_ADDR: 'redis:6379',
    ONEFACTURE_HASH_PEPPER: 'a pepper of our own',
    ONEFACTURE_JWT_SECRET: 'a signing key of our own',
    ONEFACTURE_ENCRYPTION_KEY: 'ab'.repeat(32),
    ONEFACTURE_SANDBOX_CLIENT_SECRET: 'ours',
  });
  const module = await Test.createTestingModule({
    imports: [SettingsModule.forRoot(settings), SecurityModule],
  }).compile();
  await expect(module.get(OutgoingHttp).assertTargetAllowed('http://8.8.8.8')).rejects.toThrow('Only https');
  await module.close();
});
