import { bold, dim, green, say } from './screen.js';
import { demoNumber, sampleInvoice } from './sample-invoice.js';
import type { Stack } from './stack-file.js';

/** What a newcomer needs: the addresses, the key and a command to paste. */
export function printBanner(stack: Stack, seconds: number, now: Date): void {
  const invoice = JSON.stringify(sampleInvoice(demoNumber(now, 'INV'), now));
  say();
  say(`${green('onefacture is ready')} ${dim(`(${seconds.toFixed(1)} s)`)}`);
  say();
  say(`  API        ${bold(stack.api_url)}`);
  say(`  Reference  ${stack.docs_url}   Swagger  ${stack.api_url}/swagger`);
  say(`  Platform   ${stack.simulator_url} ${dim('(simulated)')}`);
  say(`  Mails      ${stack.simulator_url}/_simulator/mails`);
  if (stack.stripe_url !== undefined)
    say(`  Stripe     ${stack.stripe_url} ${dim('(simulated; card 4242 4242 4242 4242 pays)')}`);
  say(`  API key    ${bold(stack.api_key)} ${dim('(sandbox)')}`);
  say(`  Also in    .data/stack.json ${dim('(with the admin key)')}   Logs  .data/logs`);
  say();
  say('  Send a first invoice (a number is accepted once; change it to send another):');
  say();
  say(`curl -X POST '${stack.api_url}/v1/invoices?submit=true' \\`);
  say(`  -H 'X-API-Key: ${stack.api_key}' -H 'Content-Type: application/json' \\`);
  say(`  -d '${invoice}'`);
  say();
  say(dim('  Ctrl-C stops everything and keeps the data.'));
}
