/** The script of the inspector. What receivers answered is foreign text: it is only ever set as text, never as HTML. */
export const INSPECTOR_SCRIPT = `'use strict';
const TEXTS = {
  en: {
    title: 'Webhook inspector', key: 'API key', open: 'Open', endpoints: 'Endpoints', url: 'Address', events: 'Events',
    state: 'State', deliveries: 'Deliveries', attempts: 'Attempts', answer: 'Answer', time: 'Time', more: 'Show more',
    exampleOf: 'Example of', send: 'Send example', resend: 'Send again', show: 'Show', none: 'Nothing here yet.',
    hint: 'The key needs the scope webhooks. It stays in this page and is forgotten when you leave.',
    enabled: 'enabled', disabled: 'disabled', failing: 'failing since', sent: 'Sent.', queued: 'Queued; it is sent now.',
    headers: 'Request headers', body: 'Answer', truncated: 'cut after 16 KiB', handmade: 'example',
    delivered: 'delivered', pending: 'pending', failed: 'failed', succeeded: 'succeeded', next: 'next',
  },
  fr: {
    title: 'Inspecteur de webhooks', key: "Clé d'API", open: 'Ouvrir', endpoints: 'Points de terminaison', url: 'Adresse',
    events: 'Événements', state: 'État', deliveries: 'Livraisons', attempts: 'Tentatives', answer: 'Réponse',
    time: 'Heure', more: 'Afficher plus', exampleOf: 'Exemple de', send: "Envoyer l'exemple", resend: 'Renvoyer',
    show: 'Afficher', none: 'Rien pour le moment.', enabled: 'actif', disabled: 'désactivé',
    hint: 'La clé doit porter le droit webhooks. Elle reste dans cette page et est oubliée quand vous la quittez.',
    failing: 'en échec depuis', sent: 'Envoyé.', queued: 'En file ; envoi immédiat.', headers: 'En-têtes envoyés',
    body: 'Réponse', truncated: 'coupé après 16 Kio', handmade: 'exemple', delivered: 'livré', pending: 'en attente',
    failed: 'échoué', succeeded: 'réussi', next: 'prochaine',
  },
};
const language = navigator.language.toLowerCase().startsWith('fr') ? 'fr' : 'en';
const t = TEXTS[language];
const $ = (id) => document.getElementById(id);
let key = '';
let chosen = null;
let round = 0;

document.documentElement.lang = language;
for (const place of document.querySelectorAll('[data-text]')) place.textContent = t[place.dataset.text];

function make(tag, text, className) {
  const made = document.createElement(tag);
  if (text !== undefined && text !== null) made.textContent = String(text);
  if (className) made.className = className;
  return made;
}
function say(text, bad) {
  $('status').textContent = text;
  $('status').className = bad ? 'bad' : 'dim';
}
async function call(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: { 'X-API-Key': key, ...(body ? { 'Content-Type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const json = response.status === 204 ? null : await response.json();
  if (!response.ok) throw new Error(json.detail || json.title || String(response.status));
  return json;
}
function run(work) {
  return Promise.resolve().then(work).catch((error) => say(error.message, true));
}
function button(text, label, work) {
  const made = make('button', text);
  made.type = 'button';
  made.setAttribute('aria-label', text + ' ' + label);
  made.addEventListener('click', () => run(work));
  return made;
}
function row(...cells) {
  const made = make('tr');
  for (const cell of cells) {
    const place = make('td');
    place.append(cell);
    made.append(place);
  }
  return made;
}
const at = (instant) => new Date(instant).toLocaleString(language);
const good = (state) => (state === 'delivered' || state === 'succeeded' ? 'good' : state === 'failed' ? 'bad' : '');

async function listEndpoints() {
  const { data } = await call('GET', '/v1/webhooks?limit=100');
  $('endpoints').replaceChildren(
    ...data.map((endpoint) => {
      const state = make('span', endpoint.enabled ? t.enabled : t.disabled, endpoint.enabled ? 'good' : 'bad');
      const why = endpoint.disabled_reason || (endpoint.failing_since && t.failing + ' ' + at(endpoint.failing_since));
      const standing = make('span');
      standing.append(state, why ? ' · ' + why : '');
      const line = row(make('code', endpoint.url), make('span', endpoint.event_types.join(', ')), standing,
        button(t.show, endpoint.url, () => choose(endpoint)));
      if (chosen && chosen.id === endpoint.id) line.className = 'chosen';
      return line;
    }),
  );
  if (data.length === 0) say(t.none);
  return data;
}
async function choose(endpoint) {
  chosen = endpoint;
  round += 1;
  $('chosen').hidden = false;
  $('name').textContent = endpoint.description ? endpoint.description + ' · ' + endpoint.url : endpoint.url;
  await Promise.all([listEndpoints(), listDeliveries(), listAttempts()]);
}
/** Fills a place page by page; an answer for an endpoint that is no longer chosen is dropped. */
async function fill(place, more, path, shown, cursor) {
  const mine = round;
  const page = await call('GET', path + (cursor ? '&cursor=' + encodeURIComponent(cursor) : ''));
  if (mine !== round) return;
  const rows = page.data.map(shown);
  if (cursor) place.append(...rows);
  else place.replaceChildren(...rows);
  if (!cursor && rows.length === 0) place.append(make(place.tagName === 'TBODY' ? 'tr' : 'p', t.none, 'dim'));
  more.hidden = page.next_cursor === null;
  more.onclick = () => run(() => fill(place, more, path, shown, page.next_cursor));
}
function listDeliveries() {
  return fill($('deliveries'), $('moreDeliveries'), '/v1/webhooks/deliveries?limit=10&webhook_id=' + chosen.id, (one) => {
    const state = make('span', t[one.state] || one.state, good(one.state));
    const when = make('span');
    when.append(state, one.next_attempt_at ? ' · ' + t.next + ' ' + at(one.next_attempt_at) : '');
    return row(at(one.created_at), when, String(one.attempts), one.error || String(one.response_status ?? ''),
      button(t.resend, one.id, async () => {
        await call('POST', '/v1/webhooks/deliveries/' + one.id + '/replay');
        say(t.queued);
        await listDeliveries();
      }));
  });
}
function listAttempts() {
  return fill($('attempts'), $('moreAttempts'), '/v1/webhooks/' + chosen.id + '/attempts?limit=10', (one) => {
    const made = make('details');
    const title = make('summary');
    title.append(at(one.at) + ' · ' + one.event_type + ' · ', make('span', t[one.result], good(one.result)),
      ' · ' + (one.response_status ?? one.error) + ' · ' + one.duration_ms + ' ms' +
      (one.delivery_id ? ' · #' + one.number : ' · ' + t.handmade));
    const headers = Object.entries(one.request_headers).map(([name, value]) => name + ': ' + value).join('\\n');
    made.append(title, make('div', t.headers, 'dim'), make('pre', headers),
      make('div', t.body + (one.response_truncated ? ' (' + t.truncated + ')' : ''), 'dim'),
      make('pre', one.response_body || one.error || ''));
    return made;
  });
}

$('enter').addEventListener('submit', (event) => {
  event.preventDefault();
  key = $('key').value.trim();
  chosen = null;
  $('chosen').hidden = true;
  say('');
  run(async () => {
    const { data } = await call('GET', '/v1/webhooks/event-types');
    $('type').replaceChildren(...data.map(({ type }) => make('option', type)));
    $('type').value = 'invoice.paid';
    const endpoints = await listEndpoints();
    $('main').hidden = false;
    if (endpoints.length > 0) await choose(endpoints[0]);
  });
});
$('example').addEventListener('submit', (event) => {
  event.preventDefault();
  run(async () => {
    const one = await call('POST', '/v1/webhooks/' + chosen.id + '/test', { type: $('type').value });
    if (one.result === 'succeeded') say(t.sent + ' ' + one.response_status + ' · ' + one.duration_ms + ' ms');
    else say(one.error, true);
    await listAttempts();
  });
});
`;
