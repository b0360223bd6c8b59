/** The pages that mailed links open; the script fills in the one that is wanted, in the reader's language. */
export const ACCOUNT_HTML = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>onefacture</title><link rel="icon" href="/swagger/favicon-32x32.png">
<style>
:root { color-scheme: light dark; --line: #d8dde3; --soft: #f2f4f7; --good: #1a7f37; --bad: #b3261e; --link: #0b57d0; }
@media (prefers-color-scheme: dark) { :root { --line: #30363d; --soft: #1c2128; --good: #57c26f; --bad: #ff8a80; --link: #8ab4f8; } }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 15vh auto 0; max-width: 26rem; padding: 1rem; }
h1 { font-size: 1.35rem; } form { display: grid; gap: .75rem; } label { display: grid; gap: .25rem; } [hidden] { display: none; }
input, button { font: inherit; padding: .5rem .7rem; border: 1px solid var(--line); border-radius: 6px; background: transparent; color: inherit; }
button { cursor: pointer; background: var(--soft); } button:hover { border-color: var(--link); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 1px; } .good { color: var(--good); } .bad { color: var(--bad); }
</style></head><body>
<h1 id="title"></h1><p id="text"></p>
<form id="form">
<label id="nameRow"><span id="nameLabel"></span><input id="name" autocomplete="name" maxlength="200"></label>
<label id="passwordRow"><span id="passwordLabel"></span><input id="password" type="password" autocomplete="new-password" minlength="12" maxlength="200"></label>
<button type="submit" id="go"></button></form>
<p role="status" aria-live="polite" id="status"></p>
<noscript>This page needs JavaScript. Cette page a besoin de JavaScript.</noscript>
<script src="/account/account.js"></script></body></html>`;
