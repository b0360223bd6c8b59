import type { Type } from '@nestjs/common';
import { DocumentsController } from './documents.controller.js';
import { FormerDocumentsController } from './former-documents.controller.js';

/** The files of an invoice. */
export const DOCUMENT_CONTROLLERS: Type[] = [DocumentsController, FormerDocumentsController];
