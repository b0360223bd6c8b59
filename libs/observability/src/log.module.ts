import { Module, type DynamicModule } from '@nestjs/common';
import { LogSettings } from '@onefacture/config';
import { LoggerModule } from 'nestjs-pino';
import { logOptions, type ServiceName } from './log-options.js';

export { Logger as JsonLogger } from 'nestjs-pino';

/** JSON logs for one process; `app.useLogger(app.get(JsonLogger))` makes Nest's own Logger write them too. */
@Module({})
export class LogModule {
  static forRoot(service: ServiceName): DynamicModule {
    const logger = LoggerModule.forRootAsync({
      inject: [LogSettings],
      useFactory: (settings: LogSettings) => ({ pinoHttp: logOptions(settings, service) }),
    });
    return { module: LogModule, imports: [logger], exports: [logger] };
  }
}
