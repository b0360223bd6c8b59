import type { Lookup } from '@onefacture/directory';

/** What decided: the organisation itself, the recipient's line in the directory, or nothing but the default. */
export type RouteRule = 'override' | 'directory' | 'default';

/** What is wrong with a recipient and does not stop the invoice. */
export interface RouteFinding {
  /** Id of the rule of the business layer that says the same. */
  readonly code: 'OF-DIR-01';
  readonly severity: 'warning';
  readonly message: string;
  readonly message_fr: string;
}

/** Through which connection an invoice goes and why, as an attempt keeps it. */
export interface Route {
  readonly connection_id: string;
  readonly platform: string;
  readonly rule: RouteRule;
  readonly reason: string;
  readonly reason_fr: string;
  /** When the directory said what was used; null where it was not asked or did not answer. */
  readonly looked_up_at: string | null;
  readonly finding?: RouteFinding;
}

/** A way that was considered. Without a connection there is none that way. */
export interface RouteAlternative {
  readonly rule: RouteRule;
  readonly connection_id: string | null;
  readonly platform: string | null;
  readonly chosen: boolean;
  readonly reason: string;
  readonly reason_fr: string;
}

/** A connection as far as routing looks at it. */
export interface RoutableConnection {
  readonly id: string;
  readonly platform: string;
  readonly isDefault: boolean;
  readonly enabled: boolean;
  /** It delivers to public bodies. */
  readonly publicBodies: boolean;
}

/** What an override is about; what is left out is about all. */
export interface OverrideScope {
  readonly recipientSiren: string | null;
  readonly companyId: string | null;
}

/** What is known when a route is decided. */
export interface RouteFacts {
  readonly connections: readonly RoutableConnection[];
  /** The override that applies. */
  readonly override?: OverrideScope & { readonly connectionId: string };
  /** What the directory says; `unavailable`: it did not answer; `not_asked`: an override decides, or it cannot know. */
  readonly lookup: Lookup | 'unavailable' | 'not_asked';
}

/** The route, with everything that was considered; no route where there is no connection at all. */
export interface RouteDecision {
  readonly route: Route | undefined;
  readonly alternatives: readonly RouteAlternative[];
}

interface Candidate {
  readonly rule: RouteRule;
  readonly connection: RoutableConnection | undefined;
  readonly reason: string;
  readonly reason_fr: string;
}

/** Of several overrides the one that says most: recipient and company, recipient, company, all. */
export function overrideFor<T extends OverrideScope>(
  overrides: readonly T[],
  { recipientSiren, companyId }: OverrideScope,
): T | undefined {
  const weight = (one: T): number => (one.recipientSiren === null ? 0 : 2) + (one.companyId === null ? 0 : 1);
  return overrides
    .filter((one) => one.recipientSiren === null || one.recipientSiren === recipientSiren)
    .filter((one) => one.companyId === null || one.companyId === companyId)
    .toSorted((one, other) => weight(other) - weight(one))[0];
}

/** Override, then the recipient's line, then the default: the first way that has a connection in use. */
export function decideRoute(facts: RouteFacts): RouteDecision {
  const candidates = [overrideWay(facts), directoryWay(facts), defaultWay(facts)].filter((one) => one !== undefined);
  const chosen = candidates.find(({ connection }) => connection !== undefined);
  return {
    route: chosen?.connection && routeOf(chosen, chosen.connection, facts),
    alternatives: candidates.map((one) => ({
      rule: one.rule,
      connection_id: one.connection?.id ?? null,
      platform: one.connection?.platform ?? null,
      chosen: one === chosen,
      reason: one.reason,
      reason_fr: one.reason_fr,
    })),
  };
}

function routeOf(
  { rule, reason, reason_fr }: Candidate,
  connection: RoutableConnection,
  { lookup }: RouteFacts,
): Route {
  const known = typeof lookup === 'string' ? undefined : lookup;
  const finding = known?.reachable === 'no' ? { finding: findingOf(known) } : {};
  const looked_up_at = known?.checkedAt.toISOString() ?? null;
  return {
    connection_id: connection.id,
    platform: connection.platform,
    rule,
    reason,
    reason_fr,
    looked_up_at,
    ...finding,
  };
}

