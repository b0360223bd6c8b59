// oxlint-disable import/max-dependencies -- one line for each migration there ever was.
import { Organisations1790000000001 } from './1790000000001-organisations.js';
import { OutboxAndAudit1790000000002 } from './1790000000002-outbox-and-audit.js';
import { Invoices1790000000003 } from './1790000000003-invoices.js';
import { Webhooks1790000000004 } from './1790000000004-webhooks.js';
import { DueWork1790000000005 } from './1790000000005-due-work.js';
import { OrganisationList1790000000006 } from './1790000000006-organisation-list.js';
import { OutgoingMessages1790000000007 } from './1790000000007-outgoing-messages.js';
import { OwnFiles1790000000008 } from './1790000000008-own-files.js';
import { PlatformAccounts1790000000009 } from './1790000000009-platform-accounts.js';
import { Inbox1790000000010 } from './1790000000010-inbox.js';
import { Directory1790000000011 } from './1790000000011-directory.js';
import { WebhookEndpoints1790000000012 } from './1790000000012-webhook-endpoints.js';
import { Tracking1790000000013 } from './1790000000013-tracking.js';
import { Corrections1790000000014 } from './1790000000014-corrections.js';
import { People1790000000015 } from './1790000000015-people.js';
import { Subscriptions1790000000016 } from './1790000000016-subscriptions.js';
import { Payments1790000000017 } from './1790000000017-payments.js';
import { OrganisationKeys1790000000018 } from './1790000000018-organisation-keys.js';
import { Mail1790000000019 } from './1790000000019-mail.js';
import { Transfers1790000000020 } from './1790000000020-transfers.js';
import { WebhookRates1790000000021 } from './1790000000021-webhook-rates.js';
import { Team1790000000022 } from './1790000000022-team.js';
import { CheckIns1790000000023 } from './1790000000023-check-ins.js';
import { Housekeeping1790000000024 } from './1790000000024-housekeeping.js';
import { OwnInvoices1790000000025 } from './1790000000025-own-invoices.js';
import { DataRights1790000000026 } from './1790000000026-data-rights.js';
import { Logos1790000000027 } from './1790000000027-logos.js';
import { CheckInMails1790000000028 } from './1790000000028-check-in-mails.js';

/** The one ordered history of the schema. Time stamps only grow. */
export const MIGRATIONS = [
  Organisations1790000000001,
  OutboxAndAudit1790000000002,
  Invoices1790000000003,
  Webhooks1790000000004,
  DueWork1790000000005,
  OrganisationList1790000000006,
  OutgoingMessages1790000000007,
  OwnFiles1790000000008,
  PlatformAccounts1790000000009,
  Inbox1790000000010,
  Directory1790000000011,
  WebhookEndpoints1790000000012,
  Tracking1790000000013,
  Corrections1790000000014,
  People1790000000015,
  Subscriptions1790000000016,
  Payments1790000000017,
  OrganisationKeys1790000000018,
  Mail1790000000019,
  Transfers1790000000020,
  WebhookRates1790000000021,
  Team1790000000022,
  CheckIns1790000000023,
  Housekeeping1790000000024,
  OwnInvoices1790000000025,
  DataRights1790000000026,
  Logos1790000000027,
  CheckInMails1790000000028,
];
