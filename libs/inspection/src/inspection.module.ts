import { Module } from '@nestjs/common';
import { FilePoolSettings } from '@onefacture/config';
import { FilePool } from './pool/file-pool.js';

/** One pool of file processes for the whole process, started with its first file. Needs SettingsModule. */
@Module({
  providers: [
    {
      provide: FilePool,
      inject: [FilePoolSettings],
      useFactory: (settings: FilePoolSettings) => new FilePool(settings),
    },
  ],
  exports: [FilePool],
})
export class InspectionModule {}
