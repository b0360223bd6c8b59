import { Injectable, Logger } from '@nestjs/common';
import { PlatformGateway } from '@onefacture/adapters';
import { DirectorySettings } from '@onefacture/config';
import { Database, type OrganisationTransaction } from '@onefacture/database';
import { DirectoryService, recipientQuery, type DirectorySource, type Lookup } from '@onefacture/directory';
import { AppError } from '@onefacture/errors';
import type { Invoice } from '@onefacture/invoice';
import { InvoicesService, type InvoiceEntity } from '@onefacture/invoicing';
import type { ConnectionEntity } from '../connections/connection.entity.js';
import { ConnectionRepository } from '../connections/connection.repository.js';
import { DirectorySources } from './directory-sources.js';
import { abilitiesOf } from './platform-abilities.js';
import { decideRoute, overrideFor, type Route, type RouteDecision, type RouteFacts } from './route.js';
import { RoutingOverrideRepository } from './routing-override.repository.js';

/** What the books say about the ways an invoice can go. */
export interface RoutingGround {
  readonly connections: readonly ConnectionEntity[];
  readonly override?: NonNullable<RouteFacts['override']>;
  readonly sources: readonly DirectorySource[];
}

/** A route and the connection it goes through. */
export interface ChosenRoute {
  readonly route: Route;
  readonly connection: ConnectionEntity;
}

/** Which connection an invoice goes through. */
@Injectable()
export class RoutingService {
  private readonly logger = new Logger(RoutingService.name);

  constructor(
    private readonly database: Database,
    private readonly invoices: InvoicesService,
    private readonly directory: DirectoryService,
    private readonly sources: DirectorySources,
    private readonly gateway: PlatformGateway,
    private readonly settings: DirectorySettings,
  ) {}

  /** Longest a decision may take. */
  get deadlineMs(): number {
    return this.settings.routeDeadlineMs;
  }

  /** Reads what a decision needs of the database. */
  async ground(tx: OrganisationTransaction, { buyerSiren, companyId }: InvoiceEntity): Promise<RoutingGround> {
    const connections = await new ConnectionRepository(tx).list();
    const scope = { recipientSiren: buyerSiren, companyId };
    const override = overrideFor(await new RoutingOverrideRepository(tx).applicable(scope), scope);
    const sources = await this.sources.read(tx, connections);
    return { connections, sources, ...(override ? { override } : {}) };
  }

  /**
   * Decides, and asks the directory where no override does; outside of any transaction, within the route deadline.
   * Never throws: a directory that does not answer leaves the default.
   * @returns undefined where there is no connection to go through
   */
  async choose(ground: RoutingGround, invoice: InvoiceEntity): Promise<ChosenRoute | undefined> {
    const overridden = ground.connections.some(({ id, enabled }) => enabled && id === ground.override?.connectionId);
    const lookup = overridden ? 'not_asked' : await this.lookUp(ground, async () => this.invoices.open(invoice));
    const { route } = this.decide(ground, lookup);
    const connection = ground.connections.find(({ id }) => id === route?.connection_id);
    return route && connection && { route, connection };
  }

  /** The decision as it would be taken now, with all ways considered; changes nothing. @throws AppError request.not_found */
  async preview(
    organizationId: string,
    id: string,
  ): Promise<RouteDecision & { readonly lookup: RouteFacts['lookup'] }> {
    const { ground, invoice } = await this.database.inOrganisation(organizationId, async (tx) => {
      const open = await this.invoices.get(tx, id);
      return { ground: await this.ground(tx, open.entity), invoice: open.invoice };
    });
    const lookup = await this.lookUp(ground, async () => invoice);
    return { ...this.decide(ground, lookup), lookup };
  }

  private decide({ connections, override }: RoutingGround, lookup: RouteFacts['lookup']): RouteDecision {
    const routable = connections.map(({ id, platform, isDefault, enabled }) => {
      return {
        id,
        platform,
        isDefault,
        enabled,
        publicBodies: abilitiesOf(this.gateway, platform)?.public_bodies === true,
      };
    });
    return decideRoute({ connections: routable, lookup, ...(override ? { override } : {}) });
  }

  private async lookUp(
    { sources }: RoutingGround,
    invoice: () => Promise<Invoice>,
  ): Promise<Lookup | 'unavailable' | 'not_asked'> {
    try {
      const query = recipientQuery((await invoice()).buyer);
      if (!query) return 'not_asked';
      return await this.directory.lookUp(query, sources, this.settings.routeDeadlineMs);
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'directory.unavailable')) {
        this.logger.error(
          'a route was decided without the directory',
          error instanceof Error ? error.stack : String(error),
        );
      }
      return 'unavailable';
    }
  }
}
