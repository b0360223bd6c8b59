/** The look of the HTML: the page’s colours, readable on a phone and on paper, no font or image from elsewhere. */
export const STYLE_SHEET = `
:root { color-scheme: light; --ink: #1f2733; --muted: #5b6675; --accent: #1b4b7a; --line: #d5dbe3; --panel: #f2f5f9; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: var(--ink); font: 15px/1.45 system-ui, 'Segoe UI', Roboto, Arial, sans-serif; }
main { max-width: 62rem; margin: 0 auto; padding: 2rem 1.5rem 3rem; }
h1, h2, h3, p, dl, dd, ul { margin: 0; padding: 0; overflow-wrap: anywhere; }
h1 { color: var(--accent); font-size: 2rem; line-height: 1.15; }
h1 small { display: block; margin-top: .35rem; color: var(--ink); font-size: 1.05rem; }
h2 { margin: 2rem 0 .6rem; color: var(--accent); font-size: 1.05rem; }
h3 { padding-bottom: .25rem; border-bottom: 1px solid var(--line); color: var(--muted); font-size: .8rem; letter-spacing: .03em; }
dd, p, td, th, li { white-space: pre-line; overflow-wrap: anywhere; }
ul { padding-left: 1.2rem; }
.halves { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 19rem), 1fr)); gap: 1.5rem 2rem; margin-top: 1.5rem; align-items: start; }
header .halves { margin-top: 0; }
.kind { font-weight: 600; }
.name { margin-top: .5rem; font-weight: 600; }
.card p + p { margin-top: 0; }
.card span, .facts dt { color: var(--muted); }
.facts { display: grid; grid-template-columns: minmax(7rem, max-content) minmax(0, 1fr); gap: .15rem 1rem; }
.facts dt { max-width: 16rem; overflow-wrap: anywhere; }
table { width: 100%; margin-top: 1.5rem; border-collapse: collapse; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { padding: .45rem .5rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: inherit; }
th:first-child, td:first-child { padding-left: 0; }
th:last-child, td:last-child { padding-right: 0; }
thead th { border-color: var(--muted); color: var(--muted); font-size: .8rem; font-weight: 600; }
.wide { overflow-x: auto; }
thead th, .number { overflow-wrap: break-word; }
.id { min-width: 2.5rem; max-width: 8rem; }
.text { min-width: 10rem; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.id { color: var(--muted); }
tr.group > * { font-weight: 600; }
.details { margin-top: .15rem; color: var(--muted); font-size: .87rem; font-weight: 400; }
.total { max-width: 24rem; margin: 1.5rem 0 0 auto; }
.total table { margin: 0; }
.total th, .total td { border: 0; padding: .2rem .8rem; }
.total th:first-child { padding-left: .8rem; }
.total td:last-child { padding-right: .8rem; }
.strong > * { font-weight: 600; }
.due { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; margin-top: .5rem; padding: .7rem .8rem; border-radius: 4px; background: var(--accent); color: #fff; font-weight: 600; }
.due p { overflow-wrap: anywhere; }
.due p:nth-child(2) { font-size: 1.2rem; font-variant-numeric: tabular-nums; }
.due p:nth-child(3) { flex-basis: 100%; font-size: .87rem; font-weight: 400; }
.mentions dt { margin-top: .6rem; font-weight: 600; }
.mentions { color: var(--muted); font-size: .87rem; }
.remarks { margin-top: 2rem; padding: .2rem 1rem 1rem; background: var(--panel); }
.remarks h2 { margin-top: .8rem; }
@media (max-width: 40rem) {
  main { padding: 1rem; }
  .wide thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .wide table, .wide tbody, .wide tr, .wide th, .wide td { display: block; padding: 0; border: 0; text-align: left; }
  .wide tr { padding: .6rem 0; border-bottom: 1px solid var(--line); }
  .wide .id, .wide .text { min-width: 0; max-width: none; }
  .wide .number { display: flex; justify-content: space-between; gap: 1rem; }
  .wide .number::before { content: attr(data-label); color: var(--muted); }
  .wide .number:empty { display: none; }
  .facts { grid-template-columns: 1fr; gap: 0; }
  .facts dd { margin-bottom: .4rem; }
}
@media print {
  @page { size: A4; margin: 16mm; }
  body { font-size: 10pt; }
  main { max-width: none; padding: 0; }
  tr, .card, .total { break-inside: avoid; }
  h2, thead { break-after: avoid; }
  .due { border: 2px solid var(--accent); background: none; color: var(--ink); }
}
`;
