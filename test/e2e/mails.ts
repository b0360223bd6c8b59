import { z } from 'zod';
import { until } from '../../scripts/stack/wait.js';

const Tray = z.object({
  data: z.array(
    z.object({
      id: z.union([z.string(), z.number()]),
      subject: z.string(),
      text: z.string(),
      links: z.array(z.string()),
    }),
  ),
});

/** A mail that the simulator took in. */
export type SeenMail = z.output<typeof Tray>['data'][number];

/** Mails to an address, newest first, as the simulator's tray shows them. */
export async function mailsTo(simulatorUrl: string, address: string): Promise<SeenMail[]> {
  const answer = await fetch(`${simulatorUrl}/_simulator/mails?to=${encodeURIComponent(address)}`);
  return Tray.parse(await answer.json()).data;
}

/** The token in the newest mail to an address whose subject has this word; waits for the mail. */
export async function mailedToken(simulatorUrl: string, address: string, subject: RegExp): Promise<string> {
  const found = await until(
    async () => (await mailsTo(simulatorUrl, address)).find((mail) => subject.test(mail.subject)),
    { withinMs: 20_000 },
  );
  if (!found) throw new Error(`no mail to ${address} about ${subject.source}`);
  const token = /#token=([\w.-]+)/.exec(found.text)?.[1];
  if (token === undefined) throw new Error(`no token in: ${found.text}`);
  return token;
}
