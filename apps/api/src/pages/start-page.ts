import { htmlPage } from './html-page.js';

/** What brings somebody back from a page of the payment provider. */
const RETURNS = {
  success: {
    en: 'Thank you. Your plan is active as soon as the payment is confirmed, which takes seconds. You can close this page.',
    fr: 'Merci. Votre formule est active dès que le paiement est confirmé, en quelques secondes. Vous pouvez fermer cette page.',
  },
  cancelled: {
    en: 'Nothing was bought and nothing was charged. You can close this page.',
    fr: 'Rien n’a été acheté, rien n’a été débité. Vous pouvez fermer cette page.',
  },
};

const TEXTS = {
  en: {
    lead: 'One REST API between your software and French electronic invoicing.',
    links: [
      ['/docs', 'Reference', 'every route with examples that run'],
      ['/swagger', 'Swagger UI', 'try the routes from here'],
      ['/openapi.json', 'openapi.json', 'the same for programs'],
      ['/errors', 'Errors', 'what each means and what to do'],
      ['/webhooks/inspector', 'Webhook inspector', 'what was delivered, and what was answered'],
      ['/readyz', 'Status', 'whether database and queues answer'],
    ],
  },
  fr: {
    lead: 'Une seule API REST entre votre logiciel et la facturation électronique française.',
    links: [
      ['/docs', 'Référence', 'chaque route, avec des exemples qui fonctionnent'],
      ['/swagger', 'Swagger UI', 'essayer les routes d’ici'],
      ['/openapi.json', 'openapi.json', 'la même chose pour les programmes'],
      ['/errors', 'Erreurs', 'ce que chacune veut dire et ce qu’il faut faire'],
      ['/webhooks/inspector', 'Inspecteur de webhooks', 'ce qui a été livré, et ce qui a été répondu'],
      ['/readyz', 'État', 'si la base et les files répondent'],
    ],
  },
} as const;

/** The page at the root: where to go, and a word for somebody who comes back from paying. */
export function startPageHtml(language: 'en' | 'fr', checkout: unknown): string {
  const { lead, links } = TEXTS[language];
  const told = checkout === 'success' || checkout === 'cancelled' ? RETURNS[checkout][language] : undefined;
  const rows = links.map(([path, name, why]) => `<tr><td><a href="${path}">${name}</a></td><td>${why}</td></tr>`);
  const notice = told === undefined ? '' : `<p role="status"><strong>${told}</strong></p>`;
  return htmlPage('API', `<h1>onefacture</h1>${notice}<p>${lead}</p><table>${rows.join('')}</table>`, language);
}
