import { readSettings } from './settings.js';
import { startSimulator } from './simulator.js';

try {
  const simulator = await startSimulator(readSettings());
  console.log(`Simulated platform on ${simulator.url}, mails to ${simulator.smtpUrl}`);
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    void simulator.stop().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
