import { Module } from '@nestjs/common';
import { FilePoolSettings, ValidationSettings } from '@onefacture/config';
import { Metrics } from '@onefacture/observability';
import { FilePool } from './pool/file-pool.js';
import { RulePacks } from './rule-pack/rule-packs.js';

/** One pool of file processes for the whole process, started with its first file. Needs SettingsModule and MetricsModule. */
@Module({
  providers: [
    {
      provide: FilePool,
      inject: [FilePoolSettings, ValidationSettings, Metrics],
      useFactory: (files: FilePoolSettings, validation: ValidationSettings, metrics: Metrics) =>
        new FilePool(files, new RulePacks(validation, metrics)),
    },
  ],
  exports: [FilePool],
})
export class InspectionModule {}
