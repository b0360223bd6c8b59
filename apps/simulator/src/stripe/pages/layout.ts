import type { Exchange } from '../../http/exchange.js';

export type Language = 'fr' | 'en';

const STYLE = `*{box-sizing:border-box}body{font:16px/1.5 system-ui,sans-serif;margin:0;background:#f6f7f9;color:#1a1f36}
main{max-width:34rem;margin:2rem auto;padding:2rem;background:#fff;border:1px solid #dfe3ea;border-radius:.75rem}
h1{font-size:1.4rem;margin:0 0 .5rem}h2{font-size:1.1rem;margin:1.75rem 0 .5rem}p{margin:.5rem 0}
.test{background:#fff4d6;color:#5c4400;text-align:center;padding:.4rem 1rem;margin:0;font-size:.9rem}
label{display:block;margin:.9rem 0 .25rem;font-weight:600}
input,select{width:100%;padding:.6rem .7rem;font:inherit;border:1px solid #8792a2;border-radius:.4rem;background:#fff;color:inherit}
input[type=radio]{width:auto;margin-right:.5rem}label.choice{font-weight:400;margin:.35rem 0}
fieldset{border:1px solid #dfe3ea;border-radius:.4rem;margin:1rem 0;padding:.5rem 1rem}legend{font-weight:600;padding:0 .3rem}
.row{display:grid;grid-template-columns:1fr 1fr;gap:1rem}
button{width:100%;margin-top:1.2rem;padding:.75rem;font:inherit;font-weight:600;color:#fff;background:#3b3fb6;border:0;border-radius:.4rem;cursor:pointer}
button.plain{color:#3b3fb6;background:#fff;border:1px solid #3b3fb6}button.danger{background:#a4262c}
:focus-visible{outline:3px solid #8b8ff0;outline-offset:2px}a{color:#3b3fb6}
.fault{border:1px solid #a4262c;background:#fdf0f0;color:#7a1b20;padding:.6rem .8rem;border-radius:.4rem}
.done{border:1px solid #1b7f4b;background:#effaf4;color:#0f5132;padding:.6rem .8rem;border-radius:.4rem}
table{width:100%;border-collapse:collapse;margin:.5rem 0}td,th{text-align:left;padding:.4rem 0;border-bottom:1px solid #e6e9ef;vertical-align:top}
td:last-child,th:last-child{text-align:right;white-space:nowrap}.note{color:#4f566b;font-size:.9rem}
nav{font-size:.9rem;display:flex;justify-content:space-between;margin-bottom:1rem}code{background:#eef0f4;padding:0 .25rem;border-radius:.2rem}`;

const BANNER: Readonly<Record<Language, string>> = {
  fr: 'Mode simulateur : aucun paiement réel',
  en: 'Simulator: no real payment',
};

/** The language of a page: asked for, else that of the session, else the browser's; English where none fits. */
export function languageOf(exchange: Exchange, locale: string | null | undefined, asked?: string): Language {
  const wanted = [asked ?? exchange.url.searchParams.get('lang'), locale, exchange.header('accept-language')];
  for (const each of wanted) {
    const found = /^(fr|en)\b/i.exec(each ?? '')?.[1]?.toLowerCase();
    if (found === 'fr' || found === 'en') return found;
  }
  return 'en';
}

export interface Links {
  /** the path of the page itself, for the other language */
  readonly self: string;
  readonly back?: { readonly url: string; readonly label: string } | undefined;
}

/** A whole page; `body` is HTML already. */
export function page(language: Language, title: string, body: string, { self, back }: Links): string {
  const other = language === 'fr' ? { lang: 'en', name: 'English' } : { lang: 'fr', name: 'Français' };
  const link = back === undefined ? '<span></span>' : `<a href="${html(back.url)}">← ${html(back.label)}</a>`;
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${html(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${STYLE}</style></head>
<body><p class="test">${BANNER[language]}</p><main><nav>${link}<a href="${html(self)}?lang=${other.lang}" lang="${other.lang}" hreflang="${other.lang}">${other.name}</a></nav>
${body}</main></body></html>`;
}

export const html = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** An amount in cents, as its language writes it. */
export function money(cents: number, currency: string, language: Language): string {
  const [whole, part] = [Math.trunc(Math.abs(cents) / 100), String(Math.abs(cents) % 100).padStart(2, '0')];
  const grouped = String(whole).replaceAll(/\B(?=(\d{3})+$)/g, language === 'fr' ? '\u202f' : ',');
  const sign = cents < 0 ? '−' : '';
  const unit = currency.toLowerCase() === 'eur' ? '€' : currency.toUpperCase();
  return language === 'fr' ? `${sign}${grouped},${part}\u00a0${unit}` : `${sign}${unit}${grouped}.${part}`;
}

/** A day, as its language writes it. */
export const day = (seconds: number, language: Language): string =>
  new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    dateStyle: 'long',
    timeZone: 'Europe/Paris',
  }).format(new Date(seconds * 1000));

export function sendPage(exchange: Exchange, status: number, text: string): void {
  exchange.send(status, text, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action *",
    'referrer-policy': 'no-referrer',
  });
}

/** To another page, after a form. */
export function seeOther(exchange: Exchange, url: string): void {
  exchange.send(303, undefined, { location: url });
}

/** The fields of a form. */
export async function fieldsOf(exchange: Exchange): Promise<URLSearchParams> {
  return new URLSearchParams((await exchange.body(64 * 1024)).toString('utf8'));
}
