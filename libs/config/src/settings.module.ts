import { Module, type DynamicModule } from '@nestjs/common';
import { loadSettings, Settings, SETTINGS } from './settings.js';

/** Gives every settings class by its own token, and `Settings` for the boot warnings, to the whole app. */
@Module({})
export class SettingsModule {
  /** With validated settings; without an argument the environment is read, which throws SettingsError on faults. */
  static forRoot(settings: Settings = loadSettings()): DynamicModule {
    const classes = SETTINGS.map(({ type }) => ({ provide: type, useValue: settings.get(type) }));
    const providers = [{ provide: Settings, useValue: settings }, ...classes];
    return { module: SettingsModule, global: true, providers, exports: providers.map(({ provide }) => provide) };
  }
}
