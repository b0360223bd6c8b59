import { DatabaseSettings } from '@onefacture/config';
import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from './database.js';
import { KeyFunctions } from './key-functions.js';
import { PeopleFunctions } from './people-functions.js';
import { SystemFunctions } from './system-functions.js';

/** The pool and the look-ups across organisations, one of each per process. */
@Global()
@Module({
  providers: [
    {
      provide: Database,
      inject: [DatabaseSettings],
      useFactory: (settings: DatabaseSettings) => Database.open({ ...settings, dsn: settings.dsn.reveal() }),
    },
    { provide: SystemFunctions, inject: [Database], useFactory: (database: Database) => new SystemFunctions(database) },
    { provide: KeyFunctions, inject: [Database], useFactory: (database: Database) => new KeyFunctions(database) },
    { provide: PeopleFunctions, inject: [Database], useFactory: (database: Database) => new PeopleFunctions(database) },
  ],
  exports: [Database, SystemFunctions, KeyFunctions, PeopleFunctions],
})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(Database) private readonly database: Database) {}

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
