import type { TrayMail } from './mail-tray.js';

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;margin:2rem;color:#1b1b1b;background:#fff;max-width:52rem}
article{border:1px solid #ddd;border-radius:6px;padding:.8rem 1.2rem;margin:1rem 0}h2{font-size:1.1rem;margin:.2rem 0}
pre{white-space:pre-wrap;font:14px/1.5 system-ui,sans-serif}.note{color:#555}`;

/** All mails on one page, newest first. */
export function mailsPage(mails: readonly TrayMail[]): string {
  const shown = mails.length === 0 ? '<p>No mail yet.</p>' : mails.map(article).join('\n');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Mails</title>
<meta name="viewport" content="width=device-width"><style>${STYLE}</style></head><body><h1>Mails</h1>
<p class="note">What the gateway sent; nothing leaves this machine.</p>
${shown}</body></html>`;
}

function article({ id, received_at, to, subject, text }: TrayMail): string {
  return `<article><h2>${escaped(subject)}</h2>
<p class="note">to ${escaped(to.join(', '))} · ${escaped(received_at.slice(0, 19).replace('T', ' '))} · <a href="/_simulator/mails/${id}">as HTML</a></p>
<pre>${linked(text)}</pre></article>`;
}

const linked = (text: string): string =>
  text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, index) => (index % 2 === 1 ? `<a href="${escaped(part)}">${escaped(part)}</a>` : escaped(part)))
    .join('');

const escaped = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
