import type { SimulatorStep } from '../step.js';

/** The link of a mail that `npm start` kept back, newest first. `about` is a word of its subject; `keep` the variable. */
export function mailedLink(name: string, to: string, about: string, keep: string): SimulatorStep {
  const found = `data.find(({ subject }) => /${about}/.test(subject))`;
  return {
    name: `${name} (simulator)`,
    call: 'GET {{simulator_url}}/_simulator/mails',
    query: { to: `{{${to}}}` },
    waitFor: {
      path: `{{simulator_url}}/_simulator/mails?to={{${to}}}`,
      holds: `body.${found} !== undefined`,
      by: 'nobody',
    },
    keep: { [keep]: `${found}.text.split('#token=')[1].split(/\\s/)[0]` },
    expect: { data: 'isArray' },
    note: 'With `npm start` no mail leaves: the simulator keeps them. Elsewhere, take the token out of the mail’s link.',
  };
}
