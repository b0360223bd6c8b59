import type { InvoiceDocument, PaymentMeans, Said } from '@onefacture/invoice';
import type { Section } from '../readable-view.js';
import { PAYMENT_MEANS } from '../words/code-words.js';
import { groupsOf } from '../words/numbers.js';
import { wordOf } from '../words/wording.js';
import { entriesOf, joined, said, type Fact, type Speech } from './saying.js';

/** How and when to pay: BT-9, BT-20, BG-16 to BG-19. */
export function paymentSection(document: InvoiceDocument, speech: Speech): Section {
  const { labels, formats } = speech;
  const { direct_debit: debit } = document;
  return {
    title: labels.payment,
    entries: entriesOf([
      [labels.dueDate, said(document.due_date, formats.date), 'BT-9'],
      [labels.terms, document.payment_terms, 'BT-20'],
      ...(document.payment_means ?? []).flatMap((means) => meansFacts(means, speech)),
      [labels.mandate, debit?.mandate_id, 'BT-89'],
      [labels.creditor, debit?.creditor_id, 'BT-90'],
      [labels.debitedAccount, said(debit?.debited_account, accountText), 'BT-91'],
    ]),
  };
}

function meansFacts(means: Said<PaymentMeans>, { labels }: Speech): Fact[] {
  const { type_code: type, text, card } = means;
  const word = wordOf(PAYMENT_MEANS, type, labels) ?? type;
  return [
    [labels.means, joined([word, text], ', '), 'BT-81'],
    [labels.iban, said(means.iban, accountText), 'BT-84'],
    [labels.account, means.account_id, 'BT-84'],
    [labels.bic, means.bic, 'BT-86'],
    [labels.accountName, means.account_name, 'BT-85'],
    [labels.card, card?.number, 'BT-87'],
    [labels.cardHolder, card?.holder, 'BT-88'],
    [labels.remittance, means.remittance_information, 'BT-83'],
  ];
}

/** An IBAN in groups of four; any other account as written. */
function accountText(account: string): string {
  return /^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(account) ? groupsOf(account, [4]) : account;
}
