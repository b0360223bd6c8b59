import { Module } from '@nestjs/common';
import { RedisModule } from '@onefacture/redis';
import { DirectoryService } from './directory.service.js';
import { InstallationDirectories } from './installation-directories.js';
import { KeptAnswers } from './kept-answers.js';

/** Who can be reached and how. Needs SettingsModule, a Clock and AdaptersModule. */
@Module({
  imports: [RedisModule],
  providers: [KeptAnswers, InstallationDirectories, DirectoryService],
  exports: [InstallationDirectories, DirectoryService],
})
export class DirectoryModule {}
