import { Module } from '@nestjs/common';
import { ErrorsController } from './errors.controller.js';
import { ReferenceController } from './reference.controller.js';

@Module({ controllers: [ReferenceController, ErrorsController] })
export class PagesModule {}
