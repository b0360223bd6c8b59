import { Module, type DynamicModule, type ModuleMetadata, type Type } from '@nestjs/common';
import { DatabaseModule } from '@onefacture/database';
import { SecurityModule } from '@onefacture/security';
import { AccountsModule } from '../accounts.module.js';
import { OrganisationKeysModule } from '../organisation-keys/organisation-keys.module.js';
import { PeopleModule } from '../people.module.js';
import { TeamMailsModule } from '../team/team-mails.module.js';
import { AccountExport } from './account-export.js';
import { DataErasures } from './data-erasures.service.js';
import { DataExports } from './data-exports.service.js';
import { Eraser } from './eraser.service.js';
import { ERASURE_HOOKS, type ErasureHook } from './erasure-hook.js';
import { ExportSource } from './export-source.js';
import { ExportVault } from './export-vault.js';
import { EXPORT_SOURCES, ExportWriter } from './export-writer.service.js';

/** What other libraries have to do with exports and erasures. */
export interface DataParts {
  /** Modules that export what is named below. */
  readonly imports: NonNullable<ModuleMetadata['imports']>;
  readonly hooks: readonly Type<ErasureHook>[];
}

/** Exports and erasures as organisations ask for them. Needs SettingsModule and MetricsModule. */
@Module({})
export class DataModule {
  static forRoot({ imports, hooks }: DataParts): DynamicModule {
    return {
      module: DataModule,
      imports: [DatabaseModule, SecurityModule, PeopleModule, TeamMailsModule, ...imports],
      providers: [DataExports, DataErasures, ExportVault, all(ERASURE_HOOKS, hooks)],
      exports: [DataExports, DataErasures],
    };
  }
}

/** The worker's part: makes exports out of the sources, in their order, and erases. Needs the same. */
@Module({})
export class DataWorkModule {
  static forRoot({
    imports,
    hooks,
    sources,
  }: DataParts & { readonly sources: readonly Type<ExportSource>[] }): DynamicModule {
    return {
      module: DataWorkModule,
      imports: [DatabaseModule, SecurityModule, AccountsModule, OrganisationKeysModule, ...imports],
      providers: [
        AccountExport,
        Eraser,
        ExportVault,
        ExportWriter,
        all(ERASURE_HOOKS, hooks),
        all(EXPORT_SOURCES, [AccountExport, ...sources]),
      ],
      exports: [Eraser, ExportWriter],
    };
  }
}

const all = <T>(provide: symbol, types: readonly Type<T>[]) => ({
  provide,
  inject: [...types],
  useFactory: (...list: T[]): readonly T[] => list,
});
