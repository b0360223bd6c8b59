import {
  AccountsModule,
  DataErasures,
  DataExports,
  DataModule,
  DataWorkModule,
  Eraser,
  ExportWriter,
  PeopleModule,
  Registration,
  type DataExport,
  type ErasureHook,
  type Registered,
} from '@onefacture/accounts';
import { AdaptersModule, builtInPlatforms, PlatformGateway, PlatformRegistry } from '@onefacture/adapters';
import {
  BillingErasure,
  BillingExport,
  BillingModule,
  OwnInvoicesModule,
  PaymentProvider,
  PaymentsModule,
} from '@onefacture/billing';
import { InvoicesExport, InvoicingModule, ReceivedExport } from '@onefacture/invoicing';
import { PlatformsExport, TransmissionModule } from '@onefacture/transmission';
import { WebhooksExport, WebhooksModule } from '@onefacture/webhooks';
import type { DynamicModule, Type } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { unzip } from '../../libs/accounts/src/testing/unzip.js';
import { startInvoicing, type InvoicingBench } from '../../libs/invoicing/src/testing/invoicing-bench.js';
import { ScriptedGateway } from '../../libs/transmission/src/testing/scripted-gateway.js';

/** The password of every owner. */
export const PASSWORD = 'a long sentence of my own';
const NOWHERE = '127.0.0.1';

/** Exports and erasures over all that the libraries hold, with a clock that is moved by hand. */
export interface DataBench extends InvoicingBench {
  readonly exports: DataExports;
  readonly erasures: DataErasures;
  readonly writer: ExportWriter;
  readonly eraser: Eraser;
  /** Customers that the payment provider was told to forget. */
  readonly forgotten: string[];
  /** A live organisation with its test half and its owner. */
  register(email?: string): Promise<Registered>;
  /** Asks for an export and has it made. */
  exported(organization: string): Promise<DataExport>;
  /** The files of an export that is ready. */
  files(organization: string, id: string): Promise<Map<string, Buffer>>;
  /** Asks for the erasure of an owner's organisation. */
  erase(owner: Registered): ReturnType<DataErasures['request']>;
}

/** @param environment settings over those of the tests */
export async function startData(environment: Readonly<Record<string, string>> = {}): Promise<DataBench> {
  const platforms: DynamicModule = {
    module: AdaptersModule,
    global: true,
    providers: [
      { provide: PlatformGateway, useValue: new ScriptedGateway() },
      { provide: PlatformRegistry, useValue: new PlatformRegistry(builtInPlatforms()) },
    ],
    exports: [PlatformGateway, PlatformRegistry],
  };
  const hooks: Type<ErasureHook>[] = [BillingErasure];
  const imports = [InvoicingModule, PaymentsModule, OwnInvoicesModule, TransmissionModule, WebhooksModule];
  const bench = await startInvoicing({
    imports: [
      platforms,
      BillingModule,
      AccountsModule,
      PeopleModule,
      ...imports,
      DataModule.forRoot({ imports: [PaymentsModule], hooks }),
      DataWorkModule.forRoot({
        imports,
        hooks,
        sources: [InvoicesExport, ReceivedExport, PlatformsExport, WebhooksExport, BillingExport],
      }),
    ],
    environment: { ONEFACTURE_BCRYPT_COST: '4', ...environment },
  });
  const { app, within } = bench;
  const forgotten: string[] = [];
  Object.assign(app.get(PaymentProvider), {
    enabled: true,
    forgetCustomer: async (id: string) => void forgotten.push(id),
  });
  const [exports, writer] = [app.get(DataExports), app.get(ExportWriter)];
  const erasures = app.get(DataErasures);
  return {
    ...bench,
    ...{ exports, writer, erasures, eraser: app.get(Eraser), forgotten },
    register: (email = `${randomUUID()}@acme.example`) =>
      app.get(Registration).register({
        ...{ organization_name: 'Acme SAS', siren: '732829320', language: 'en' },
        ...{ email, password: PASSWORD },
      }),
    async exported(organization) {
      const { id } = await within(organization, (tx) => exports.request(tx, 'key:1'));
      await writer.run({ organization_id: organization, id });
      return exports.get(organization, id);
    },
    async files(organization, id) {
      const { parts } = await exports.open(organization, id, 'key:1');
      return unzip(await buffer(Readable.from(parts)));
    },
    erase: ({ user, organisation }) =>
      erasures.request(
        { userId: user.id, organizationId: organisation.id, sessionId: randomUUID(), role: 'owner' },
        PASSWORD,
        NOWHERE,
      ),
  };
}
