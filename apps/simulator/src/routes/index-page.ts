import type { Store } from '../state/store.js';
import type { Submission } from '../state/tenant.js';

const SHOWN = 200;
const STYLE = `body{font:15px/1.5 system-ui,sans-serif;margin:2rem;color:#1b1b1b;background:#fff}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem .7rem;border-bottom:1px solid #ddd;vertical-align:top}
td.amount{text-align:right;white-space:nowrap}code{background:#f2f2f2;padding:0 .3em}.bad{color:#a40000}.note{color:#555}`;

/** The page at `/`: the last submissions, newest first, with what became of them. */
export function indexPage(store: Store): string {
  const newest = store.submissions.toSorted((a, b) => b.acceptedAt.localeCompare(a.acceptedAt));
  const rows = newest.slice(0, SHOWN).map((each) => row(each, store));
  const table =
    rows.length === 0 ? '<p>No flow yet. Post one to <code>/flow-service/v1/flows</code>.</p>' : tableOf(rows);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Simulated platform</title>
<meta name="viewport" content="width=device-width"><style>${STYLE}</style></head><body><h1>Simulated platform</h1>
<p class="note">XP Z12-013 1.3.0 · ${newest.length} flow(s) received · <a href="/_simulator/submissions">as JSON</a></p>
${table}</body></html>`;
}

const tableOf = (rows: readonly string[]): string =>
  `<table><thead><tr><th>Received</th><th>Invoice</th><th>Seller</th><th>Buyer</th><th>Due</th><th>Acknowledgement</th><th>Statuses</th><th>Organization</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;

function row(submission: Submission, store: Store): string {
  const { invoice, message, acceptedAt, sent, organization, flowId } = submission;
  const flow = store.tenant(organization).flows.get(flowId)?.flow;
  const ack = flow?.acknowledgement;
  const why = ack?.details?.map((each) => `${each.reasonCode}: ${each.reasonMessage}`).join('; ');
  const codes = sent.map(({ step }) =>
    ['210', '213'].includes(step.code) ? `<b class="bad">${step.code}</b>` : step.code,
  );
  const cells = [
    text(acceptedAt.slice(0, 19).replace('T', ' ')),
    text(invoice?.number ?? (message ? `${message.code} of ${message.number}` : (flow?.name ?? flowId))),
    text(invoice?.seller.name ?? ''),
    text(invoice === undefined ? '' : `${invoice.buyer.name} (${invoice.buyer.siren})`),
    text(invoice === undefined ? '' : `${invoice.due} ${invoice.currency}`),
    text([ack?.status ?? '', why].filter(Boolean).join(' – ')),
    codes.join(' → '),
    text(organization),
  ];
  return `<tr>${cells.map((cell, index) => `<td${index === 4 ? ' class="amount"' : ''}>${cell}</td>`).join('')}</tr>`;
}

const text = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
