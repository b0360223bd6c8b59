import { expect, it } from 'vitest';
import { brunoCommand } from './run.js';

const TARGET = {
  apiUrl: 'http://localhost:1',
  simulatorUrl: 'http://localhost:2',
  adminKey: 'key of the operator',
  stripeWebhookSecret: 'secret of the events',
};

it('names addresses and folders on the command line, and secrets in the environment only', () => {
  const { args, options } = brunoCommand(TARGET, ['05-Directory']);
  expect(args.slice(1)).toEqual([
    ...['run', '05-Directory', '-r', '--env', 'Local', '--noproxy'],
    ...['--env-var', 'base_url=http://localhost:1', '--env-var', 'simulator_url=http://localhost:2'],
  ]);
  expect(args.join(' ')).not.toMatch(/operator|events/);
  expect(options.env).toMatchObject({
    ONEFACTURE_ADMIN_KEY: 'key of the operator',
    ONEFACTURE_STRIPE_WEBHOOK_SECRET: 'secret of the events',
  });
});
