import { Injectable } from '@nestjs/common';
import { peopleOf, type OrganisationTransaction } from '@onefacture/database';
import { Mails, type MailData, type MailTemplate } from '@onefacture/mail';
import { OrganisationRepository } from '../organisations/organisation.repository.js';

/** Writes to those who run an organisation: its owners and admins, each in their language. */
@Injectable()
export class TeamMails {
  constructor(private readonly mails: Mails) {}

  /**
   * Asks for the mails in the caller's transaction. Those who run the live half of a pair run its test half too.
   * @param dataFor what fills the template, given the name of the organisation
   * @returns how many mails
   */
  async send<T extends MailTemplate>(
    tx: OrganisationTransaction,
    template: T,
    dataFor: (organization: string) => MailData[T],
  ): Promise<number> {
    const people = (await peopleOf(tx)).filter(({ role }) => role === 'owner' || role === 'admin');
    if (people.length === 0) return 0;
    const data = dataFor((await new OrganisationRepository(tx).get()).name);
    for (const { email, language } of people) await this.mails.send(tx, { to: email, template, language, data });
    return people.length;
  }
}
