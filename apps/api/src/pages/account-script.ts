/**
 * The script of the account pages. The token stands behind the # and leaves the page only when the reader presses the
 * button: programs that open links of mails in advance use nothing up. Answers are set as text, never as HTML.
 */
export const ACCOUNT_SCRIPT = `'use strict';
const TEXTS = {
  en: {
    'verify-email': { title: 'Confirm your e-mail address', text: 'One click, and we know it is yours.', go: 'Confirm', done: 'Thank you: the address is confirmed.' },
    'reset-password': { title: 'Choose a new password', text: 'At least 12 characters; a sentence is best. You will be signed out everywhere.', go: 'Set the password', done: 'Your new password is set. You can sign in with it.' },
    'accept-invitation': { title: 'Join an organisation', text: 'If you have no account yet, choose a password of at least 12 characters. If you have one, leave it empty.', go: 'Accept the invitation', done: 'Welcome: you are a member now.' },
    name: 'Your name', password: 'New password', gone: 'This link is incomplete. Open it from the mail once more.', failed: 'That did not work. Please try again in a moment.',
    link: 'This link was used, is too old, or was replaced by a newer one. Ask for a new one.',
  },
  fr: {
    'verify-email': { title: 'Confirmez votre adresse e-mail', text: 'Un clic, et nous savons qu’elle est la vôtre.', go: 'Confirmer', done: 'Merci : l’adresse est confirmée.' },
    'reset-password': { title: 'Choisissez un nouveau mot de passe', text: 'Au moins 12 caractères ; une phrase convient le mieux. Vous serez déconnecté partout.', go: 'Enregistrer le mot de passe', done: 'Votre nouveau mot de passe est enregistré. Vous pouvez vous connecter.' },
    'accept-invitation': { title: 'Rejoindre une organisation', text: 'Si vous n’avez pas encore de compte, choisissez un mot de passe d’au moins 12 caractères. Sinon, laissez-le vide.', go: 'Accepter l’invitation', done: 'Bienvenue : vous êtes membre.' },
    name: 'Votre nom', password: 'Nouveau mot de passe', gone: 'Ce lien est incomplet. Ouvrez-le de nouveau depuis le message.', failed: 'Cela n’a pas fonctionné. Réessayez dans un instant.',
    link: 'Ce lien a déjà servi, a expiré, ou a été remplacé par un plus récent. Demandez-en un nouveau.',
  },
};
const language = navigator.language.toLowerCase().startsWith('fr') ? 'fr' : 'en';
const t = TEXTS[language];
const page = location.pathname.split('/').pop();
const texts = t[page];
const token = new URLSearchParams(location.hash.slice(1)).get('token');
const $ = (id) => document.getElementById(id);

document.documentElement.lang = language;
document.title = texts.title + ' · onefacture';
$('title').textContent = texts.title;
$('text').textContent = texts.text;
$('go').textContent = texts.go;
$('nameLabel').textContent = t.name;
$('passwordLabel').textContent = t.password;
$('nameRow').hidden = page !== 'accept-invitation';
$('passwordRow').hidden = page === 'verify-email';
$('password').required = page === 'reset-password';
// Out of the address bar and the history at once.
history.replaceState(null, '', location.pathname);
if (!token) {
  $('form').hidden = true;
  say(t.gone, true);
}

function say(text, bad) {
  $('status').textContent = text;
  $('status').className = bad ? 'bad' : 'good';
}

function bodyOf() {
  const [name, password] = [$('name').value.trim(), $('password').value];
  if (page === 'verify-email') return { token };
  if (page === 'reset-password') return { token, password };
  return { token, ...(name ? { name } : {}), ...(password ? { password } : {}) };
}

function reasonOf(problem) {
  if (problem.code === 'account.link_invalid') return t.link;
  return problem.detail || t.failed;
}

$('form').addEventListener('submit', async (event) => {
  event.preventDefault();
  $('go').disabled = true;
  try {
    const headers = { 'Content-Type': 'application/json' };
    const answer = await fetch('/auth/' + page, { method: 'POST', headers, body: JSON.stringify(bodyOf()) });
    if (answer.ok) {
      $('form').hidden = true;
      $('text').hidden = true;
      say(texts.done, false);
    } else {
      say(reasonOf(await answer.json()), true);
    }
  } catch {
    say(t.failed, true);
  }
  $('go').disabled = false;
});
`;
