import { readSettings } from './settings.js';
import { startSimulator } from './simulator.js';
import { readStripeSettings } from './stripe/settings.js';
import { startStripeSimulator } from './stripe/stripe-simulator.js';

try {
  const simulator = await startSimulator(readSettings());
  const stripe = await startStripeSimulator(readStripeSettings());
  console.log(`Simulated platform on ${simulator.url}, mails to ${simulator.smtpUrl}, Stripe on ${stripe.url}`);
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    void Promise.all([simulator.stop(), stripe.stop()]).then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
