import { runScript } from './run-script.js';
import { answers, until } from './wait.js';

/** Puts the plans into the simulated Stripe. Without them nothing can be bought, but the rest of the demo works. */
export async function setUpStripe(
  root: string,
  environment: NodeJS.ProcessEnv,
  complain: (sentence: string) => void,
): Promise<void> {
  const state = `${environment['ONEFACTURE_STRIPE_API_BASE_URL'] ?? ''}/_simulator/stripe/state`;
  await until(async () => ((await answers(state)) ? true : undefined), { withinMs: 20_000 });
  const { code, output } = await runScript(root, ['dist/scripts/stripe-setup.js'], environment);
  if (code !== 0) complain(`no plan can be bought in this demo: ${output.trim()}`);
}
