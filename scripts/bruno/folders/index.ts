import type { Folder } from '../step.js';
import { accounts } from './accounts.js';
import { administration } from './administration.js';
import { billing } from './billing.js';
import { checkIns } from './check-ins.js';
import { companies } from './companies.js';
import { directory, routing } from './directory.js';
import { documents } from './documents.js';
import { inbox, sandbox } from './inbox.js';
import { invoices } from './invoices.js';
import { apiKeys, organisation } from './organisation.js';
import { platforms } from './platforms.js';
import { submissions } from './submissions.js';
import { validation } from './validation.js';
import { events, webhooks } from './webhooks.js';
import { yourData } from './your-data.js';

/** The folders in the order in which they run; each uses what those before it kept. */
export const FOLDERS: readonly Folder[] = [
  accounts,
  organisation,
  apiKeys,
  companies,
  platforms,
  directory,
  invoices,
  documents,
  checkIns,
  billing,
  routing,
  validation,
  webhooks,
  events,
  sandbox,
  inbox,
  submissions,
  administration,
  yourData,
];
