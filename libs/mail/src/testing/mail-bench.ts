import 'reflect-metadata';
import { loadSettings, SettingsModule } from '@onefacture/config';
import { Database } from '@onefacture/database';
import { Clock, MetricsModule } from '@onefacture/observability';
import { Test } from '@nestjs/testing';
import { uuidv7 } from 'uuidv7';
import { HeldClock } from '../../../../test/services/held-clock.js';
import { createTestDatabase } from '../../../../test/services/postgres.js';
import { MailEntity } from '../mails/mail.entity.js';
import { Mails } from '../mails/mails.service.js';
import { Postman } from '../mails/postman.js';
import { MailModule } from '../mail.module.js';
import { startMailReceiver } from './mail-receiver.js';

/** The mail library on a database of its own, with a mail server for tests and a clock that is moved by hand. */
export async function startMail(environment: Readonly<Record<string, string>> = {}) {
  const { dsn, drop } = await createTestDatabase();
  const receiver = await startMailReceiver();
  const settings = loadSettings({
    ONEFACTURE_DB_DSN: dsn,
    ONEFACTURE_SMTP_URL: receiver.url,
    ONEFACTURE_MAIL_FROM: 'Facturation <no-reply@example.fr>',
    ONEFACTURE_MAIL_TIMEOUT: '1s',
    ONEFACTURE_MAIL_RETRY_SCHEDULE: '30s,5m',
    ...environment,
  });
  const clock = new HeldClock();
  const app = await Test.createTestingModule({
    imports: [SettingsModule.forRoot(settings), MetricsModule, MailModule],
  })
    .overrideProvider(Clock)
    .useValue(clock)
    .compile();
  const database = app.get(Database);
  const [mails, postman] = [app.get(Mails), app.get(Postman)];
  const organisation = uuidv7();
  await database.inOrganisation(organisation, (tx) =>
    tx.manager.query(`INSERT INTO organizations (id, name, mode) VALUES ($1, 'Acme', 'live')`, [organisation]),
  );
  return {
    clock,
    receiver,
    database,
    organisation,
    mails,
    /** Asks for the reset of a password. @returns the mail's id */
    ask: (to = 'zoe@example.fr', name: string | null = 'Zoé') =>
      database.inOrganisation(organisation, (tx) =>
        mails.send(tx, {
          to,
          template: 'password-reset',
          language: 'fr',
          data: { name, link: 'https://example.fr/reset?token=secret-token-1', valid_minutes: 30 },
        }),
      ),
    deliver: (id: string) => postman.deliver({ organization_id: organisation, id }),
    async row(id: string): Promise<MailEntity> {
      return database.inOrganisation(organisation, (tx) =>
        tx.manager.findOneByOrFail(MailEntity, { organizationId: organisation, id }),
      );
    },
    async stop() {
      await app.close();
      await receiver.stop();
      await drop();
    },
  };
}
export type MailBench = Awaited<ReturnType<typeof startMail>>;
