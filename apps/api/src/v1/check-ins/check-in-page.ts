import { escapeHtml } from '@onefacture/formats';
import { htmlPage } from '../../pages/html-page.js';

/** What the page is about; amounts as text. */
export interface CheckInQuestion {
  readonly number: string;
  readonly buyer: string;
  readonly amount: string;
  readonly action: string;
}

/** The question, with one button for each answer. Opening it answers nothing: mail scanners open links too. */
export const questionPage = ({ number, buyer, amount, action }: CheckInQuestion): string =>
  htmlPage(
    `Invoice ${number}`,
    `<main><h1 lang="fr">La facture ${escapeHtml(number)} est-elle payée ?</h1>
<p>Was invoice ${escapeHtml(number)} to ${escapeHtml(buyer)} over ${escapeHtml(amount)} paid?</p>
<form method="post" action="${escapeHtml(action)}/paid"><button><span lang="fr">Oui, c’est payé</span> · Yes, it was paid</button></form>
<form method="post" action="${escapeHtml(action)}/pending"><button><span lang="fr">Toujours en attente</span> · Still pending</button></form></main>`,
  );

/** What became of an answer. */
export const answeredPage = (number: string, status: string): string =>
  htmlPage(
    `Invoice ${number}`,
    `<main><h1 lang="fr">Merci</h1><p lang="fr">${
      status === 'PAID'
        ? `La facture ${escapeHtml(number)} est notée comme payée.`
        : `La facture ${escapeHtml(number)} reste en attente ; nous redemanderons dans une semaine.`
    }</p><p>Thank you. Invoice ${escapeHtml(number)} is ${status === 'PAID' ? 'paid' : 'still awaited; we ask again in a week'}.</p></main>`,
  );

/** For a link that is wrong or too old, or an invoice that is gone. */
export const deadLinkPage = (): string =>
  htmlPage(
    'Link no longer valid',
    `<main><h1 lang="fr">Ce lien n’est plus valable</h1><p>This link is no longer valid. Sign in to answer.</p></main>`,
  );
