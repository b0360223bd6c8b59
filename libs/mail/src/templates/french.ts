import type { Words } from './words.js';
import { inline } from './letter.js';

const DAY = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'UTC' });
const day = (date: string): string => DAY.format(new Date(date));
const hello = (name: string | null): string => (name ? `Bonjour ${inline(name)},` : 'Bonjour,');
const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;
const ROLES = { owner: 'propriétaire', admin: 'administrateur', member: 'membre', viewer: 'lecteur' };

/** The mails in French. */
export const FRENCH: Words = {
  verification: ({ name, link, valid_hours }) => ({
    subject: 'Confirmez votre adresse e-mail',
    paragraphs: [hello(name), "Un compte a été ouvert avec cette adresse. Merci de confirmer qu'elle est la vôtre."],
    action: { label: "Confirmer l'adresse", link },
    note: `Le lien est valable ${counted(valid_hours, 'heure')}. Si la demande ne vient pas de vous, ne faites rien.`,
  }),
  'password-reset': ({ name, link, valid_minutes }) => ({
    subject: 'Choisissez un nouveau mot de passe',
    paragraphs: [hello(name), 'Un nouveau mot de passe a été demandé pour ce compte, sans doute par vous.'],
    action: { label: 'Choisir un nouveau mot de passe', link },
    note: `Le lien sert une seule fois, pendant ${counted(valid_minutes, 'minute')}. Si vous n'avez rien demandé, votre mot de passe reste le même.`,
  }),
  invitation: ({ organization, inviter, role, link, valid_days }) => ({
    subject: `Invitation à rejoindre ${inline(organization)}`,
    paragraphs: [
      'Bonjour,',
      `${inline(inviter)} vous invite à rejoindre ${inline(organization)} sur onefacture, avec le rôle ${ROLES[role]}.`,
    ],
    action: { label: "Accepter l'invitation", link },
    note: `Le lien est valable ${counted(valid_days, 'jour')}. Si vous ne connaissez pas l'expéditeur, ne faites rien.`,
  }),
  'payment-failed': ({ organization, plan, link, restricted_on }) => ({
    subject: `Échec du paiement pour ${inline(organization)}`,
    paragraphs: [
      'Bonjour,',
      `Le paiement de la formule ${inline(plan)} de ${inline(organization)} n'a pas abouti.`,
      restricted_on
        ? `La formule reste en place jusqu'au ${day(restricted_on)} ; ensuite le compte est limité tant que le paiement n'a pas abouti.`
        : 'Nous essaierons de nouveau. Merci de vérifier le moyen de paiement.',
    ],
    action: { label: 'Vérifier le moyen de paiement', link },
  }),
  'erasure-requested': ({ organization, erased_on }) => ({
    subject: `${inline(organization)} va être effacée`,
    paragraphs: [
      'Bonjour,',
      `Un propriétaire de ${inline(organization)} a demandé l'effacement de l'organisation et de toutes ses données.`,
      `Il aura lieu le ${day(erased_on)} ; d'ici là, un propriétaire peut l'annuler. Les factures que la loi vous oblige à conserver restent stockées et ne peuvent plus être modifiées. Exportez vos données avant cette date.`,
    ],
  }),
  'webhook-failing': ({ organization, url, failing_since, disabled_on }) => ({
    subject: 'Un point de réception de webhooks ne répond pas',
    paragraphs: [
      'Bonjour,',
      `Depuis le ${day(failing_since)}, aucun événement de ${inline(organization)} n'a pu être remis à ${inline(url)}.`,
      `Sans changement, ce point de réception sera désactivé le ${day(disabled_on)}. Les événements manqués pourront être renvoyés.`,
    ],
  }),
  'webhook-disabled': ({ organization, url, why, failing_since }) => ({
    subject: 'Un point de réception de webhooks a été désactivé',
    paragraphs: [
      'Bonjour,',
      why === 'gone'
        ? `${inline(url)} a répondu 410 Gone : ${inline(organization)} n'y envoie plus rien.`
        : `${inline(url)} n'a accepté aucun événement de ${inline(organization)}${failing_since ? ` depuis le ${day(failing_since)}` : ''} : plus rien n'y est envoyé.`,
      'Une fois le récepteur rétabli, réactivez le point de réception et demandez les événements manqués.',
    ],
  }),
  'check-in': ({ organization, invoices, valid_days }) => ({
    subject:
      invoices.length === 1
        ? `La facture ${inline(invoices[0].number)} a-t-elle été payée ?`
        : `Ces ${invoices.length} factures ont-elles été payées ?`,
    paragraphs: [
      'Bonjour,',
      `Pour chacune de ces factures de ${inline(organization)}, dites-nous si elle a été payée ou si elle est toujours en attente.`,
    ],
    items: invoices.map(({ number, buyer, amount, due_on, link }) => ({
      words: `Facture ${inline(number)} à ${inline(buyer)}, ${inline(amount)}, à payer le ${day(due_on)}`,
      label: 'Répondre',
      link,
    })),
    note: `Un lien est valable ${counted(valid_days, 'jour')} et permet à qui le détient de répondre. Un propriétaire peut arrêter ces messages dans les réglages de l'organisation.`,
  }),
};
