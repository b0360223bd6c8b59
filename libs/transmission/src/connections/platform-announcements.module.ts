import { Module } from '@nestjs/common';
import { PlatformAnnouncements } from './platform-announcements.js';

/** Provides PlatformAnnouncements, once for the whole process. Needs DatabaseModule and MetricsModule. */
@Module({ providers: [PlatformAnnouncements], exports: [PlatformAnnouncements] })
export class PlatformAnnouncementsModule {}