function findingOf({ message, message_fr }: Lookup): RouteFinding {
  return { code: 'OF-DIR-01', severity: 'warning', message, message_fr };
}

function overrideWay({ override, connections }: RouteFacts): Candidate | undefined {
  if (!override) return undefined;
  const [en, fr] = overrideWords(override);
  const connection = connections.find(({ id, enabled }) => id === override.connectionId && enabled);
  if (connection) return { rule: 'override', connection, reason: `${en}.`, reason_fr: `${fr}.` };
  return {
    rule: 'override',
    connection,
    reason: `${en}, but its connection is not in use.`,
    reason_fr: `${fr}, mais sa connexion n’est pas active.`,
  };
}

function overrideWords({ recipientSiren, companyId }: OverrideScope): [string, string] {
  const [to, whom] = recipientSiren === null ? ['', ''] : [' for this recipient', ' pour ce destinataire'];
  const [of, whose] = companyId === null ? ['', ''] : [' of this company', ' de cette société'];
  if (to === '' && of === '') return ['Your routing override for all invoices', 'Votre règle pour toutes les factures'];
  return [`Your routing override${to}${of}`, `Votre règle${whom}${whose}`];
}

/** Only a public body at the public portal asks for a connection of its own: all else the platforms route themselves. */
function directoryWay({ lookup, connections }: RouteFacts): Candidate | undefined {
  if (!atPublicPortal(lookup)) return undefined;
  const connection = connections.find(({ publicBodies, enabled }) => publicBodies && enabled);
  const [en, fr] = [
    'The recipient is reached through the public portal',
    'Le destinataire est joint par le portail public',
  ];
  if (connection) return { rule: 'directory', connection, reason: `${en}.`, reason_fr: `${fr}.` };
  return {
    rule: 'directory',
    connection,
    reason: `${en}, but you have no connection to it in use.`,
    reason_fr: `${fr}, mais vous n’y avez pas de connexion active.`,
  };
}

const atPublicPortal = (lookup: RouteFacts['lookup']): boolean =>
  typeof lookup !== 'string' && lookup.reachable !== 'no' && lookup.via === 'public_portal';

function defaultWay({ lookup, connections }: RouteFacts): Candidate {
  const connection = connections.find(({ isDefault, enabled }) => isDefault && enabled);
  if (connection) return { rule: 'default', connection, ...defaultWords(lookup) };
  return {
    rule: 'default',
    connection,
    reason: 'There is no default connection in use.',
    reason_fr: 'Il n’y a pas de connexion par défaut active.',
  };
}

function defaultWords(lookup: RouteFacts['lookup']): Pick<Candidate, 'reason' | 'reason_fr'> {
  if (lookup === 'unavailable') {
    return {
      reason: 'Directory unavailable: sent through the default connection.',
      reason_fr: 'Annuaire indisponible : envoi par la connexion par défaut.',
    };
  }
  if (lookup === 'not_asked') {
    return {
      reason: 'The directory was not asked: the default connection.',
      reason_fr: 'L’annuaire n’a pas été consulté : connexion par défaut.',
    };
  }
  switch (lookup.reachable) {
    case 'no':
      return {
        reason: 'Not reachable according to the directory: sent through the default connection all the same.',
        reason_fr: 'Injoignable selon l’annuaire : envoi malgré tout par la connexion par défaut.',
      };
    case 'upcoming':
      return {
        reason: 'Not reachable yet according to the directory: sent through the default connection.',
        reason_fr: 'Pas encore joignable selon l’annuaire : envoi par la connexion par défaut.',
      };
    case 'unknown':
      return {
        reason: 'The directory does not say whether the recipient can be reached: the default connection.',
        reason_fr: 'L’annuaire ne dit pas si le destinataire est joignable : connexion par défaut.',
      };
    case 'yes':
      return {
        reason: 'The recipient is reachable from any platform: the default connection.',
        reason_fr: 'Le destinataire est joignable depuis toute plateforme : connexion par défaut.',
      };
  }
}
