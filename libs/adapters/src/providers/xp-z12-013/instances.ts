import type { XpZ12013Options } from './xp-z12-013.adapter.js';

/** What is publicly known of an account at an instance; an account may say otherwise, and must say what is missing. */
export interface InstanceAccount {
  readonly base_url?: string;
  readonly directory_base_url?: string;
  readonly token_url?: string;
  /** Where its login wants the pair of client id and secret. */
  readonly sent_in?: 'basic' | 'body';
}

/** A platform that is nothing but the standard and some facts: no code of its own. */
export interface StandardInstance extends Pick<XpZ12013Options, 'name' | 'capabilities' | 'overlapMs' | 'signatures'> {
  /** Of production. */
  readonly account: InstanceAccount;
}

/**
 * The instances this program names. All but the sandbox are unverified: nobody ran them against the real platform.
 * Facts and their sources stand in docs/platforms/xp-z12-013.md; what no source tells is left out, not guessed.
 */
export const STANDARD_INSTANCES: readonly StandardInstance[] = [
  /** The simulator: it commits in order, so a short look back is enough. */
  { name: 'sandbox', capabilities: { sandbox: true, verified: true }, overlapMs: 5000, account: {} },
  /** Any other platform that offers the AFNOR API. */
  { name: 'xp-z12-013', account: {} },
  /** Publishes no API. */
  { name: 'docaposte', account: {} },
  /** Publishes the reverse interface only. */
  { name: 'cegid', account: {} },
  {
    name: 'superpdp',
    account: {
      base_url: 'https://api.superpdp.tech/afnor-flow/v1',
      directory_base_url: 'https://api.superpdp.tech/afnor-directory/v1',
      token_url: 'https://api.superpdp.tech/oauth2/token',
    },
  },
  /** Takes the pair in the form body too. */
  { name: 'esalink', account: { base_url: 'https://hubtimize.fr/api/orchestrator/v1', sent_in: 'basic' } },
];

/** The instance of that name, undefined for a platform that is none. */
export function standardInstance(name: string): StandardInstance | undefined {
  return STANDARD_INSTANCES.find((instance) => instance.name === name);
}
