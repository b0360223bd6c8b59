import { Injectable } from '@nestjs/common';
import { SandboxDelivery } from '@onefacture/adapters';
import { CallSettings } from '@onefacture/config';
import { Database } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { ConversionsService, type Actor } from '@onefacture/invoicing';
import { Clock, parisDay } from '@onefacture/observability';
import { uuidv7 } from 'uuidv7';
import { ConnectionsService } from '../connections/connections.service.js';
import { pollBy } from '../track/polling.js';

/** Lets invoices arrive in test organisations, so that an inbox can be tried out. */
@Injectable()
export class SandboxInboxService {
  private readonly delivery = new SandboxDelivery();

  constructor(
    private readonly database: Database,
    private readonly connections: ConnectionsService,
    private readonly conversions: ConversionsService,
    private readonly calls: CallSettings,
    private readonly clock: Clock,
  ) {}

  /**
   * Has a file come in at the simulated platform, and the platform asked at once. Without a file it is a supplier's
   * Factur-X invoice.
   * @returns the flow it comes in by
   * @throws AppError request.not_found for a live organisation, platform.misconfigured, platform.unavailable
   */
  async deliver(organizationId: string, { mode }: Actor, file?: Uint8Array): Promise<string> {
    if (mode !== 'test') throw new AppError('request.not_found', { detail: 'Only a test organisation has a sandbox.' });
    const stored = await this.database.inOrganisation(organizationId, (tx) => this.connections.choose(tx));
    const connection = await this.connections.open(stored);
    if (connection.platform !== 'sandbox') {
      throw new AppError('platform.misconfigured', { detail: 'The default connection is not the sandbox.' });
    }
    const flow = await this.delivery.deliver(connection, file ?? (await this.sample()), this.calls.deadlineMs);
    await this.database.inOrganisation(organizationId, (tx) => pollBy(tx, stored.id, this.clock.now()));
    return flow;
  }

  private async sample(): Promise<Uint8Array> {
    const body = { ...SAMPLE, number: `PDC-${uuidv7().slice(-12)}`, issue_date: parisDay(this.clock.now()) };
    const { bytes } = await this.conversions.convert(Buffer.from(JSON.stringify(body)), { to: 'facturx' });
    return bytes;
  }
}

const address = (line1: string, postal_code: string) => ({ line1, postal_code, city: 'Paris', country_code: 'FR' });

const SAMPLE = {
  profile: 'EN16931',
  type_code: '380',
  currency: 'EUR',
  seller: { name: 'Papeterie du Centre', siren: '552120222', address: address('2 avenue Foch', '75116') },
  buyer: { name: 'Acme SAS', siren: '732829320', address: address('1 rue Cler', '75007') },
  lines: [
    { description: 'Ramettes de papier A4', quantity: 200, unit_code: 'C62', unit_price: '4.50' },
    { description: 'Livraison', quantity: 1, unit_code: 'C62', unit_price: '100.00' },
  ].map((line) => ({ ...line, tax_rate: 20, tax_category: 'S' })),
};
