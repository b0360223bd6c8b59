import { escapeHtml } from '@onefacture/formats';

/** A page to read: the same frame for the start, errors and rules. */
export function htmlPage(title: string, body: string, language: 'en' | 'fr' = 'en'): string {
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · onefacture</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; color: #1b1f24; }
code { background: #f2f4f7; padding: 0 .25em; } td, th { text-align: left; padding: .2rem 1rem .2rem 0; }
section { border-top: 1px solid #d8dde3; } :not(html)[lang=fr] { color: #4a5460; }
@media (prefers-color-scheme: dark) {
  body { background: #14171a; color: #e6e9ec; } code { background: #24292e; } :not(html)[lang=fr] { color: #a9b3bd; } a { color: #8ab4f8; }
}
</style></head><body>${body}</body></html>`;
}
