import { Module } from '@nestjs/common';
import { PlatformTargets } from './platform-targets.js';

/** Provides PlatformTargets, once for the whole process. Needs SettingsModule. */
@Module({ providers: [PlatformTargets], exports: [PlatformTargets] })
export class PlatformTargetsModule {}
