import type { DirectoryAnswer, DirectoryLine } from '@onefacture/adapters';

/** Whether a recipient can be sent invoices: `upcoming` not yet, `unknown` not told. */
export type Reachable = 'yes' | 'no' | 'upcoming' | 'unknown';

/** The kind of platform that serves a recipient; which one it is, the official directory does not tell. */
export type Via = DirectoryLine['via'];

/** What the lines of a recipient come to, and a sentence for people. */
export interface Reachability {
  readonly reachable: Reachable;
  /** Of the lines that make the answer; `unknown` where they differ or do not tell. */
  readonly via: Via;
  readonly message: string;
  readonly message_fr: string;
}

const KINDS = [
  ['enabled', 'yes'],
  ['upcoming', 'upcoming'],
  ['unknown', 'unknown'],
] as const;

/** Sums the lines of an answer up: one line that is enabled is enough. */
export function reachabilityOf({ lines, complete }: DirectoryAnswer): Reachability {
  for (const [status, reachable] of KINDS) {
    const such = lines.filter((line) => line.status === status);
    if (such.length > 0) return said(reachable, viaOf(such));
  }
  if (!complete) return { reachable: 'unknown', via: 'unknown', ...INCOMPLETE };
  const sentence = lines.length === 0 ? NOT_LISTED : DISABLED;
  return { reachable: 'no', via: viaOf(lines), ...sentence };
}

function viaOf(lines: readonly DirectoryLine[]): Via {
  const [first, ...others] = new Set(lines.map(({ via }) => via));
  return first === undefined || others.length > 0 ? 'unknown' : first;
}

interface Sentence {
  readonly message: string;
  readonly message_fr: string;
}

const NOT_LISTED: Sentence = {
  message: 'The directory does not list this recipient, so no platform can be asked to deliver to it.',
  message_fr: 'L’annuaire ne connaît pas ce destinataire : aucune plateforme ne peut lui remettre de facture.',
};
const DISABLED: Sentence = {
  message: 'The directory lists this recipient, but none of its lines is in use.',
  message_fr: 'L’annuaire connaît ce destinataire, mais aucune de ses lignes n’est active.',
};
const INCOMPLETE: Sentence = {
  message: 'The directory gave only a part of its lines, and none of them is in use: it cannot be told.',
  message_fr: 'L’annuaire n’a donné qu’une partie des lignes et aucune n’est active : on ne peut conclure.',
};

const THROUGH: Readonly<Record<Via, readonly [string, string]>> = {
  platform: [' through an approved platform', ' par une plateforme agréée'],
  public_portal: [' through the public portal', ' par le portail public'],
  unknown: ['', ''],
};

function said(reachable: Exclude<Reachable, 'no'>, via: Via): Reachability {
  const [through, par] = THROUGH[via];
  switch (reachable) {
    case 'yes':
      return {
        ...{ reachable, via },
        message: `The recipient can be reached${through}.`,
        message_fr: `Le destinataire peut être joint${par}.`,
      };
    case 'upcoming':
      return {
        ...{ reachable, via },
        message: `The recipient is listed and will be reachable${through}, but not yet.`,
        message_fr: `Le destinataire est inscrit et pourra être joint${par}, mais pas encore.`,
      };
    case 'unknown':
      return {
        ...{ reachable, via },
        message: 'The directory lists the recipient without saying whether it can be reached.',
        message_fr: 'L’annuaire connaît le destinataire sans dire s’il peut être joint.',
      };
  }
}
