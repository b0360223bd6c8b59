import type { Type } from '@nestjs/common';
import { InboxAnswersController } from './inbox-answers.controller.js';
import { InboxDocumentsController } from './inbox-documents.controller.js';
import { InboxController } from './inbox.controller.js';

/** Routes about received invoices. */
export const INBOX_CONTROLLERS: Type[] = [InboxController, InboxDocumentsController, InboxAnswersController];
