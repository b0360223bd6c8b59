/** The page of the webhook inspector; its script fills it with what the API answers to the key a reader enters. */
export const INSPECTOR_HTML = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Webhook inspector · onefacture</title><link rel="icon" href="/swagger/favicon-32x32.png">
<style>
:root { color-scheme: light dark; --line: #d8dde3; --soft: #f2f4f7; --dim: #57606a; --good: #1a7f37; --bad: #b3261e; --link: #0b57d0; }
@media (prefers-color-scheme: dark) { :root { --line: #30363d; --soft: #1c2128; --dim: #9aa4ae; --good: #57c26f; --bad: #ff8a80; --link: #8ab4f8; } }
* { box-sizing: border-box; }
body { font: 15px/1.45 system-ui, sans-serif; margin: 0 auto; max-width: 80rem; padding: 1.25rem; }
h1 { font-size: 1.35rem; margin: 0; } h2 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
header { display: flex; flex-wrap: wrap; gap: 1rem; align-items: center; justify-content: space-between; }
form { display: flex; gap: .5rem; align-items: center; flex-wrap: wrap; }
input, select, button { font: inherit; padding: .35rem .6rem; border: 1px solid var(--line); border-radius: 6px; background: transparent; color: inherit; }
input { width: 24rem; max-width: 60vw; } select { background: Canvas; }
button { cursor: pointer; background: var(--soft); } button:hover { border-color: var(--link); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 1px; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-weight: 600; color: var(--dim); } td, th { padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
tr.chosen { background: var(--soft); } code, pre { font: 13px/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
pre { background: var(--soft); padding: .6rem; border-radius: 6px; white-space: pre-wrap; margin: .3rem 0; max-height: 18rem; overflow: auto; }
.good { color: var(--good); } .bad { color: var(--bad); } .dim { color: var(--dim); } [role=status] { min-height: 1.5rem; margin: .75rem 0; }
</style></head><body>
<header><h1 data-text="title"></h1>
<form id="enter"><label for="key" data-text="key"></label><input id="key" type="password" autocomplete="off" spellcheck="false" required>
<button type="submit" data-text="open"></button></form></header>
<p class="dim" data-text="hint"></p><p role="status" aria-live="polite" id="status"></p>
<main id="main" hidden>
<h2 data-text="endpoints"></h2><div class="wide"><table><thead><tr><th data-text="url"></th><th data-text="events"></th><th data-text="state"></th><th></th></tr></thead><tbody id="endpoints"></tbody></table></div>
<section id="chosen" hidden>
<h2 id="name"></h2>
<form id="example"><label for="type" data-text="exampleOf"></label><select id="type"></select><button type="submit" data-text="send"></button></form>
<h2 data-text="deliveries"></h2><div class="wide"><table><thead><tr><th data-text="time"></th><th data-text="state"></th><th data-text="attempts"></th><th data-text="answer"></th><th></th></tr></thead><tbody id="deliveries"></tbody></table></div>
<button id="moreDeliveries" type="button" data-text="more" hidden></button>
<h2 id="attemptsTitle" data-text="attempts"></h2><div id="attempts"></div>
<button id="moreAttempts" type="button" data-text="more" hidden></button>
</section></main>
<script src="/webhooks/inspector.js"></script></body></html>`;
