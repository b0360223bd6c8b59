import { Module } from '@nestjs/common';
import { AccountController } from './account.controller.js';
import { ErrorsController } from './errors.controller.js';
import { InspectorController } from './inspector.controller.js';
import { ReferenceController } from './reference.controller.js';
import { StartController } from './start.controller.js';

@Module({
  controllers: [StartController, ReferenceController, ErrorsController, InspectorController, AccountController],
})
export class PagesModule {}
